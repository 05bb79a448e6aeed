package org.otklik.intake.courier;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.mail.BodyPart;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.otklik.intake.courier.Delivery.Accepted;
import org.otklik.intake.courier.Delivery.Deferred;
import org.otklik.intake.courier.Delivery.Refused;
import org.otklik.intake.message.RawSource;
import org.otklik.intake.wire.Problem;
import org.otklik.intake.wire.Problem.Kind;
import org.otklik.intake.wire.Security;

class SmtpCourierTest {
  private final PlaySmtp server = new PlaySmtp();
  private final SmtpSettings settings =
      SmtpSettings.of("127.0.0.1", Security.PLAIN)
          .withPort(server.port())
          .withHeloName("desk.example.org")
          .withTimeout(Duration.ofSeconds(5));
  private final SmtpCourier courier = new SmtpCourier(settings);

  @AfterEach
  void close() throws IOException {
    courier.close();
    server.close();
  }

  private static OutgoingMail mail() {
    return new OutgoingMail(
        "Поддержка «Отклик»",
        "support@example.org",
        "ivanova@client.example",
        "Заявка 17: принята в работу",
        "17.1@desk.example.org",
        List.of(),
        List.of(),
        "Здравствуйте!\nВаша заявка принята.\n.\nконец\n",
        Optional.empty(),
        false,
        Optional.empty(),
        Optional.empty(),
        "original.eml",
        Instant.parse("2026-11-20T12:30:00Z"));
  }

  /** The mail of {@link #mail} with an original attached. */
  private static OutgoingMail forwarding(RawSource original) {
    var m = mail();
    return new OutgoingMail(
        m.fromName(),
        m.fromAddress(),
        m.to(),
        m.subject(),
        m.messageId(),
        m.inReplyTo(),
        m.references(),
        m.text(),
        m.html(),
        true,
        m.replyTo(),
        Optional.of(original),
        "письмо.eml",
        m.date());
  }

  private static OutgoingMail answer(
      String subject, String to, List<String> inReplyTo, List<String> references) {
    var m = mail();
    return new OutgoingMail(
        m.fromName(),
        m.fromAddress(),
        to,
        subject,
        m.messageId(),
        inReplyTo,
        references,
        m.text(),
        Optional.of("<p>Здравствуйте!</p>"),
        true,
        Optional.of("support+17.ab@example.org"),
        Optional.empty(),
        "original.eml",
        m.date());
  }

  private MimeMessage received() throws MessagingException {
    return server.mails().getLast();
  }

  private static byte[] bytesOf(Part part) throws MessagingException, IOException {
    try (InputStream in = part.getInputStream()) {
      return in.readAllBytes();
    }
  }

  private BodyPart part(int index) throws MessagingException, IOException {
    return ((Multipart) received().getContent()).getBodyPart(index);
  }

  @Test
  void a_mail_arrives_as_it_was_written() throws Exception {
    var delivery = courier.send(mail());
    assertThat(delivery).isEqualTo(new Accepted("250 2.0.0 Ok: queued as 1"));
    assertThat(received().getSubject()).isEqualTo("Заявка 17: принята в работу");
    assertThat(received().getFrom()[0])
        .hasToString(
            "=?UTF-8?B?0J/QvtC00LTQtdGA0LbQutCwIMKr0J7RgtC60LvQuNC6wrs=?= <support@example.org>");
    assertThat(received().getContent())
        .isEqualTo("Здравствуйте!\r\nВаша заявка принята.\r\n.\r\nконец\r\n");
    assertThat(received().getHeader("Date", null)).isEqualTo("Fri, 20 Nov 2026 12:30:00 +0000");
    assertThat(received().getHeader("MIME-Version", null)).isEqualTo("1.0");
    assertThat(received().getHeader("Auto-Submitted")).isNull();
  }

  @Test
  void the_message_id_is_the_chosen_one_each_time() throws Exception {
    courier.send(mail());
    courier.send(mail());
    assertThat(server.mails()).hasSize(2);
    for (var mail : server.mails()) {
      assertThat(mail.getHeader("Message-ID", ",")).isEqualTo("<17.1@desk.example.org>");
    }
  }

  @Test
  void an_automatic_answer_threads_and_says_that_no_robot_should_answer() throws Exception {
    courier.send(
        answer("Re: печать", "ivanova@client.example", List.of("<a@x>"), List.of("b@x", "<a@x>")));
    assertThat(received().getHeader("In-Reply-To", null)).isEqualTo("<a@x>");
    assertThat(received().getHeader("References", null)).isEqualTo("<b@x> <a@x>");
    assertThat(received().getHeader("Auto-Submitted", null)).isEqualTo("auto-replied");
    assertThat(received().getHeader("X-Auto-Response-Suppress", null)).isEqualTo("All");
    assertThat(received().getReplyTo()[0]).hasToString("support+17.ab@example.org");
    assertThat(received().getContentType()).startsWith("multipart/alternative");
    assertThat(part(0).getContentType()).startsWith("text/plain");
    assertThat(part(1).getContent()).isEqualTo("<p>Здравствуйте!</p>");
  }

  @Test
  void a_bounce_comes_back_to_the_sender_address() {
    courier.send(answer("x", "ivanova@client.example", List.of(), List.of()));
    assertThat(server.said()).contains("MAIL FROM:<support@example.org>");
  }

  @Test
  void a_conversation_of_thousands_keeps_its_first_and_last_references() throws Exception {
    var ids = IntStream.range(0, 3000).mapToObj(i -> "<" + i + "@x>").toList();
    courier.send(answer("x", "ivanova@client.example", List.of(), ids));
    assertThat(received().getHeader("References", null).split("\\s+"))
        .hasSize(31)
        .startsWith("<0@x>", "<2970@x>")
        .endsWith("<2999@x>");
  }

  @Test
  void what_is_no_message_id_is_left_out_of_the_references() throws Exception {
    courier.send(
        answer("x", "ivanova@client.example", List.of("no id at all"), List.of("<>", "<a@x>")));
    assertThat(received().getHeader("In-Reply-To")).isNull();
    assertThat(received().getHeader("References", null)).isEqualTo("<a@x>");
  }

  /** CVE-2017-9801. */
  @ParameterizedTest
  @ValueSource(strings = {"x\r\nBcc: all@example.org", "x\nBcc: all@example.org", "x\ry", "x\0y"})
  void crlf_in_a_subject_is_refused(String subject) {
    assertThat(courier.send(answer(subject, "ivanova@client.example", List.of(), List.of())))
        .isEqualTo(new Refused(Problem.of(Kind.LINE_BREAK, "Subject")));
    assertThat(server.connections()).isZero();
  }

  /** CVE-2025-7962, CVE-2024-21742. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "a@x.example\r\nRCPT TO:<b@x.example>",
        "a@x.example, b@x.example",
        "a@x.example> SIZE=1 <",
        "group: a@x.example;",
        "„a“@x.example",
        "nobody",
        ""
      })
  void what_is_not_one_plain_address_is_refused(String to) {
    assertThat(courier.send(answer("x", to, List.of(), List.of()))).isInstanceOf(Refused.class);
    assertThat(server.said()).noneMatch(line -> line.startsWith("RCPT"));
  }

  @Test
  void a_domain_in_other_letters_goes_in_its_ascii_form() {
    courier.send(answer("x", "info@пример.рф", List.of(), List.of()));
    assertThat(server.said()).contains("RCPT TO:<info@xn--e1afmkfd.xn--p1ai>");
  }

  @Test
  void a_subject_without_end_stays_within_the_lines_of_a_header() throws Exception {
    courier.send(answer("я".repeat(5000), "ivanova@client.example", List.of(), List.of()));
    assertThat(received().getSubject()).hasSize(901).endsWith("…");
    courier.send(answer("y".repeat(5000), "ivanova@client.example", List.of(), List.of()));
    assertThat(received().getSubject()).hasSize(901).endsWith("…");
    assertThat(server.longestLine()).isLessThanOrEqualTo(998);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Subject: plain\r\n\r\nbody\r\n",
        "Subject: no end\r\n\r\nbody",
        "Subject: 8 bit\r\n\r\n\u00ea\u00ee\u00e4 \u00ff\r\n.\r\n..dots\r\n",
        "Subject: bare line ends\n\nbody\n",
        "Subject: mixed\r\n\r\na\nb\rc\r\n",
        "\r\n",
        ""
      })
  void an_original_arrives_byte_for_byte(String raw) throws Exception {
    byte[] original = raw.getBytes(ISO_8859_1);
    assertThat(courier.send(forwarding(RawSource.of(original)))).isInstanceOf(Accepted.class);
    assertThat(bytesOf(part(1))).isEqualTo(original);
    assertThat(part(1).getFileName()).isNotBlank();
    assertThat(part(0).getContent().toString()).startsWith("Здравствуйте!");
  }

  @Test
  void an_original_that_smtp_can_carry_goes_as_a_message_without_base64() throws Exception {
    courier.send(forwarding(RawSource.of("Subject: x\r\n\r\n\u00ea\r\n".getBytes(ISO_8859_1))));
    assertThat(part(1).getContentType()).startsWith("message/rfc822");
    assertThat(part(1).getHeader("Content-Transfer-Encoding")).containsExactly("8bit");
    assertThat(server.said()).contains("MAIL FROM:<support@example.org> BODY=8BITMIME");
  }

  @Test
  void an_8_bit_original_stays_a_message_where_the_server_announces_no_8bitmime() throws Exception {
    server.offer("PIPELINING");
    byte[] original = "Subject: x\r\n\r\n\u00ea\r\n".getBytes(ISO_8859_1);
    courier.send(forwarding(RawSource.of(original)));
    assertThat(part(1).getContentType()).startsWith("message/rfc822");
    assertThat(server.said()).contains("MAIL FROM:<support@example.org>");
    assertThat(bytesOf(part(1))).isEqualTo(original);
  }

  @Test
  void lines_too_long_for_smtp_go_as_a_file() throws Exception {
    byte[] original = ("Subject: x\r\n\r\n" + "z".repeat(2000) + "\r\n").getBytes(UTF_8);
    courier.send(forwarding(RawSource.of(original)));
    assertThat(bytesOf(part(1))).isEqualTo(original);
    assertThat(server.longestLine()).isLessThanOrEqualTo(998);
  }

  @Test
  void a_large_original_is_never_wholly_in_memory() throws Exception {
    var source = new Endless(40 << 20);
    server.keepNothing();
    assertThat(courier.send(forwarding(source))).isInstanceOf(Accepted.class);
    assertThat(server.bytes()).isGreaterThan(source.size());
    assertThat(source.largestRead()).isLessThanOrEqualTo(1 << 16);
  }

  @Test
  void an_original_that_breaks_off_is_not_sent_in_part() {
    RawSource broken =
        new RawSource() {
          private int opened;

          @Override
          public InputStream open() throws IOException {
            if (++opened > 1) {
              return new BrokenStream();
            }
            return new ByteArrayInputStream("Subject: x\r\n\r\nbody\r\n".getBytes(UTF_8));
          }

          @Override
          public long size() {
            return 20;
          }
        };
    assertThat(courier.send(forwarding(broken))).isInstanceOf(Deferred.class);
    assertThat(server.mails()).isEmpty();
    assertThat(courier.send(mail())).isInstanceOf(Accepted.class);
  }

  @Test
  void a_hundred_mails_use_one_connection() {
    for (int i = 0; i < 100; i++) {
      assertThat(courier.send(mail())).isInstanceOf(Accepted.class);
    }
    assertThat(server.connections()).isEqualTo(1);
  }

  @Test
  void a_connection_that_the_server_has_ended_is_made_anew() {
    courier.send(mail());
    server.hangUp();
    assertThat(courier.send(mail())).isInstanceOf(Accepted.class);
    assertThat(server.connections()).isEqualTo(2);
  }

  @Test
  void a_refused_recipient_is_final_and_said_in_the_servers_words() {
    server.answer("RCPT", "550 5.1.1 No such user here");
    assertThat(courier.send(mail()))
        .isEqualTo(
            new Refused(
                Problem.of(
                    Kind.RECIPIENT_REFUSED,
                    "ivanova@client.example",
                    "550 5.1.1 No such user here")));
    server.answer("RCPT", "250 Ok");
    assertThat(courier.send(mail())).isInstanceOf(Accepted.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"450 4.2.1 greylisted", "452 4.2.2 full", "421 4.3.2 going down"})
  void a_server_that_asks_for_patience_gets_it(String reply) {
    server.answer("RCPT", reply);
    var delivery = courier.send(mail());
    assertThat(delivery).isInstanceOf(Deferred.class);
    assertThat(((Deferred) delivery).problem().words()).contains(reply);
  }

  @Test
  void a_mail_refused_after_its_content_is_final() {
    server.answer(".", "554 5.7.1 Looks like spam");
    assertThat(courier.send(mail()))
        .isEqualTo(new Refused(Problem.of(Kind.MAIL_REFUSED, "554 5.7.1 Looks like spam")));
  }

  @Test
  void a_refused_sender_is_the_administrators_matter() {
    server.answer("MAIL", "553 5.7.1 Not your address");
    assertThat(courier.send(mail())).isInstanceOf(Deferred.class);
  }

  @Test
  void a_wrong_password_is_the_administrators_matter() {
    server.offer("AUTH PLAIN LOGIN");
    server.answer("AUTH", "535 5.7.8 Bad credentials");
    try (var other = new SmtpCourier(settings.withLogin("support", "geheim"))) {
      var delivery = other.send(mail());
      assertThat(delivery).isInstanceOf(Deferred.class);
      assertThat(((Deferred) delivery).problem().words())
          .startsWith("The server refused the password of support")
          .doesNotContain("geheim");
    }
  }

  @Test
  void an_access_token_is_asked_for_at_each_login_and_goes_by_xoauth2() {
    server.offer("AUTH PLAIN LOGIN XOAUTH2");
    server.answer("AUTH", "235 2.7.0 Welcome");
    var asked = new AtomicInteger();
    var byToken = settings.withLogin("support", () -> "token" + asked.incrementAndGet());
    try (var other = new SmtpCourier(byToken)) {
      assertThat(other.send(mail())).isInstanceOf(Accepted.class);
      server.hangUp();
      assertThat(other.send(mail())).isInstanceOf(Accepted.class);
    }
    assertThat(server.said().stream().filter(line -> line.startsWith("AUTH")))
        .containsExactly("AUTH XOAUTH2 " + xoauth2("token1"), "AUTH XOAUTH2 " + xoauth2("token2"));
  }

  private static String xoauth2(String token) {
    var plain = "user=support\1auth=Bearer " + token + "\1\1";
    return Base64.getEncoder().encodeToString(plain.getBytes(UTF_8));
  }

  @Test
  void a_token_that_is_not_to_be_had_is_the_administrators_matter() {
    var expired =
        settings.withLogin(
            "support",
            () -> {
              throw new IllegalStateException("the consent has expired");
            });
    try (var other = new SmtpCourier(expired)) {
      assertThat(other.send(mail()))
          .isEqualTo(new Deferred(Problem.of(Kind.NO_TOKEN, "the consent has expired")));
    }
  }

  @Test
  void a_silent_server_is_left() {
    server.fallSilent();
    try (var other = new SmtpCourier(settings.withTimeout(Duration.ofMillis(300)))) {
      assertThat(other.send(mail()))
          .isEqualTo(new Deferred(Problem.of(Kind.NO_ANSWER, "127.0.0.1", "0.3")));
    }
  }

  @Test
  void a_server_that_is_not_there_is_said_so() throws IOException {
    int nobody;
    try (var gone = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      nobody = gone.getLocalPort();
    }
    try (var other = new SmtpCourier(settings.withPort(nobody))) {
      assertThat(other.send(mail()))
          .isEqualTo(new Deferred(Problem.of(Kind.CONNECTION_REFUSED, "127.0.0.1", nobody)));
    }
  }

  @Test
  void the_password_is_in_no_text() {
    assertThat(settings.withLogin("support", "geheim").toString()).doesNotContain("geheim");
  }

  private static final class BrokenStream extends InputStream {
    @Override
    public int read() throws IOException {
      throw new IOException("the disk is gone");
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      return read();
    }
  }
}
