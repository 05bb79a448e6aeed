package org.otklik.helpdesk.ticket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.otklik.helpdesk.deadline.Deadline.Outcome.BREACHED;
import static org.otklik.helpdesk.deadline.Deadline.Outcome.MET;
import static org.otklik.helpdesk.deadline.Deadline.Outcome.OPEN;
import static org.otklik.helpdesk.deadline.DeadlineKind.FIRST_RESPONSE;
import static org.otklik.helpdesk.deadline.DeadlineKind.RESOLUTION;
import static org.otklik.helpdesk.plan.Category.SUPPORT;
import static org.otklik.helpdesk.plan.Priority.NORMAL;
import static org.otklik.helpdesk.ticket.Acts.analysis;
import static org.otklik.helpdesk.ticket.Acts.consent;
import static org.otklik.helpdesk.ticket.Acts.pause;
import static org.otklik.helpdesk.ticket.Acts.resume;

import java.time.LocalDate;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;
import org.otklik.helpdesk.calendar.BusinessCalendar;
import org.otklik.helpdesk.calendar.CalendarData;
import org.otklik.helpdesk.calendar.CalendarYaml;
import org.otklik.helpdesk.calendar.DayException;
import org.otklik.helpdesk.calendar.Years;
import org.otklik.helpdesk.history.HistoryEntry.Act;

/** A calendar edited later recomputes the open deadlines; what is met or breached stays. */
class CalendarEditTest {
  private final Desk desk = Desk.standard().at("2026-11-20 15:30").registers();

  private static BusinessCalendar russiaWithDayOff(String date, int lastYear) {
    CalendarData russia = CalendarYaml.russia();
    var exceptions = new ArrayList<>(russia.exceptions());
    var day = LocalDate.parse(date);
    exceptions.removeIf(e -> e.date().equals(day));
    exceptions.add(new DayException.DayOff(day));
    return new BusinessCalendar(
        new CalendarData(
            russia.name(),
            russia.zone(),
            russia.weekly(),
            russia.standardDay(),
            exceptions,
            new Years(russia.complete().first(), lastYear)));
  }

  private static BusinessCalendar mondayOff() {
    return russiaWithDayOff("2026-11-23", 2027);
  }

  @Test
  void a_calendar_edited_later_recomputes_open_deadlines_with_a_history_entry() {
    desk.editsCalendar(mondayOff());
    assertThat(desk.due(FIRST_RESPONSE)).isEqualTo("2026-11-24 18:00");
    assertThat(desk.notice(FIRST_RESPONSE)).isEqualTo("2026-11-24 14:00");
    assertThat(desk.when(Act.DEADLINE_RECOMPUTED)).hasSize(1);
    assertThat(desk.last(Act.DEADLINE_RECOMPUTED).actorId()).isEqualTo(Desk.SUPERVISOR.id());
  }

  @Test
  void a_deadline_that_did_not_move_gets_no_entry() {
    desk.editsCalendar(russiaWithDayOff("2026-12-21", 2027));
    assertThat(desk.when(Act.DEADLINE_RECOMPUTED)).isEmpty();
  }

  @Test
  void what_is_met_stays() {
    desk.does(analysis(SUPPORT, NORMAL, "2026-11-27 18:00")).editsCalendar(mondayOff());
    assertThat(desk.the(FIRST_RESPONSE).outcome()).isEqualTo(MET);
    assertThat(desk.due(FIRST_RESPONSE)).isEqualTo("2026-11-23 18:00");
    assertThat(desk.due(RESOLUTION)).isEqualTo("2026-11-30 18:00");
  }

  @Test
  void what_is_breached_stays() {
    desk.until("2026-11-23 18:01").editsCalendar(mondayOff());
    assertThat(desk.the(FIRST_RESPONSE).outcome()).isEqualTo(BREACHED);
    assertThat(desk.due(FIRST_RESPONSE)).isEqualTo("2026-11-23 18:00");
  }

  @Test
  void a_breach_that_the_engine_slept_through_is_not_edited_away() {
    desk.at("2026-11-24 10:00").editsCalendar(mondayOff()).wake();
    assertThat(desk.the(FIRST_RESPONSE).outcome()).isEqualTo(BREACHED);
    assertThat(desk.when(Act.DEADLINE_BREACHED)).containsExactly("2026-11-23 18:00");
  }

  @Test
  void a_term_that_reaches_a_year_without_data_is_provisional_until_the_data_comes() {
    var early = Desk.standard().withCalendar(russiaWithDayOff("2026-11-30", 2026));
    early.at("2026-12-30 10:00").registers().does(analysis(SUPPORT, NORMAL, "2026-12-30 12:00"));
    assertThat(early.the(RESOLUTION).provisional()).isTrue();
    early.editsCalendar(russiaWithDayOff("2026-11-30", 2027));
    assertThat(early.the(RESOLUTION).provisional()).isFalse();
  }

  @Test
  void who_was_warned_is_not_warned_again_of_the_same_instant() {
    var early = Desk.standard().withCalendar(russiaWithDayOff("2026-11-30", 2026));
    early.at("2026-12-29 10:00").registers().does(analysis(SUPPORT, NORMAL, "2026-12-30 12:00"));
    String due = early.due(RESOLUTION);
    early.until(Desk.wall(due).minusSeconds(60));
    int warnings = early.when(Act.DEADLINE_WARNED).size();
    early.editsCalendar(russiaWithDayOff("2026-11-30", 2027));
    assertThat(early.due(RESOLUTION)).isEqualTo(due);
    early.at(early.now.plusSeconds(1)).wake();
    assertThat(early.when(Act.DEADLINE_WARNED)).hasSize(warnings);
  }

  @Test
  void a_date_that_was_agreed_upon_stays_whatever_the_calendar() {
    desk.does(consent(desk.the(FIRST_RESPONSE), "2026-11-24 12:00")).editsCalendar(mondayOff());
    assertThat(desk.due(FIRST_RESPONSE)).isEqualTo("2026-11-24 12:00");
  }

  @Test
  void what_was_left_after_a_pause_is_counted_in_the_new_calendar() {
    desk.does(pause()).until("2026-11-20 17:00").does(resume());
    assertThat(desk.due(FIRST_RESPONSE)).isEqualTo("2026-11-24 10:30");
    desk.editsCalendar(mondayOff());
    assertThat(desk.due(FIRST_RESPONSE)).isEqualTo("2026-11-25 10:30");
    assertThat(desk.the(FIRST_RESPONSE).outcome()).isEqualTo(OPEN);
  }

  @Test
  void a_paused_term_stays_paused() {
    desk.does(pause()).editsCalendar(mondayOff()).until("2026-12-20 10:00");
    assertThat(desk.the(FIRST_RESPONSE).outcome()).isEqualTo(OPEN);
  }
}
