package org.otklik.intake.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BodyTest {
  private static final String RUSSIAN =
      "Здравствуйте! Принтер не печатает с самого утра, посмотрите, пожалуйста.";

  @ParameterizedTest
  @CsvSource({
    "koi8-r, KOI8-R",
    "windows-1251, windows-1251",
    "cp866, IBM866",
    "iso-8859-5, ISO-8859-5",
    "iso-8859-1, KOI8-R",
    "iso-8859-1, windows-1251",
    "us-ascii, KOI8-R",
    "iso-8859-1, UTF-8",
    "utf-8, windows-1251",
    "koi8-r, windows-1251",
    "windows-1251, KOI8-R",
    "x-foo, windows-1251",
    "\"koi8-r\", KOI8-R",
    "utf8, UTF-8",
    "win-1251, windows-1251",
  })
  void russian_text_is_read_even_when_its_label_is_wrong(String label, String charset) {
    byte[] mail =
        ("From: a@x.example\r\nContent-Type: text/plain; charset=" + label + "\r\n\r\n" + RUSSIAN)
            .getBytes(Charset.forName(charset));
    assertThat(Mails.parse(mail).text()).isEqualTo(RUSSIAN);
  }

  @Test
  void a_wrong_label_is_told() {
    byte[] mail =
        ("From: a@x.example\r\nDate: 1 Jan 2024 10:00 GMT\r\nMessage-ID: <1@x>\r\n"
                + "Content-Type: text/plain; charset=x-foo\r\n\r\n"
                + RUSSIAN)
            .getBytes(Charset.forName("windows-1251"));
    assertThat(Mails.parse(mail).problems())
        .containsExactly(Remark.of(Remark.Kind.CHARSET_UNKNOWN, "x-foo", "windows-1251"));
  }

  @Test
  void western_text_stays_western() {
    byte[] mail =
        "Content-Type: text/plain; charset=iso-8859-1\r\n\r\nÜber die Brücke, ça va très bien."
            .getBytes(Charset.forName("ISO-8859-1"));
    assertThat(Mails.parse(mail).text()).isEqualTo("Über die Brücke, ça va très bien.");
  }

  /** FreeScout #5356. */
  @Test
  void japanese_text_is_read() {
    String text = "ビデオが映りません。よろしくお願いします。";
    byte[] mail =
        ("Content-Type: text/plain; charset=iso-2022-jp\r\n\r\n" + text)
            .getBytes(Charset.forName("ISO-2022-JP"));
    assertThat(Mails.parse(mail).text()).isEqualTo(text);
  }

  @Test
  void utf_7_is_read() {
    assertThat(Mails.parse("Content-Type: text/plain; charset=utf-7\n\n1 +- 1 +BB8EQAQ4-!").text())
        .isEqualTo("1 + 1 При!");
  }

  @Test
  void no_half_character_and_no_nul_reaches_the_database() {
    String mail = "Content-Type: text/plain; charset=utf-7\n\na+2AA-b\0c";
    assertThat(Mails.parse(mail).text()).isEqualTo("a\ufffdb\ufffdc");
  }

  @Test
  void soft_lines_of_flowed_text_are_joined() {
    String mail =
        """
        Content-Type: text/plain; format=flowed; delsp=no

        one\s
        two
        > quoted\s
        > line
         From stuffed
        --\s
        sig
        """;
    assertThat(Mails.parse(mail).text())
        .isEqualTo("one two\n> quoted line\nFrom stuffed\n-- \nsig\n");
  }

  @Test
  void of_an_alternative_each_form_goes_to_its_place() {
    ParsedMessage mail =
        Mails.parse(
            """
            Content-Type: multipart/alternative; boundary=b

            --b
            Content-Type: text/plain

            plain
            --b
            Content-Type: text/html

            <p>rich</p>
            --b--
            """);
    assertThat(mail.text()).isEqualTo("plain");
    assertThat(mail.html()).isEqualTo("<p>rich</p>");
    assertThat(mail.attachments()).isEmpty();
  }

  @Test
  void an_empty_plain_form_gives_way_to_the_html() {
    ParsedMessage mail =
        Mails.parse(
            """
            Content-Type: multipart/alternative; boundary=b

            --b

            \s
            --b
            Content-Type: text/html

            <div>rich</div><div>text</div>
            --b--
            """);
    assertThat(mail.text().strip()).isEqualTo("rich\ntext");
  }

  @Test
  void texts_one_after_another_are_one_text_and_pictures_stay_attachments() {
    ParsedMessage mail =
        Mails.parse(
            """
            Content-Type: multipart/mixed; boundary=m

            --m
            Content-Type: multipart/related; boundary=r

            --r
            Content-Type: text/html

            <p>Look: <img src="cid:pic@x"><img src="http://evil.example/track.gif"></p>
            --r
            Content-Type: image/png; name=pic.png
            Content-ID: <pic@x>
            Content-Transfer-Encoding: base64

            AAAA
            --r--
            --m
            Content-Type: text/plain

            list footer
            --m
            Content-Type: text/plain; name=log.txt

            log
            --m--
            """);
    assertThat(mail.text()).isEqualTo("Look:\nlist footer");
    assertThat(mail.html()).contains("src=\"cid:pic&#64;x\"").doesNotContain("evil.example");
    assertThat(mail.attachments())
        .extracting(Attachment::name)
        .containsExactly("pic.png", "log.txt");
    assertThat(mail.attachments()).extracting(Attachment::inline).containsExactly(true, false);
    assertThat(mail.attachments().getFirst().contentId()).isEqualTo("pic@x");
  }

  @Test
  void a_signed_mail_gives_its_text_and_its_signature_as_an_attachment() {
    ParsedMessage mail =
        Mails.parse(
            """
            Content-Type: multipart/signed; boundary=b; protocol="application/pgp-signature"

            --b

            signed
            --b
            Content-Type: application/pgp-signature

            -----BEGIN PGP SIGNATURE-----
            --b--
            """);
    assertThat(mail.text()).isEqualTo("signed");
    assertThat(mail.attachments()).extracting(Attachment::name).containsExactly("attachment-1.asc");
  }

  @Test
  void a_forwarded_message_is_one_attachment_and_its_text_is_not_ours() {
    ParsedMessage mail =
        Mails.parse(
            """
            Content-Type: multipart/mixed; boundary=b

            --b

            see below
            --b
            Content-Type: message/rfc822

            From: other@x.example
            Subject: inner

            inner text
            --b--
            """);
    assertThat(mail.text()).isEqualTo("see below");
    assertThat(mail.from()).isEmpty();
    assertThat(mail.attachments()).extracting(Attachment::type).containsExactly("message/rfc822");
  }

  @Test
  void a_multipart_whose_boundary_never_comes_is_read_as_text() {
    ParsedMessage mail = Mails.parse("Content-Type: multipart/mixed; boundary=b\n\nhello\n");
    assertThat(mail.text()).isEqualTo("hello\n");
    assertThat(mail.problems()).contains(Remark.of(Remark.Kind.NO_BOUNDARY));
  }

  @Test
  void html_becomes_text_as_one_reads_it() {
    ParsedMessage mail =
        Mails.parse(
            """
            Content-Type: text/html; charset=utf-8

            <html><head><title>no</title><style>p{}</style></head><body>
            <h1>Title</h1><p>One&nbsp;two<br>three <a href="https://x.example/a">here</a></p>
            <ul><li>first</li><li>second</li></ul>
            <table><tr><td>a</td><td>b</td></tr><tr><td>c</td><td>d</td></tr></table>
            <pre>x
              y</pre><blockquote>quoted</blockquote><script>no()</script></body></html>
            """);
    assertThat(mail.text())
        .isEqualTo(
            """
            Title

            One two
            three here <https://x.example/a>

            - first
            - second

            a b
            c d

            x
              y

            > quoted\
            """);
  }

  @Test
  void the_charset_of_a_meta_element_counts_when_the_header_names_none() {
    byte[] mail =
        ("Content-Type: text/html\r\n\r\n<meta charset=\"windows-1251\"><p>" + RUSSIAN)
            .getBytes(Charset.forName("windows-1251"));
    assertThat(Mails.parse(mail).text()).isEqualTo(RUSSIAN);
  }
}
