package org.otklik.helpdesk.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Mail as a support mailbox gets it, 10 KB on average: plain text in four charsets, text with HTML,
 * HTML alone, attachments, with the headers that servers on the way add. The same seed, number and
 * senders give the same bytes. Immutable.
 */
public final class VariedMail implements Iterable<byte[]> {
  /** Who vouches for the sender in {@code Authentication-Results} (RFC 8601). */
  public static final String AUTHSERV_ID = "mx.support.example";

  public static final String MAILBOX = "help@support.example";

  private static final Charset KOI8_R = Charset.forName("KOI8-R");
  private static final Charset WINDOWS_1251 = Charset.forName("windows-1251");
  private static final Instant FIRST = Instant.parse("2026-03-02T06:00:00Z");

  /** How often a kind comes, of 100, and the length of its text in characters. */
  private enum Kind {
    PLAIN_UTF_8(24, 1500),
    PLAIN_ASCII(14, 2500),
    PLAIN_KOI8_R(10, 2000),
    PLAIN_WINDOWS_1251(8, 2000),
    ALTERNATIVE(24, 1800),
    HTML(8, 2500),
    ATTACHMENT(12, 800);

    final int share;
    final int length;

    Kind(int share, int length) {
      this.share = share;
      this.length = length;
    }
  }

  private final long seed;
  private final int count;
  private final List<String> senders;

  /**
   * As many messages as asked for.
   *
   * @param senders the addresses that mail comes from, each about equally often
   */
  public VariedMail(long seed, int count, List<String> senders) {
    if (senders.isEmpty()) {
      throw new IllegalArgumentException("mail comes from somebody");
    }
    this.seed = seed;
    this.count = count;
    this.senders = List.copyOf(senders);
  }

  /** The messages one after another, each made when asked for. */
  @Override
  public Iterator<byte[]> iterator() {
    return IntStream.range(0, count).mapToObj(this::message).iterator();
  }

  public int count() {
    return count;
  }

  /** The Message-ID of message {@code number}, with its angle brackets. */
  public String messageId(int number) {
    return "<" + Long.toHexString(seed) + "." + number + "@mail.example>";
  }

  /** Message {@code number}, from 0; lines end with CRLF, none is longer than 998 octets. */
  public byte[] message(int number) {
    var random = new SplittableRandom(seed * 1_000_003 + number);
    Kind kind = kind(random.nextInt(100));
    var mail = new ByteArrayOutputStream(16_384);
    text(mail, headers(number, random, kind));
    // Half to one and a half times the usual length.
    int length = kind.length / 2 + random.nextInt(kind.length);
    switch (kind) {
      case PLAIN_UTF_8 -> encoded(mail, "plain", MailWords.russian(random, length), UTF_8);
      case PLAIN_KOI8_R -> eightBit(mail, MailWords.russian(random, length), KOI8_R);
      case PLAIN_WINDOWS_1251 ->
          encoded(mail, "plain", MailWords.russian(random, length), WINDOWS_1251);
      case PLAIN_ASCII -> eightBit(mail, MailWords.english(random, length), US_ASCII);
      case HTML -> encoded(mail, "html", html(MailWords.russian(random, length)), UTF_8);
      case ALTERNATIVE -> alternative(mail, number, MailWords.russian(random, length));
      case ATTACHMENT -> attachment(mail, number, random, MailWords.english(random, length));
    }
    return mail.toByteArray();
  }

  private static Kind kind(int percent) {
    int left = percent;
    for (Kind kind : Kind.values()) {
      left -= kind.share;
      if (left < 0) {
        return kind;
      }
    }
    throw new IllegalStateException("the shares don't make 100");
  }

  private String headers(int number, SplittableRandom random, Kind kind) {
    String sender = senders.get(random.nextInt(senders.size()));
    String date =
        DateTimeFormatter.ofPattern("EEE, d MMM yyyy HH:mm:ss Z", Locale.ROOT)
            .format(FIRST.plusSeconds(17L * number).atOffset(ZoneOffset.ofHours(3)));
    String domain = sender.substring(sender.indexOf('@') + 1);
    Charset charset = kind == Kind.PLAIN_KOI8_R ? KOI8_R : UTF_8;
    String subject =
        kind == Kind.PLAIN_ASCII
            ? MailWords.english(random, 30).replace("\r\n", " ").strip()
            : word(MailWords.subject(random), charset);
    var headers = new StringBuilder();
    headers.append("Return-Path: <").append(sender).append(">\r\n");
    headers.append("Authentication-Results: ").append(AUTHSERV_ID);
    headers.append(";\r\n dkim=pass header.d=").append(domain);
    headers.append(";\r\n dmarc=pass header.from=").append(domain).append("\r\n");
    for (int hop = 2 + random.nextInt(4); hop > 0; hop--) {
      headers.append("Received: from mx").append(hop).append('.').append(domain);
      headers.append(" (mx").append(hop).append(".example [192.0.2.").append(random.nextInt(255));
      headers.append("])\r\n\tby ").append(AUTHSERV_ID).append(" with ESMTPS id ");
      headers
          .append(Long.toHexString(random.nextLong()))
          .append(";\r\n\t")
          .append(date)
          .append("\r\n");
    }
    headers
        .append("DKIM-Signature: v=1; a=rsa-sha256; d=")
        .append(domain)
        .append("; s=s1;\r\n\tb=");
    headers.append(lines(random(random, 192)).strip().replace("\r\n", "\r\n\t ")).append("\r\n");
    headers.append("Message-ID: ").append(messageId(number)).append("\r\n");
    headers.append("Date: ").append(date).append("\r\n");
    headers.append("From: ").append(word(MailWords.name(random), charset));
    headers.append(" <").append(sender).append(">\r\n");
    headers.append("To: <").append(MAILBOX).append(">\r\n");
    headers.append("Subject: ").append(subject).append("\r\n");
    return headers.append("MIME-Version: 1.0\r\n").toString();
  }

  private void alternative(ByteArrayOutputStream mail, int number, String text) {
    String boundary = "=_alt_" + number;
    text(mail, "Content-Type: multipart/alternative; boundary=\"" + boundary + "\"\r\n\r\n");
    text(mail, "--" + boundary + "\r\n");
    encoded(mail, "plain", text, UTF_8);
    text(mail, "--" + boundary + "\r\n");
    encoded(mail, "html", html(text), UTF_8);
    text(mail, "--" + boundary + "--\r\n");
  }

  private void attachment(
      ByteArrayOutputStream mail, int number, SplittableRandom random, String text) {
    String boundary = "=_mix_" + number;
    text(mail, "Content-Type: multipart/mixed; boundary=\"" + boundary + "\"\r\n\r\n");
    text(mail, "--" + boundary + "\r\n");
    eightBit(mail, text, US_ASCII);
    text(
        mail,
        "--%s\r\nContent-Type: application/pdf; name=\"%s\"\r\n"
                .formatted(boundary, word("Акт " + number + ".pdf", UTF_8))
            + "Content-Disposition: attachment; filename*=UTF-8''%D0%90%D0%BA%D1%82.pdf\r\n"
            + "Content-Transfer-Encoding: base64\r\n\r\n");
    text(mail, lines(random(random, 10_000 + random.nextInt(32_000))));
    text(mail, "--" + boundary + "--\r\n");
  }

  private static void eightBit(ByteArrayOutputStream mail, String text, Charset charset) {
    text(
        mail,
        "Content-Type: text/plain; charset=%s\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
            .formatted(charset.name().toLowerCase(Locale.ROOT)));
    mail.writeBytes(text.getBytes(charset));
  }

  private static void encoded(
      ByteArrayOutputStream mail, String subtype, String text, Charset charset) {
    text(
        mail,
        "Content-Type: text/%s; charset=%s\r\nContent-Transfer-Encoding: base64\r\n\r\n"
            .formatted(subtype, charset.name().toLowerCase(Locale.ROOT)));
    text(mail, lines(text.getBytes(charset)));
  }

  private static String html(String text) {
    return "<html><head><style>p { margin: 0 }</style></head><body><p style=\"color:#222\">"
        + text.replace("\r\n", "</p>\r\n<p style=\"color:#222\">")
        + "</p><p><a href=\"https://client.example/\">client.example</a></p></body></html>\r\n";
  }

  /** An encoded word (RFC 2047); what is passed here fits the 75 characters of one. */
  private static String word(String text, Charset charset) {
    return "=?"
        + charset.name().toLowerCase(Locale.ROOT)
        + "?B?"
        + Base64.getEncoder().encodeToString(text.getBytes(charset))
        + "?=";
  }

  private static byte[] random(SplittableRandom random, int size) {
    byte[] bytes = new byte[size];
    random.nextBytes(bytes);
    return bytes;
  }

  private static String lines(byte[] bytes) {
    return Base64.getMimeEncoder().encodeToString(bytes) + "\r\n";
  }

  private static void text(ByteArrayOutputStream mail, String text) {
    mail.writeBytes(text.getBytes(US_ASCII));
  }
}
