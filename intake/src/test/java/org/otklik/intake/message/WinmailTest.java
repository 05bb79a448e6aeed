package org.otklik.intake.message;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.Base64;
import org.junit.jupiter.api.Test;

/** Outlook's winmail.dat is of use to an operator (case: winmail.dat useless to the operator). */
class WinmailTest {
  private static final Charset CYRILLIC = Charset.forName("windows-1251");
  private static final int BODY = 0x1000;
  private static final int HTML = 0x1013;
  private static final int RTF = 0x1009;
  private static final int LONG_NAME = 0x3707;
  private static final int CONTENT_ID = 0x3712;
  private static final int MIME_TAG = 0x370e;
  private static final int DATA_OBJECT = 0x3701;

  private static byte[] mail(byte[] tnef, String text) {
    return Mails.bytes(
        """
        From: a@x.example
        Date: Mon, 1 Jan 2024 10:00:00 +0300
        Message-ID: <1@x>
        Content-Type: multipart/mixed; boundary=b

        --b
        Content-Type: %s
        Content-Transfer-Encoding: base64

        %s
        --b
        Content-Type: application/ms-tnef; name=winmail.dat
        Content-Disposition: attachment; filename=winmail.dat
        Content-Transfer-Encoding: base64

        %s
        --b--
        """
            .formatted(
                text.isEmpty() ? "image/png; name=first.png" : "text/plain; charset=utf-8",
                Base64.getEncoder().encodeToString(text.getBytes(UTF_8)),
                Base64.getMimeEncoder().encodeToString(tnef)));
  }

  @Test
  void files_in_it_are_attachments_by_their_own_names() {
    byte[] tnef =
        new TnefBytes()
            .codePage(1251)
            .file(TnefBytes.title("Счёт.doc", CYRILLIC), "one".getBytes(UTF_8))
            .file(
                TnefBytes.title("SHORT~1.PDF", CYRILLIC),
                "two".getBytes(UTF_8),
                TnefBytes.unicode(LONG_NAME, "Длинное имя.pdf"),
                TnefBytes.unicode(MIME_TAG, "application/pdf"),
                TnefBytes.unicode(CONTENT_ID, "pic@x"))
            .bytes();
    byte[] raw = mail(tnef, "Здравствуйте");
    ParsedMessage read = Mails.parse(raw);
    assertThat(read.text().strip()).isEqualTo("Здравствуйте");
    assertThat(read.attachments())
        .extracting(Attachment::name, Attachment::type, Attachment::contentId)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("Счёт.doc", "application/msword", null),
            org.assertj.core.groups.Tuple.tuple("Длинное имя.pdf", "application/pdf", "pic@x"));
    assertThat(Contents.of(raw, 0)).isEqualTo("one".getBytes(UTF_8));
    assertThat(Contents.of(raw, 1)).isEqualTo("two".getBytes(UTF_8));
    assertThat(read.problems()).isEmpty();
  }

  @Test
  void its_text_is_read_where_the_mail_has_none() {
    byte[] plain =
        new TnefBytes()
            .attribute(
                TnefBytes.MESSAGE,
                TnefBytes.PROPERTIES,
                TnefBytes.properties(TnefBytes.unicode(BODY, "Привет из Outlook")))
            .bytes();
    assertThat(Mails.parse(mail(plain, "")).text()).isEqualTo("Привет из Outlook");
    byte[] html =
        new TnefBytes()
            .codePage(1251)
            .attribute(
                TnefBytes.MESSAGE,
                TnefBytes.PROPERTIES,
                TnefBytes.properties(
                    TnefBytes.property(HTML, 0x102, "<p>Привет</p>".getBytes(CYRILLIC))))
            .bytes();
    assertThat(Mails.parse(mail(html, "")).text().strip()).isEqualTo("Привет");
    assertThat(Mails.parse(mail(plain, "Другой текст")).text().strip()).isEqualTo("Другой текст");
  }

  @Test
  void rtf_alone_is_an_attachment_that_can_be_opened() {
    byte[] rtf = "{\\rtf1 Hello}".getBytes(UTF_8);
    var stored = new ByteArrayOutputStream(); // "MELA": not compressed (MS-OXRTFCP section 2.1.3.1)
    stored.writeBytes(TnefBytes.number(rtf.length + 12));
    stored.writeBytes(TnefBytes.number(rtf.length));
    stored.writeBytes("MELA".getBytes(UTF_8));
    stored.writeBytes(TnefBytes.number(0));
    stored.writeBytes(rtf);
    byte[] tnef =
        new TnefBytes()
            .attribute(
                TnefBytes.MESSAGE,
                TnefBytes.PROPERTIES,
                TnefBytes.properties(TnefBytes.property(RTF, 0x102, stored.toByteArray())))
            .bytes();
    byte[] raw = mail(tnef, "");
    assertThat(Mails.parse(raw).attachments())
        .extracting(Attachment::name)
        .containsExactly("first.png", "message.rtf");
    assertThat(Contents.of(raw, 1)).startsWith(rtf);
  }

  @Test
  void a_message_within_it_gives_its_files_and_text() {
    byte[] inner =
        new TnefBytes()
            .attribute(
                TnefBytes.MESSAGE,
                TnefBytes.PROPERTIES,
                TnefBytes.properties(TnefBytes.unicode(BODY, "Forwarded")))
            .file(TnefBytes.title("inner.txt", CYRILLIC), "deep".getBytes(UTF_8))
            .bytes();
    var object = new ByteArrayOutputStream();
    object.writeBytes(new byte[16]);
    object.writeBytes(inner);
    byte[] tnef =
        new TnefBytes()
            .attribute(TnefBytes.ATTACHMENT, TnefBytes.ATTACH_RENDERING, new byte[14])
            .attribute(
                TnefBytes.ATTACHMENT, TnefBytes.ATTACH_TITLE, TnefBytes.title("Old", CYRILLIC))
            .attribute(
                TnefBytes.ATTACHMENT,
                TnefBytes.ATTACH_PROPERTIES,
                TnefBytes.properties(TnefBytes.property(DATA_OBJECT, 0x0d, object.toByteArray())))
            .bytes();
    byte[] raw = mail(tnef, "See below");
    assertThat(Mails.parse(raw).attachments())
        .extracting(Attachment::name)
        .containsExactly("Old.txt", "inner.txt");
    assertThat(Contents.of(raw, 0)).isEqualTo("Forwarded".getBytes(UTF_8));
    assertThat(Contents.of(raw, 1)).isEqualTo("deep".getBytes(UTF_8));
  }

  @Test
  void what_is_none_stays_an_attachment() {
    byte[] raw = mail("no tnef at all".getBytes(ISO_8859_1), "Text");
    assertThat(Mails.parse(raw).attachments())
        .extracting(Attachment::name)
        .containsExactly("winmail.dat");
    assertThat(Mails.parse(raw).problems()).contains(Remark.of(Remark.Kind.WINMAIL_CLOSED));
    assertThat(Contents.of(raw, 0)).isEqualTo("no tnef at all".getBytes(ISO_8859_1));
  }

  @Test
  void one_that_was_cut_off_gives_what_is_there_and_itself() {
    byte[] whole =
        new TnefBytes()
            .file(TnefBytes.title("a.txt", CYRILLIC), "one".getBytes(UTF_8))
            .file(TnefBytes.title("b.txt", CYRILLIC), new byte[10_000])
            .bytes();
    byte[] raw = mail(Arrays.copyOf(whole, whole.length - 5_000), "Text");
    assertThat(Mails.parse(raw).attachments())
        .extracting(Attachment::name)
        .containsExactly("a.txt", "winmail.dat");
  }
}
