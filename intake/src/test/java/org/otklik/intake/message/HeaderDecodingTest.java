package org.otklik.intake.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RFC 2047 in the variants that programs really send (Znuny #701, GLPI #7709). */
class HeaderDecodingTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "=?utf-8?Q?=D0=9F=D1=80=D0=B8=D0=B2=D0=B5=D1=82?= | Привет",
        "=?UTF-8?B?0J/RgNC40LLQtdGC?= | Привет",
        "=?koi8-r?b?8NLJ18XU?= | Привет",
        "=?windows-1251?Q?=CF=F0=E8=E2=E5=F2?= | Привет",
        "=?utf-8?q?=d0=9f?= =?utf-8?q?=d1=80?= | Пр",
        "=?utf-8?B?0J/R?= =?utf-8?B?gNC4?= | При",
        "=?utf-8?Q?=D0=9F=D1?= =?utf-8?B?gNC4?= | При",
        "=?utf-8?Q?spaces inside here?= | spaces inside here",
        "Re: =?utf-8?Q?=D0=9F?= and =?utf-8?Q?=D0=A0?= | Re: П and Р",
        "glued=?utf-8?Q?=D0=9F?=on | gluedПon",
        "=?utf-8*ru?Q?=D0=9F?= | П",
        "=??Q?=D0=9F=D1=80?= | Пр",
        "=?utf-8?B?0J/RgNC40LLQtdGC | Привет",
        "=?utf-8?Q?what?=21?= | what?!",
        "=?iso-2022-jp?B?GyRCJF4kXyRgGyhC?= | まみむ",
        "=?utf-8?B?8J+OiQ==?= | 🎉",
        "=?utf-8?Q?a=0D=0ABcc:_x@y?= | a Bcc: x@y",
        "=?nonsense | =?nonsense",
        "=?utf-8?X?abc?= | =?utf-8?X?abc?=",
      })
  void a_subject_is_decoded_however_it_was_encoded(String header, String subject) {
    assertThat(Mails.withHeader("Subject: " + header).subject()).isEqualTo(subject);
  }

  @ParameterizedTest
  @CsvSource({"UTF-8", "KOI8-R", "windows-1251"})
  void a_raw_8_bit_subject_is_read_without_any_declaration(String charset) {
    byte[] mail =
        "From: a@b.example\r\nSubject: Не печатает принтер\r\n\r\nx"
            .getBytes(Charset.forName(charset));
    assertThat(Mails.parse(mail).subject()).isEqualTo("Не печатает принтер");
  }

  @Test
  void a_raw_8_bit_subject_of_one_word_takes_the_charset_of_the_body() {
    byte[] mail =
        "Subject: Тест\r\nContent-Type: text/plain; charset=koi8-r\r\n\r\nПроверка"
            .getBytes(Charset.forName("KOI8-R"));
    assertThat(Mails.parse(mail).subject()).isEqualTo("Тест");
  }

  @Test
  void a_folded_header_is_one_line() {
    assertThat(Mails.withHeader("Subject: one\n two\n\tthree").subject())
        .isEqualTo("one two three");
  }

  @Test
  void what_programs_read_is_not_decoded_so_that_nobody_smuggles_a_verdict_in() {
    ParsedMessage mail =
        Mails.withHeader("Authentication-Results: mx; smtp.mailfrom==?utf-8?q?=3B_dmarc=3Dpass?=");
    assertThat(mail.headers().first("authentication-results"))
        .hasValue("mx; smtp.mailfrom==?utf-8?q?=3B_dmarc=3Dpass?=");
  }

  @Test
  void headers_are_found_in_any_case_and_in_order() {
    ParsedMessage mail = Mails.withHeader("Received: second\nRECEIVED: first");
    assertThat(mail.headers().all("received")).containsExactly("second", "first");
    assertThat(mail.headers().first("X-None")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Fri, 1 Mar 2024 12:30:05 +0300 | 2024-03-01T09:30:05Z",
        "1 Mar 24 12:30 GMT | 2024-03-01T12:30:00Z",
        "Fri, 01 Mar 2024 12:30:05 -0500 (EST) | 2024-03-01T17:30:05Z",
        "2024-03-01T12:30:05+03:00 | 2024-03-01T09:30:05Z",
      })
  void a_date_is_an_instant(String header, Instant instant) {
    assertThat(Mails.parse("Date: " + header + "\n\nx").date()).isEqualTo(instant);
  }

  @Test
  void a_date_that_is_none_is_a_problem_and_nothing_more() {
    ParsedMessage mail = Mails.parse("From: a@b.example\nMessage-ID: <1@x>\nDate: Whenever\n\nx");
    assertThat(mail.date()).isNull();
    assertThat(mail.problems()).containsExactly(Remark.of(Remark.Kind.DATE_UNCLEAR, "Whenever"));
  }

  @Test
  void message_ids_lose_their_brackets_and_what_folding_put_into_them() {
    ParsedMessage mail =
        Mails.parse("Message-ID:\n <one@x>\nReferences: <a@x><b@x>\n <c@x>\nIn-Reply-To: d@x\n\nx");
    assertThat(mail.messageId()).isEqualTo("one@x");
    assertThat(mail.references()).containsExactly("a@x", "b@x", "c@x");
    assertThat(mail.inReplyTo()).containsExactly("d@x");
  }
}
