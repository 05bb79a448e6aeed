package org.otklik.intake.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.temporal.Temporal;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.otklik.intake.invitation.Invitation;

/** An operator sees what a calendar part invites to (RFC 5546). */
class InvitationTest {

  private static ParsedMessage mail(String calendar) {
    return Mails.parse(
        """
        From: anna@client.example
        Date: Mon, 1 Jan 2024 10:00:00 +0300
        Message-ID: <1@x>
        Content-Type: multipart/alternative; boundary=b

        --b
        Content-Type: text/plain; charset=utf-8

        Приглашаю
        --b
        Content-Type: text/calendar; charset=utf-8; method=REQUEST

        %s
        --b--
        """
            .formatted(calendar));
  }

  private static String calendar(String event) {
    return "BEGIN:VCALENDAR\nVERSION:2.0\nMETHOD:REQUEST\n"
        + "BEGIN:VTIMEZONE\nTZID:Customized\nBEGIN:STANDARD\nDTSTART:16010101T000000\n"
        + "TZOFFSETFROM:+0300\nTZOFFSETTO:+0300\nEND:STANDARD\nEND:VTIMEZONE\n"
        + "BEGIN:VTIMEZONE\nTZID:Both\nBEGIN:STANDARD\nDTSTART:16010101T000000\n"
        + "TZOFFSETFROM:+0300\nTZOFFSETTO:+0200\nEND:STANDARD\nBEGIN:DAYLIGHT\n"
        + "DTSTART:16010101T000000\nRRULE:FREQ=SECONDLY\nTZOFFSETFROM:+0200\nTZOFFSETTO:+0300\n"
        + "END:DAYLIGHT\nEND:VTIMEZONE\n"
        + "BEGIN:VEVENT\n"
        + event
        + "\nBEGIN:VALARM\nSUMMARY:Alarm\nEND:VALARM\nEND:VEVENT\n"
        + "BEGIN:VEVENT\nUID:second\nSUMMARY:Second\nEND:VEVENT\nEND:VCALENDAR";
  }

  @Test
  void what_it_invites_to_is_read_and_the_calendar_stays_an_attachment() {
    ParsedMessage mail =
        mail(
            calendar(
                """
                UID:1@client.example
                SUMMARY:Обновление сервера\\, этап 2
                DTSTART;TZID=Europe/Moscow:20240205T101500
                DTEND;TZID=Europe/Moscow:20240205T111500
                LOCATION:Переговорная
                ORGANIZER;CN="Анна":mailto:anna@client.example\
                """));
    assertThat(mail.invitation())
        .hasValue(
            new Invitation(
                "REQUEST",
                "1@client.example",
                "Обновление сервера, этап 2",
                Optional.of(Instant.parse("2024-02-05T07:15:00Z")),
                Optional.of(Instant.parse("2024-02-05T08:15:00Z")),
                "Переговорная",
                "anna@client.example"));
    assertThat(mail.text()).isEqualTo("Приглашаю");
    assertThat(mail.attachments()).extracting(Attachment::name).containsExactly("attachment-1.ics");
  }

  static Object[][] starts() {
    return new Object[][] {
      {"DTSTART:20240205T071500Z", Instant.parse("2024-02-05T07:15:00Z")},
      {"DTSTART;VALUE=DATE:20240205", LocalDate.of(2024, 2, 5)},
      {"DTSTART:20240205T101500", LocalDateTime.of(2024, 2, 5, 10, 15)},
      {"DTSTART;TZID=Russian Standard Time:20240205T101500", Instant.parse("2024-02-05T07:15:00Z")},
      {"DTSTART;TZID=Customized:20240205T101500", Instant.parse("2024-02-05T07:15:00Z")},
      {"DTSTART;TZID=Both:20240205T101500", LocalDateTime.of(2024, 2, 5, 10, 15)},
      {"DTSTART;TZID=Nowhere:20240205T101500", LocalDateTime.of(2024, 2, 5, 10, 15)},
    };
  }

  @ParameterizedTest
  @MethodSource("starts")
  void its_start_is_an_instant_a_day_or_a_local_time(String property, Temporal start) {
    assertThat(mail(calendar(property)).invitation().orElseThrow().start()).contains(start);
  }

  @Test
  void a_start_that_is_none_is_left_out() {
    for (String start : new String[] {"", "x", "20240231T101500", "99999999", "20240205T256199Z"}) {
      assertThat(mail(calendar("DTSTART:" + start)).invitation().orElseThrow().start()).isEmpty();
    }
  }

  @Test
  void hostile_words_become_one_line() {
    Invitation read =
        mail(calendar("SUMMARY:a\\nb\u202e\\n<script>" + "x".repeat(5_000)))
            .invitation()
            .orElseThrow();
    assertThat(read.summary()).startsWith("a b <script>x").hasSize(1_000);
  }

  @Test
  void what_is_no_calendar_is_an_attachment_only() {
    ParsedMessage mail = mail("no calendar");
    assertThat(mail.invitation()).isEmpty();
    assertThat(mail.attachments()).hasSize(1);
  }
}
