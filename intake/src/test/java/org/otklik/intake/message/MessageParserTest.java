package org.otklik.intake.message;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MessageParserTest {

  @Test
  void a_plain_mail_gives_its_header_and_text() {
    ParsedMessage mail =
        Mails.parse(
            """
            From: Anna Petrova <Anna@Example.ORG>
            To: support@firm.example, "Ops, all" <ops@firm.example>
            Cc: boss@example.org
            Subject: Printer
            Date: Fri, 1 Mar 2024 12:30:05 +0300
            Message-ID: <one@example.org>
            In-Reply-To: <zero@firm.example>
            References: <a@firm.example> <zero@firm.example>

            It is on fire.
            """);
    assertThat(mail.from()).containsExactly(new MailAddress("Anna Petrova", "Anna@Example.ORG"));
    assertThat(mail.from().getFirst().normalized()).isEqualTo("anna@example.org");
    assertThat(mail.to())
        .containsExactly(
            MailAddress.of("support@firm.example"),
            new MailAddress("Ops, all", "ops@firm.example"));
    assertThat(mail.cc()).containsExactly(MailAddress.of("boss@example.org"));
    assertThat(mail.subject()).isEqualTo("Printer");
    assertThat(mail.date()).isEqualTo(Instant.parse("2024-03-01T09:30:05Z"));
    assertThat(mail.messageId()).isEqualTo("one@example.org");
    assertThat(mail.inReplyTo()).containsExactly("zero@firm.example");
    assertThat(mail.references()).containsExactly("a@firm.example", "zero@firm.example");
    assertThat(mail.text()).isEqualTo("It is on fire.\n");
    assertThat(mail.html()).isEmpty();
    assertThat(mail.automatic().automatic()).isFalse();
    assertThat(mail.problems()).isEmpty();
  }

  private static Stream<Throwable> failures() {
    return Stream.of(
        new OutOfMemoryError(),
        new StackOverflowError(),
        new NoClassDefFoundError("org/example/Missing"),
        new AssertionError(),
        new IllegalStateException());
  }

  /** The mailbox goes on; the message is kept and can be tried again. */
  @ParameterizedTest
  @MethodSource("failures")
  void what_a_library_fails_with_makes_the_message_unreadable(Throwable failure) {
    var raw =
        new RawSource() {
          @Override
          public InputStream open() {
            if (failure instanceof Error error) {
              throw error;
            }
            throw (RuntimeException) failure;
          }

          @Override
          public long size() {
            return 1;
          }
        };
    assertThat(new MessageParser(ParseLimits.DEFAULT).parse(raw))
        .isInstanceOfSatisfying(
            ParseResult.Unreadable.class,
            unreadable ->
                assertThat(unreadable.reason().kind()).isEqualTo(Remark.Kind.PARSER_FAILED));
  }

  @Test
  void an_attachment_is_hashed_while_it_passes_and_read_again_by_its_index() throws Exception {
    byte[] raw =
        Mails.bytes(
            """
            From: a@example.org
            Content-Type: multipart/mixed; boundary=b

            --b
            Content-Type: text/plain

            See the file.
            --b
            Content-Type: application/pdf; name="invoice.pdf"
            Content-Disposition: attachment; filename="invoice.pdf"
            Content-Transfer-Encoding: base64

            aGVsbG8=
            --b--
            """);
    ParsedMessage mail = Mails.parse(raw);
    assertThat(mail.text()).isEqualTo("See the file.");
    assertThat(mail.attachments())
        .containsExactly(
            new Attachment(
                0,
                "invoice.pdf",
                "application/pdf",
                5,
                "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824",
                false,
                null));
    ByteArrayOutputStream copy = new ByteArrayOutputStream();
    AttachmentReader reader = new AttachmentReader(ParseLimits.DEFAULT);
    assertThat(reader.copy(RawSource.of(raw), 0, copy)).isTrue();
    assertThat(copy.toString(UTF_8)).isEqualTo("hello");
    assertThat(reader.copy(RawSource.of(raw), 1, copy)).isFalse();
  }
}
