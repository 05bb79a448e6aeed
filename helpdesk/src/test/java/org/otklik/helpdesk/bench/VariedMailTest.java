package org.otklik.helpdesk.bench;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.util.HashSet;
import java.util.List;
import java.util.Properties;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class VariedMailTest {
  private static final List<String> SENDERS = List.of("a@one.example", "b@two.example");
  private final VariedMail mail = new VariedMail(7, 2_000, SENDERS);

  @Test
  void messages_have_10_KB_on_average() {
    long total = 0;
    for (byte[] raw : mail) {
      total += raw.length;
    }
    assertThat(total / mail.count()).isBetween(9_700L, 10_600L);
  }

  @Test
  void the_same_seed_gives_the_same_bytes_and_another_gives_others() {
    assertThat(new VariedMail(7, 1, SENDERS).message(0)).isEqualTo(mail.message(0));
    assertThat(new VariedMail(8, 1, SENDERS).message(0)).isNotEqualTo(mail.message(0));
  }

  @Test
  void every_kind_comes_from_a_given_sender_with_a_message_id_of_its_own() throws Exception {
    var kinds = new TreeSet<String>();
    var ids = new HashSet<String>();
    for (int number = 0; number < 300; number++) {
      var read = read(mail.message(number));
      kinds.add(read.getContentType().replaceAll("; boundary.*", ""));
      ids.add(read.getMessageID());
      assertThat(read.getMessageID()).isEqualTo(mail.messageId(number));
      assertThat(SENDERS).contains(((InternetAddress) read.getFrom()[0]).getAddress());
      assertThat(read.getHeader("Authentication-Results", ""))
          .startsWith(VariedMail.AUTHSERV_ID + ";")
          .contains("dmarc=pass");
      assertThat(read.getSubject()).doesNotContain("=?").isNotBlank();
    }
    assertThat(ids).hasSize(300);
    assertThat(kinds)
        .containsExactly(
            "multipart/alternative",
            "multipart/mixed",
            "text/html; charset=utf-8",
            "text/plain; charset=koi8-r",
            "text/plain; charset=us-ascii",
            "text/plain; charset=utf-8",
            "text/plain; charset=windows-1251");
  }

  @Test
  void lines_end_with_CRLF_and_are_as_short_as_RFC_5322_2_1_1_asks() {
    for (byte[] raw : mail) {
      String text = new String(raw, ISO_8859_1);
      assertThat(text.replace("\r\n", "")).doesNotContain("\r", "\n");
      assertThat(text.lines().mapToInt(String::length).max().orElseThrow()).isLessThan(999);
    }
  }

  private static MimeMessage read(byte[] raw) throws Exception {
    var session = Session.getInstance(new Properties());
    return new MimeMessage(session, new ByteArrayInputStream(raw));
  }
}
