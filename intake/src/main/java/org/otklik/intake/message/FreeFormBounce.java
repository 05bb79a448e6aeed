package org.otklik.intake.message;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads the delivery failures that programs tell in prose: qmail, Exim, old sendmail and Postfix,
 * Exchange, Mail.ru and the rest who send no RFC 3464 report. Only a mail that comes from a mail
 * system is looked at, and only its text up to the copy of the returned mail.
 */
final class FreeFormBounce {
  private static final int LONGEST = 32 * 1024;

  private static final List<String> DAEMONS =
      List.of(
          "mailer-daemon",
          "mailer_daemon",
          "mailerdaemon",
          "postmaster",
          "post_master",
          "maildaemon",
          "mail-daemon",
          "mail.delivery.system",
          "mail delivery system",
          "mail delivery subsystem",
          "poostmaster");

  private static final List<String> FAILED =
      List.of(
          "undeliver",
          "delivery",
          "returned mail",
          "returning message",
          "failure notice",
          "mail failed",
          "returning to sender",
          "mail failure",
          "failed",
          "could not be sent",
          "not be delivered",
          "error sending",
          "returned to sender",
          "system error",
          "не доставлено",
          "не доставлен",
          "недоставлен",
          "невозможно доставить",
          "errors from",
          "unzustellbar",
          "delayed",
          "配信できません");

  /** What the text says when the subject says nothing. */
  private static final List<String> TOLD_IN_TEXT =
      List.of(
          "could not be delivered",
          "cannot be delivered",
          "had delivery problems",
          "did not reach the following recipient",
          "requested action not taken",
          "не может быть доставлено",
          "не удалось доставить");

  private static final List<String> COPY =
      List.of(
          "below this line is a copy",
          "this is a copy of",
          "included is a copy",
          "original message",
          "unsent message follows",
          "message header follows",
          "returned message",
          "original mail",
          "text of the original",
          "the header of the original",
          "message text follows",
          "your message reads",
          "content-type: message/rfc822",
          "received: from ",
          "return-path: ",
          "copy of your message",
          "оригинал",
          "исходное сообщение",
          "заголовки");

  private static final List<String> TEMPORARY =
      List.of(
          "delayed",
          "delay)",
          "will be retried",
          "not yet been delivered",
          "still trying",
          "temporar",
          "try again later",
          "warning: ",
          "временно");

  /** "MAIL FROM:" of a transcript and the like: an address that didn't fail. */
  private static final Pattern SENDER = Pattern.compile("(?i)from:[ \\t]{0,5}<?[^\\s>]{1,320}>?");

  private FreeFormBounce() {}

  /** What a mail system's prose says; {@code to} is who sent the mail that came back. */
  static Optional<Bounce> read(
      Headers headers, List<MailAddress> to, String text, ReturnedMail returned) {
    if (!isDaemon(headers)) {
      return Optional.empty();
    }
    DeliveryStatus fields = DeliveryStatus.in(Words.head(text, LONGEST), returned.messageId());
    if (fields.told()) {
      return fields.bounce(); // a report that lost its form on the way
    }
    Optional<String> failed = headers.first("X-Failed-Recipients");
    String subject = low(headers.first("Subject").orElse(""));
    String head = Words.head(text, LONGEST);
    if (failed.isEmpty() && !containsAny(subject, FAILED) && !saysSo(headers, returned, head)) {
      return Optional.empty();
    }
    int copy = copyStart(head);
    String report = head.substring(0, copy);
    ReturnedMail back = returned.orWithin(head.substring(copy));
    return failed
        .flatMap(FoundAddress::first)
        .or(() -> onItsOwnLine(report, to))
        .or(() -> FoundAddress.firstBut(SENDER.matcher(report).replaceAll(""), to))
        .or(back::recipient)
        .map(address -> MailAddress.of(address).normalized())
        .map(address -> new Bounce(address, isPermanent(report, subject), back.messageId()));
  }

  /** A person away from their desk has no sender to answer to, either, but returns no mail. */
  private static boolean saysSo(Headers headers, ReturnedMail returned, String text) {
    boolean system = hasSystemName(headers) || !returned.equals(ReturnedMail.NONE);
    return system && containsAny(low(text), TOLD_IN_TEXT);
  }

  /** Sent by a mail system, as far as it says so. */
  static boolean isDaemon(Headers headers) {
    boolean nullSender =
        headers.first("Return-Path").map(path -> path.replace(" ", "").equals("<>")).orElse(false);
    return nullSender || hasSystemName(headers) || headers.first("From").orElse("").isEmpty();
  }

  private static boolean hasSystemName(Headers headers) {
    return containsAny(low(headers.first("From").orElse("")), DAEMONS);
  }

  /** Where the copy of the returned mail begins. */
  private static int copyStart(String text) {
    int start = 0;
    boolean anything = false;
    while (start < text.length()) {
      int end = text.indexOf('\n', start);
      end = end < 0 ? text.length() : end;
      String line = low(text.substring(start, Math.min(end, start + 200)));
      if (anything && containsAny(line, COPY) && line.indexOf('@') < 0) {
        return start;
      }
      anything |= line.indexOf('@') >= 0;
      start = end + 1;
    }
    return text.length();
  }

  /** Most systems set the failed address at the start of a line: {@code <joe@x>:}. */
  private static Optional<String> onItsOwnLine(String report, List<MailAddress> to) {
    for (String line : report.lines().toList()) {
      String bare = line.strip();
      int space = bare.indexOf(' ');
      String first = space < 0 ? bare : bare.substring(0, space);
      if (first.length() < 320 && first.indexOf('@') > 0) {
        Optional<String> address = FoundAddress.firstBut(first, to);
        boolean whole = address.isPresent() && first.length() - address.get().length() <= 4;
        if (whole && (space < 0 || first.startsWith("<") || first.endsWith(":"))) {
          return address;
        }
      }
    }
    return Optional.empty();
  }

  /** By status code where there is one (RFC 3463, RFC 5321 section 4.2.1), else by its words. */
  private static boolean isPermanent(String report, String subject) {
    int status = StatusCode.firstClass(report);
    return status == 0 ? !containsAny(subject + "\n" + low(report), TEMPORARY) : status == 5;
  }

  private static boolean containsAny(String text, List<String> words) {
    return words.stream().anyMatch(text::contains);
  }

  private static String low(String text) {
    return text.toLowerCase(Locale.ROOT);
  }
}
