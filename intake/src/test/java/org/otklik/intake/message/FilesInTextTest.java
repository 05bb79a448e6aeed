package org.otklik.intake.message;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeUtility;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files as they were sent before MIME, and still are by some programs and newsreaders. */
class FilesInTextTest {
  private static final String HEAD =
      "From: a@x.example\nDate: Mon, 1 Jan 2024 10:00:00 +0300\nMessage-ID: <1@x>\n";

  /** Encoded by another hand than the one that decodes it. */
  private static String uuencoded(String name, byte[] content) {
    var out = new ByteArrayOutputStream();
    try (var encoder = MimeUtility.encode(out, "uuencode", name)) {
      encoder.write(content);
    } catch (IOException | MessagingException e) {
      throw new IllegalStateException(e);
    }
    return out.toString(ISO_8859_1);
  }

  private static byte[] random(int length) {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    return bytes;
  }

  private static String yEncoded(String name, byte[] content) {
    var out = new StringBuilder("=ybegin line=128 size=" + content.length + " name=" + name);
    int column = 128;
    for (byte b : content) {
      if (column >= 128) {
        out.append("\n");
        column = 0;
      }
      int sign = (b + 42) & 0xff;
      if (sign == 0 || sign == '\n' || sign == '\r' || sign == '=') {
        out.append('=').append((char) ((sign + 64) & 0xff));
      } else {
        out.append((char) sign);
      }
      column++;
    }
    return out.append("\n=yend size=").append(content.length).append("\n").toString();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 44, 45, 46, 10_000, 300_000})
  void a_uuencoded_file_in_the_text_is_an_attachment_and_no_text(int length) {
    byte[] content = random(length);
    byte[] raw =
        Mails.bytes(HEAD + "\nSee the file.\n\n" + uuencoded("plan.pdf", content) + "\nRegards\n");
    ParsedMessage mail = Mails.parse(raw);
    assertThat(mail.text()).startsWith("See the file.").endsWith("Regards\n").hasSizeLessThan(40);
    assertThat(mail.attachments()).hasSize(1);
    assertThat(mail.attachments().getFirst().name()).isEqualTo("plan.pdf");
    assertThat(mail.attachments().getFirst().type()).isEqualTo("application/pdf");
    assertThat(Contents.of(raw, 0)).isEqualTo(content);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 128, 129, 10_000, 300_000})
  void a_yenc_file_in_the_text_is_an_attachment_and_no_text(int length) {
    byte[] content = random(length);
    byte[] raw = Mails.bytes(HEAD + "\nSee the file.\n" + yEncoded("a b.zip", content) + "Bye\n");
    ParsedMessage mail = Mails.parse(raw);
    assertThat(mail.text()).isEqualTo("See the file.\nBye\n");
    assertThat(mail.attachments()).extracting(Attachment::name).containsExactly("a b.zip");
    assertThat(Contents.of(raw, 0)).isEqualTo(content);
  }

  @Test
  void several_files_and_a_part_after_them_keep_their_places() {
    byte[] raw =
        Mails.bytes(
            HEAD
                + "Content-Type: multipart/mixed; boundary=b\n\n--b\n\none\n"
                + uuencoded("1.bin", random(100))
                + "two\n"
                + yEncoded("2.bin", random(200))
                + "three\n--b\nContent-Type: text/html\n\n<p>four\n--b\n"
                + "Content-Type: image/png; name=3.png\n\npng\n--b--\n");
    ParsedMessage mail = Mails.parse(raw);
    assertThat(mail.attachments())
        .extracting(Attachment::name)
        .containsExactly("1.bin", "2.bin", "3.png");
    assertThat(mail.text()).isEqualTo("one\ntwo\nthree\nfour");
    assertThat(Contents.of(raw, 0)).isEqualTo(random(100));
    assertThat(Contents.of(raw, 1)).isEqualTo(random(200));
    assertThat(new String(Contents.of(raw, 2), UTF_8)).isEqualTo("png");
  }

  @Test
  void a_part_whose_transfer_encoding_is_uuencode_is_decoded() {
    byte[] content = random(500);
    byte[] raw =
        Mails.bytes(
            HEAD
                + "Content-Type: image/png; name=ball.png\n"
                + "Content-Transfer-Encoding: x-uuencode\n\n\n"
                + uuencoded("other.png", content));
    assertThat(Mails.parse(raw).attachments())
        .extracting(Attachment::name)
        .containsExactly("ball.png");
    assertThat(Contents.of(raw, 0)).isEqualTo(content);
  }

  @Test
  void lines_that_lost_their_blanks_on_the_way_are_decoded() {
    byte[] zeros = new byte[90];
    java.util.Arrays.fill(zeros, 0, 20, (byte) 1);
    String blanks = uuencoded("z.bin", zeros).replace('`', ' ').replaceAll(" +\n", "\n");
    byte[] raw = Mails.bytes(HEAD + "\n" + blanks + "Bye\n");
    assertThat(Mails.parse(raw).text()).isEqualTo("Bye\n");
    assertThat(Contents.of(raw, 0)).isEqualTo(zeros);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "begin 100 times\nand then stop\n",
        "begin 644 name of the song\n",
        "begin 644 x\nlower case is no file\n",
        "=ybegin is how yEnc begins\n",
        "to begin 644 x\n#86)C\nend\n",
        "begin\nend\n",
        "b\n=\nbegin 644\n\nb",
      })
  void what_only_looks_like_a_file_is_text(String text) {
    ParsedMessage mail = Mails.parse(HEAD + "\n" + text);
    assertThat(mail.text()).isEqualTo(text);
    assertThat(mail.attachments()).isEmpty();
  }

  @Test
  void a_file_that_is_cut_off_is_as_long_as_it_got_and_text_goes_on() {
    String cut =
        uuencoded("x.bin", random(450)).lines().limit(4).reduce("", (a, b) -> a + b + "\n");
    ParsedMessage mail = Mails.parse(Mails.bytes(HEAD + "\n" + cut + "and so on, you see\n"));
    assertThat(mail.attachments().getFirst().size()).isEqualTo(135);
    assertThat(mail.text()).endsWith("and so on, you see\n");
  }

  @Test
  void text_is_the_same_however_long_its_lines_are() {
    for (int length : new int[] {1, 7, 8, 63, 2_047, 2_048, 8_191, 8_192, 9_000, 70_000}) {
      String text = "=" + "b".repeat(length) + "\nbegin\n" + "\n".repeat(length) + "=y\nend";
      assertThat(Mails.parse(HEAD + "\n" + text).text()).isEqualTo(text);
    }
  }
}
