package org.otklik.intake.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whatever comes in, something sensible comes out, and always the same. */
class MutatedMailTest {
  private static final byte[] SAMPLE =
      Mails.utf8(
          """
          Return-Path: <>
          From: =?utf-8?B?0JDQvdC90LA=?= <anna@x.example>
          To: Team: a@x.example, "b, c" <b@x.example>;
          Subject: =?koi8-r?Q?=F0=D2=C9=D7=C5=D4?=
          Date: Fri, 1 Mar 2024 12:30:05 +0300
          Message-ID: <one@x.example>
          Content-Type: multipart/mixed; boundary="b1"

          --b1
          Content-Type: multipart/alternative; boundary=b2

          --b2
          Content-Type: text/plain; charset=utf-8; format=flowed
          Content-Transfer-Encoding: quoted-printable

          =D0=9F=D1=80=D0=B8=D0=B2=D0=B5=D1=82=20
          and more
          > old
          --b2
          Content-Type: text/html; charset=windows-1251

          <div>text<blockquote type=cite>old</blockquote></div>
          --b2--
          --b1
          Content-Type: application/pdf; name*0*=utf-8''%D0%90; name*1=".pdf"
          Content-Disposition: attachment
          Content-Transfer-Encoding: base64

          JVBERi0xLjQK
          --b1
          Content-Type: message/delivery-status

          Final-Recipient: rfc822; joe@y.example
          Action: failed
          Status: 5.1.1
          --b1--
          """);

  @Test
  void mutated_mails_never_fail_and_parse_the_same_twice() throws Exception {
    Random random = new Random(42);
    List<byte[]> samples = new ArrayList<>(List.of(SAMPLE));
    Corpus.files(
            Path.of(System.getProperty("otklik.project", ".."), "intake/src/test/fuzz"), ".eml")
        .forEach(file -> samples.add(Corpus.bytes(file)));
    assertThat(samples).hasSizeGreaterThan(10);
    for (int i = 0; i < 2_000; i++) {
      check(mutated(samples.get(i % samples.size()), random));
    }
  }

  static void readable(Path file) throws IOException {
    byte[] raw = Files.readAllBytes(file);
    check(raw);
    assertThat(new MessageParser(ParseLimits.DEFAULT).parse(raw))
        .isInstanceOf(ParseResult.Parsed.class);
  }

  private static byte[] mutated(byte[] sample, Random random) {
    byte[] mail = sample.clone();
    for (int k = random.nextInt(12); k >= 0; k--) {
      int at = random.nextInt(mail.length);
      switch (random.nextInt(3)) {
        case 0 -> mail[at] = (byte) random.nextInt(256);
        case 1 -> mail[at] = mail[random.nextInt(mail.length)];
        default -> {
          int length = Math.min(random.nextInt(60), mail.length - at);
          int from = random.nextInt(mail.length - length + 1);
          System.arraycopy(mail.clone(), from, mail, at, length);
        }
      }
    }
    return mail;
  }

  /** What holds of any bytes at all. */
  static void check(byte[] raw) throws IOException {
    MessageParser parser = new MessageParser(ParseLimits.DEFAULT);
    ParseResult result = parser.parse(raw);
    assertThat(parser.parse(raw)).isEqualTo(result);
    if (result instanceof ParseResult.Unreadable(Remark reason)) {
      assertThat(reason.kind()).isNotEqualTo(Remark.Kind.PARSER_FAILED);
      return;
    }
    ParsedMessage mail = ((ParseResult.Parsed) result).message();
    for (String text : List.of(mail.subject(), mail.text(), mail.html(), mail.newText())) {
      assertThat(Words.wellFormed(text)).isEqualTo(text);
    }
    AttachmentReader reader = new AttachmentReader(ParseLimits.DEFAULT);
    for (Attachment attachment : mail.attachments()) {
      ByteArrayOutputStream copy = new ByteArrayOutputStream();
      assertThat(reader.copy(RawSource.of(raw), attachment.index(), copy)).isTrue();
      assertThat((long) copy.size()).isEqualTo(attachment.size());
    }
    assertThat(
            reader.copy(
                RawSource.of(raw), mail.attachments().size(), OutputStream.nullOutputStream()))
        .isFalse();
  }
}
