package org.otklik.intake.message;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.mail.internet.MailDateFormat;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.text.ParsePosition;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Random;
import org.apache.james.mime4j.codec.Base64InputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What was made faster than its library reads the same from the same. */
class FastPathTest {
  private static final String BASE64 =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

  @Test
  void damaged_base64_gives_the_same_bytes_as_from_mime4j_however_the_source_is_cut()
      throws Exception {
    var random = new Random(1);
    for (int i = 0; i < 3_000; i++) {
      byte[] encoded = damagedBase64(random);
      int step = 1 + random.nextInt(encoded.length + 1);
      try (var expected = new Base64InputStream(new ByteArrayInputStream(encoded));
          var content = new Base64Content(atMost(step, encoded))) {
        assertThat(content.readAllBytes())
            .as(new String(encoded, ISO_8859_1))
            .isEqualTo(expected.readAllBytes());
      }
    }
  }

  private static byte[] damagedBase64(Random random) {
    byte[] encoded = new byte[random.nextInt(random.nextInt(50) == 0 ? 30_000 : 100)];
    int odd = 1 + random.nextInt(100);
    for (int i = 0; i < encoded.length; i++) {
      String from = random.nextInt(odd) == 0 ? "\r\n \t-_\0é" : BASE64;
      encoded[i] = (byte) from.charAt(random.nextInt(from.length()));
    }
    if (encoded.length > 2 && random.nextBoolean()) {
      encoded[encoded.length - 1 - random.nextInt(2)] = '=';
    }
    return encoded;
  }

  private static InputStream atMost(int step, byte[] bytes) {
    return new FilterInputStream(new ByteArrayInputStream(bytes)) {
      @Override
      public int read(byte[] target, int offset, int length) throws IOException {
        return super.read(target, offset, Math.min(length, step));
      }
    };
  }

  @Test
  void what_counts_as_utf8_is_what_java_decodes_without_complaint() {
    var random = new Random(2);
    byte[] whole = "aя€😀\ud7ff\ue000\u0080\u07ff\u0800\uffff\udbff\udfff".getBytes(UTF_8);
    for (int i = 0; i < 100_000; i++) {
      byte[] bytes = new byte[random.nextInt(6)];
      for (int k = 0; k < bytes.length; k++) {
        bytes[k] =
            random.nextInt(4) == 0 ? (byte) random.nextInt(256) : whole[(i + k) % whole.length];
      }
      assertThat(Utf8.isValid(bytes, bytes.length))
          .as(Arrays.toString(bytes))
          .isEqualTo(isUtf8ToJava(bytes));
    }
  }

  private static boolean isUtf8ToJava(byte[] bytes) {
    try {
      var _ = UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
      return true;
    } catch (CharacterCodingException malformed) {
      return false;
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Mon, 2 Mar 2026 09:00:17 +0300",
        "Thu, 29 Feb 2024 23:59:59 -0930",
        "Sun, 01 Jan 1970 00:00:00 +0000 (UTC)",
        "Xyz, 2 Mar 2026 09:00:17 +0300",
        "Mon, 31 Feb 2026 09:00:17 +0300",
        "Mon, 2 Mar 2026 24:00:60 +0300",
        "Mon, 2 anF 2026 09:00:17 +0300",
        "Mon, 2 Mar 2026 09:00:17 +9999",
        "Mon, x Mar 2026 09:00:17 +0300",
        "Mon, 2 Mar 26 09:00:17 +0300",
        "Mon, 2 Mar 2026 09:00:17 MSK",
        "2 Mar 2026 09:00:17 +0300"
      })
  void a_date_is_the_same_as_the_one_that_the_mail_library_reads(String header) {
    Date slow = new MailDateFormat().parse(header, new ParsePosition(0));

    assertThat(Dates.parse(header)).isEqualTo(slow == null ? null : slow.toInstant());
  }

  @Test
  void a_date_in_the_usual_form_needs_no_calendar() {
    assertThat(UsualDate.parse("Mon, 2 Mar 2026 09:00:17 +0300")).isEqualTo("2026-03-02T06:00:17Z");
    assertThat(UsualDate.parse("Mon, 30 Feb 2026 09:00:17 +0300")).isNull();
  }

  @Test
  void a_beginning_is_found_in_any_case_and_only_by_lower_case() {
    var beginnings = new Beginnings(List.of("sent from my ", "inviato da ", "отправлено с "));

    assertThat(beginnings.begin("SENT From my phone")).isTrue();
    assertThat(beginnings.begin("Отправлено с телефона")).isTrue();
    assertThat(beginnings.begin("sent from")).isFalse();
    assertThat(beginnings.begin("")).isFalse();
    assertThat(beginnings.begin("ſent from my phone")).isFalse();
    assertThat(beginnings.begin("ınviato da me")).isFalse();
  }

  @Test
  void what_stands_in_one_piece_is_folded_as_line_by_line() {
    var random = new Random(3);
    var kinds =
        List.of(
            "", " ", "\t", "Добрый день", "it works", "> quoted", "-- ", "On 1/2/2026 a@b wrote:");
    for (int i = 0; i < 20_000; i++) {
      var text = new StringBuilder();
      for (int lines = random.nextInt(12); lines > 0; lines--) {
        text.append(kinds.get(random.nextInt(kinds.size()))).append(lines == 1 ? "" : "\n");
      }
      String lineByLine = text.toString().replace("\n", "\r\n"); // such a text isn't cut out
      assertThat(QuoteFolder.fold(text.toString(), -1))
          .as(text.toString())
          .isEqualTo(QuoteFolder.fold(lineByLine, -1));
    }
  }

  @Test
  void a_header_is_found_in_any_case_and_no_look_alike_is_taken_for_it() {
    var headers =
        Headers.of(
            List.of(
                new Headers.Entry("Authentication-Reſults", "forged"),
                new Headers.Entry("authentication-results", "ours")));

    assertThat(headers.all("Authentication-Results")).containsExactly("ours");
    assertThat(headers.first("AUTHENTICATION-RESULTS")).contains("ours");
  }
}
