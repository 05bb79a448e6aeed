package org.otklik.intake.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.otklik.intake.message.Remark.Kind;

/**
 * Every limit has its outcome: CVE-2024-4140, Zammad #1877 (malformed MIME), Zammad
 * base_email_inbound.rb (too large); Postfix header_size_limit and mime_nesting_limit.
 */
class ParseLimitsTest {
  private static final ParseLimits DEFAULT = ParseLimits.DEFAULT;
  private static final String FROM = "From: a@x.example\n";

  private static ParseResult unreadable(Kind kind, Object detail) {
    return new ParseResult.Unreadable(Remark.of(kind, detail));
  }

  private static ParseResult result(String mail) {
    return Assertions.assertTimeoutPreemptively(
        Duration.ofSeconds(20), () -> new MessageParser(DEFAULT).parse(Mails.utf8(mail)));
  }

  private static ParsedMessage message(String mail) {
    return switch (result(mail)) {
      case ParseResult.Parsed(ParsedMessage message) -> message;
      case ParseResult.Unreadable(Remark reason) -> throw new AssertionError(reason);
    };
  }

  @Test
  void a_million_parts_are_read_up_to_the_limit() {
    ParsedMessage mail =
        message(
            FROM
                + "Content-Type: multipart/mixed; boundary=b\n\n"
                + "--b\n\nx\n".repeat(1_000_000));
    assertThat(mail.problems()).contains(Remark.of(Kind.PARTS_CUT, 1000));
    assertThat(mail.from()).hasSize(1);
  }

  @Test
  void what_is_nested_too_deep_becomes_one_attachment() {
    StringBuilder mail = new StringBuilder(FROM);
    for (int i = 0; i < 5_000; i++) {
      mail.append("Content-Type: multipart/mixed; boundary=b%05d\n\n--b%05d\n".formatted(i, i));
    }
    ParsedMessage read = message(mail + "\nhello");
    assertThat(read.problems()).contains(Remark.of(Kind.TOO_DEEP, 50));
    assertThat(read.attachments()).extracting(Attachment::type).containsExactly("multipart/mixed");
  }

  @Test
  void one_long_header_is_cut_and_the_rest_read() {
    ParsedMessage mail =
        message(FROM + "Subject: " + "x".repeat(200_000) + "\nTo: b@x.example\n\nhi");
    assertThat(mail.subject()).hasSizeLessThan(DEFAULT.headerBytes());
    assertThat(mail.to()).hasSize(1);
    assertThat(mail.problems())
        .contains(Remark.of(Kind.HEADER_CUT, "Subject", DEFAULT.headerBytes()));
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
        .isEqualTo(unreadable(Kind.HEADER_TOO_LARGE, 1048576));
  }

  @Test
  void too_many_header_fields_are_unreadable_since_another_from_may_hide_there() {
    assertThat(result("X: y\n".repeat(2_001) + FROM + "\nhi"))
        .isEqualTo(unreadable(Kind.TOO_MANY_HEADERS, 2000));
  }

  @Test
  void a_message_above_the_size_is_unreadable_whether_or_not_its_source_knows() {
    ParseLimits small = DEFAULT.withMessageBytes(100);
    var unreadable = unreadable(Kind.TOO_LARGE, 100);
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
    assertThat(mail.problems()).contains(Remark.of(Kind.TEXT_CUT));
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

  /** Zammad #2374, Znuny #764: seconds for a mail of thousands of links or 43 pictures. */
  @Test
  void thousands_of_links_and_dozens_of_pictures_are_made_safe_at_once() {
    var mail = new StringBuilder(FROM + "Content-Type: multipart/related; boundary=b\n\n--b\n");
    mail.append("Content-Type: text/html\n\n");
    for (int i = 0; i < 5_000; i++) {
      mail.append("<a href='https://x.example/").append(i).append("'>here</a> https://y.example\n");
    }
    for (int i = 0; i < 43; i++) {
      mail.append("<img src='cid:p").append(i).append("@x'>\n");
    }
    for (int i = 0; i < 43; i++) {
      mail.append("--b\nContent-Type: image/png\nContent-ID: <p").append(i).append("@x>\n");
      mail.append("Content-Transfer-Encoding: base64\n\n").append("AAAA\n".repeat(20_000));
    }
    RawSource raw = RawSource.of(Mails.utf8(mail.append("--b--\n").toString()));
    var threads = ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadCpuTime();
    ParsedMessage read = ((ParseResult.Parsed) new MessageParser(DEFAULT).parse(raw)).message();
    assertThat(read.html()).contains("https://x.example/4999");
    Duration used = Duration.ofNanos(threads.getCurrentThreadCpuTime() - before);
    assertThat(read.attachments()).hasSize(43);
    assertThat(used).isLessThan(Duration.ofSeconds(2));
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
  void a_text_full_of_files_is_read_up_to_the_limit() {
    ParsedMessage mail = message(FROM + "\n" + "begin 644 x\n#0V%T\n`\nend\n".repeat(100_000));
    assertThat(mail.attachments()).hasSizeLessThan(1_000).hasSizeGreaterThan(400);
    assertThat(mail.problems()).contains(Remark.of(Kind.PARTS_CUT, 1000));
  }

  @Test
  void a_hundred_megabytes_of_base64_are_read_without_being_held() {
    RawSource huge =
        new Endless(
            FROM
                + "Content-Type: application/zip; name=bomb.zip\n"
                + "Content-Transfer-Encoding: base64\n\n",
            "UEsDBBQAAAAIAA".repeat(5) + "AA\n",
            100 << 20);
    long before = allocated();
    ParseResult result = new MessageParser(DEFAULT).parse(huge);
    assertThat(allocated() - before).isLessThan(16 << 20);
    ParsedMessage mail = ((ParseResult.Parsed) result).message();
    assertThat(mail.attachments().getFirst().size()).isGreaterThan(70 << 20); // and never unzipped
  }

  @Test
  void what_would_have_to_be_held_to_be_opened_stays_closed_above_the_limit() {
    for (String type : new String[] {"application/ms-tnef", "application/pkcs7-mime"}) {
      RawSource huge =
          new Endless(
              FROM + "Content-Type: " + type + "\nContent-Transfer-Encoding: base64\n\n",
              "eJ8+IgAA".repeat(9) + "\n",
              40 << 20);
      long before = allocated();
      ParseResult result = new MessageParser(DEFAULT).parse(huge);
      assertThat(allocated() - before).as(type).isLessThan(64 << 20);
      ParsedMessage mail = ((ParseResult.Parsed) result).message();
      assertThat(mail.attachments().getFirst().size()).isGreaterThan(28 << 20);
      assertThat(mail.problems())
          .extracting(Remark::kind)
          .containsAnyOf(Kind.WINMAIL_CLOSED, Kind.ENVELOPE_CLOSED);
    }
  }

  static byte[][] hostileWinmails() {
    byte[] zeros = new byte[1 << 20];
    var many = new TnefBytes();
    for (int i = 0; i < 300_000; i++) {
      many.attribute(TnefBytes.ATTACHMENT, TnefBytes.ATTACH_RENDERING, new byte[0]);
    }
    byte[] claims = new TnefBytes().attribute(1, TnefBytes.PROPERTIES, new byte[100]).bytes();
    System.arraycopy(TnefBytes.number(Integer.MAX_VALUE), 0, claims, 11, 4);
    byte[] packed = zeros.clone(); // RTF whose every two bytes stand for eighteen
    System.arraycopy(TnefBytes.number(packed.length), 0, packed, 0, 4);
    System.arraycopy(TnefBytes.number(Integer.MAX_VALUE), 0, packed, 4, 4);
    System.arraycopy("LZFu".getBytes(StandardCharsets.UTF_8), 0, packed, 8, 4);
    for (int i = 16; i < packed.length; i++) {
      packed[i] = (byte) ((i - 16) % 17 == 0 ? 0xff : (i - 16) % 17 % 2 == 0 ? 0x0f : 0x10);
    }
    byte[] rtf = TnefBytes.property(0x1009, 0x102, Arrays.copyOf(packed, 1 << 19));
    byte[] count = TnefBytes.number(Integer.MAX_VALUE);
    return new byte[][] {
      many.bytes(),
      claims,
      new TnefBytes().attribute(1, TnefBytes.PROPERTIES, TnefBytes.properties(rtf)).bytes(),
      new TnefBytes()
          .attribute(1, TnefBytes.PROPERTIES, TnefBytes.properties(rtf))
          .attribute(1, TnefBytes.PROPERTIES, TnefBytes.properties(rtf))
          .attribute(1, TnefBytes.PROPERTIES, TnefBytes.properties(rtf))
          .bytes(),
      new TnefBytes().attribute(1, TnefBytes.PROPERTIES, zeros).bytes(),
      new TnefBytes().attribute(1, TnefBytes.PROPERTIES, count).bytes(),
      new TnefBytes()
          .attribute(1, TnefBytes.PROPERTIES, ByteBuffer.allocate(900_000).put(count).array())
          .bytes(),
    };
  }

  @ParameterizedTest
  @MethodSource("hostileWinmails")
  void a_hostile_winmail_takes_bounded_memory(byte[] tnef) {
    byte[] head = Mails.utf8(FROM + "Content-Type: application/ms-tnef\n\n");
    byte[] raw = Arrays.copyOf(head, head.length + tnef.length);
    System.arraycopy(tnef, 0, raw, head.length, tnef.length);
    new MessageParser(DEFAULT).parse(raw); // loads what POI needs
    long before = allocated();
    assertThat(new MessageParser(DEFAULT).parse(raw)).isInstanceOf(ParseResult.Parsed.class);
    assertThat(allocated() - before).isLessThan(64 << 20);
  }

  private static long allocated() {
    return ((com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean())
        .getCurrentThreadAllocatedBytes();
  }

  /** A piece repeated until the size is reached, never held as a whole. */
  private record Endless(String head, String piece, long size) implements RawSource {
    @Override
    public InputStream open() {
      byte[] start = Mails.utf8(head);
      byte[] repeated = Mails.utf8(piece);
      return new InputStream() {
        private long at;

        @Override
        public int read(byte[] target, int offset, int length) {
          int count = 0;
          for (int next = 0; count < length && (next = read()) >= 0; count++) {
            target[offset + count] = (byte) next;
          }
          return count == 0 && length > 0 ? -1 : count;
        }

        @Override
        public int read() {
          if (at >= size) {
            return -1;
          }
          long here = at++;
          return here < start.length
              ? start[(int) here]
              : repeated[(int) ((here - start.length) % repeated.length)];
        }
      };
    }
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
        .isEqualTo(unreadable(Kind.READING_FAILED, "java.io.IOException: disk gone"));
  }
}
