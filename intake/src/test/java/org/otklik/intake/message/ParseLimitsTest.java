package org.otklik.intake.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every limit has its outcome (case 69: CVE-2024-4140, Zammad #1877; case 13). */
class ParseLimitsTest {
  private static final ParseLimits DEFAULT = ParseLimits.DEFAULT;
  private static final String FROM = "From: a@x.example\n";

  private static ParseResult result(String mail) {
    return Assertions.assertTimeoutPreemptively(
        Duration.ofSeconds(20), () -> new MessageParser(DEFAULT).parse(Mails.utf8(mail)));
  }

  private static ParsedMessage message(String mail) {
    return switch (result(mail)) {
      case ParseResult.Parsed(ParsedMessage message) -> message;
      case ParseResult.Unreadable(String reason) -> throw new AssertionError(reason);
    };
  }

  @Test
  void a_million_parts_are_read_up_to_the_limit() {
    ParsedMessage mail =
        message(
            FROM
                + "Content-Type: multipart/mixed; boundary=b\n\n"
                + "--b\n\nx\n".repeat(1_000_000));
    assertThat(mail.problems()).contains("More than 1000 parts: the rest wasn't read");
    assertThat(mail.from()).hasSize(1);
  }

  @Test
  void what_is_nested_too_deep_becomes_one_attachment() {
    StringBuilder mail = new StringBuilder(FROM);
    for (int i = 0; i < 5_000; i++) {
      mail.append("Content-Type: multipart/mixed; boundary=b%05d\n\n--b%05d\n".formatted(i, i));
    }
    ParsedMessage read = message(mail + "\nhello");
    assertThat(read.problems()).contains("Nested deeper than 50: not taken apart");
    assertThat(read.attachments()).extracting(Attachment::type).containsExactly("multipart/mixed");
  }

  @Test
  void one_long_header_is_cut_and_the_rest_read() {
    ParsedMessage mail =
        message(FROM + "Subject: " + "x".repeat(200_000) + "\nTo: b@x.example\n\nhi");
    assertThat(mail.subject()).hasSizeLessThan(DEFAULT.headerBytes());
    assertThat(mail.to()).hasSize(1);
    assertThat(mail.problems()).anyMatch(p -> p.startsWith("The header Subject is longer than"));
  }

  @Test
  void a_from_that_was_cut_names_nobody() {
    ParsedMessage mail = message("From: a@x.example" + " ".repeat(200_000) + ", b@x.example\n\nhi");
    assertThat(mail.from()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "x\n "})
  void a_ten_megabyte_header_is_unreadable(String piece) {
    assertThat(result("Subject: " + piece.repeat((10 << 20) / piece.length()) + "\n\nhi"))
        .isEqualTo(new ParseResult.Unreadable("The header is larger than 1048576 bytes"));
  }

  @Test
  void too_many_header_fields_are_unreadable_since_another_from_may_hide_there() {
    assertThat(result("X: y\n".repeat(2_001) + FROM + "\nhi"))
        .isEqualTo(new ParseResult.Unreadable("More than 2000 header fields"));
  }

  @Test
  void a_message_above_the_size_is_unreadable_whether_or_not_its_source_knows() {
    ParseLimits small = DEFAULT.withMessageBytes(100);
    var unreadable = new ParseResult.Unreadable("The message is larger than 100 bytes");
    byte[] mail = Mails.utf8(FROM + "\n" + "x".repeat(200));
    assertThat(new MessageParser(small).parse(mail)).isEqualTo(unreadable);
    RawSource modest =
        new RawSource() {
          @Override
          public InputStream open() throws IOException {
            return RawSource.of(mail).open();
          }

          @Override
          public long size() {
            return 1;
          }
        };
    assertThat(new MessageParser(small).parse(modest)).isEqualTo(unreadable);
  }

  @Test
  void a_text_above_the_limit_is_cut() {
    ParsedMessage mail =
        message(FROM + "Content-Type: text/plain; charset=utf-8\n\n" + "я".repeat(1 << 20));
    assertThat(mail.text()).hasSizeBetween((1 << 19) - 2, 1 << 19).matches("я+");
    assertThat(mail.problems()).contains("The text is too long and was cut");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<div>",
        "<ul><li>",
        "<a href=x><table>",
        "<b><p>",
        "<",
        "&",
        "<!--",
        "<p style='",
        "<a ",
        "<select>"
      })
  void hostile_html_takes_bounded_time(String piece) {
    message(FROM + "Content-Type: text/html\n\n" + piece.repeat((4 << 20) / piece.length()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"a,", "a:b;", "<", "\"", "(", "=?utf-8?q?a?= ", "=?utf-8?Q?", "\\", "a@b,"})
  void hostile_headers_take_bounded_time(String piece) {
    String value = piece.repeat(90_000 / piece.length());
    message(
        "From: "
            + value
            + "\nTo: "
            + value
            + "\nSubject: "
            + value
            + "\nReferences: "
            + value
            + "\n\nx");
  }

  @Test
  void a_source_that_fails_makes_the_message_unreadable() {
    RawSource broken =
        new RawSource() {
          @Override
          public InputStream open() throws IOException {
            throw new IOException("disk gone");
          }

          @Override
          public long size() {
            return 10;
          }
        };
    assertThat(new MessageParser(DEFAULT).parse(broken))
        .isEqualTo(new ParseResult.Unreadable("Reading failed: java.io.IOException: disk gone"));
  }
}
