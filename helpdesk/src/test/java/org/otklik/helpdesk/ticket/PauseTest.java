package org.otklik.helpdesk.ticket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.otklik.helpdesk.deadline.Deadline.Outcome.BREACHED;
import static org.otklik.helpdesk.deadline.Deadline.Outcome.MET;
import static org.otklik.helpdesk.deadline.Deadline.Outcome.OPEN;
import static org.otklik.helpdesk.deadline.DeadlineKind.ACCEPTANCE;
import static org.otklik.helpdesk.deadline.DeadlineKind.FIRST_RESPONSE;
import static org.otklik.helpdesk.deadline.DeadlineKind.RESOLUTION;
import static org.otklik.helpdesk.plan.Category.ERROR;
import static org.otklik.helpdesk.plan.Category.SUPPORT;
import static org.otklik.helpdesk.plan.Priority.HIGH;
import static org.otklik.helpdesk.plan.Priority.NORMAL;
import static org.otklik.helpdesk.plan.Priority.URGENT;
import static org.otklik.helpdesk.release.ReleaseKind.UNSCHEDULED;
import static org.otklik.helpdesk.ticket.Acts.analysis;
import static org.otklik.helpdesk.ticket.Acts.pause;
import static org.otklik.helpdesk.ticket.Acts.reclassification;
import static org.otklik.helpdesk.ticket.Acts.resume;
import static org.otklik.helpdesk.ticket.Acts.solution;

import org.junit.jupiter.api.Test;
import org.otklik.helpdesk.history.HistoryEntry.Act;

/** Work suspended: provider terms stand still, and the working time that was left runs on after. */
class PauseTest {
  private final Desk desk = Desk.standard().at("2026-11-20 15:30").registers();

  @Test
  void a_paused_term_is_neither_warned_of_nor_breached() {
    desk.does(pause()).until("2027-02-01 12:00");
    assertThat(desk.the(FIRST_RESPONSE).outcome()).isEqualTo(OPEN);
    assertThat(desk.when(Act.DEADLINE_WARNED)).isEmpty();
  }

  @Test
  void the_working_time_that_was_left_runs_from_the_resumption() {
    // Left on Friday at 15:30: 2.5 h, and Monday's 9 h.
    desk.does(pause()).until("2026-11-25 10:00").does(resume());
    assertThat(desk.due(FIRST_RESPONSE)).isEqualTo("2026-11-26 12:30");
    assertThat(desk.notice(FIRST_RESPONSE)).isEqualTo("2026-11-25 17:30");
    desk.until("2026-11-26 12:31");
    assertThat(desk.when(Act.DEADLINE_BREACHED)).containsExactly("2026-11-26 12:30");
  }

  @Test
  void a_pause_outside_working_hours_takes_nothing_away() {
    desk.until("2026-11-20 18:00").does(pause());
    desk.until("2026-11-23 09:00").does(resume());
    assertThat(desk.due(FIRST_RESPONSE)).isEqualTo("2026-11-23 18:00");
  }

  @Test
  void a_pause_across_a_shortened_day_and_a_holiday_counts_working_time() {
    var eve = Desk.standard().at("2026-11-03 10:00").registers();
    assertThat(eve.due(FIRST_RESPONSE)).isEqualTo("2026-11-05 18:00");
    // 7 h left of the shortened day, and 9 h of the 5th.
    eve.does(pause()).until("2026-11-05 09:00").does(resume());
    assertThat(eve.due(FIRST_RESPONSE)).isEqualTo("2026-11-06 16:00");
  }

  @Test
  void pausing_twice_counts_what_was_left_each_time() {
    desk.does(pause()).until("2026-11-25 10:00").does(resume());
    desk.until("2026-11-25 12:00").does(pause());
    desk.until("2026-11-27 09:00").does(resume());
    // Of 11.5 h, 2 h went by: 9.5 h are left.
    assertThat(desk.due(FIRST_RESPONSE)).isEqualTo("2026-11-30 09:30");
  }

  @Test
  void the_clients_terms_do_not_pause() {
    desk.does(analysis(SUPPORT, HIGH, "2026-11-25 18:00")).does(solution());
    desk.isRefused(pause());
    desk.until("2026-11-25 18:01");
    assertThat(desk.the(ACCEPTANCE).outcome()).isEqualTo(BREACHED);
  }

  @Test
  void what_passed_before_the_pause_stays_a_breach() {
    desk.at("2026-11-24 10:00");
    desk.isRefused(pause());
    desk.wake();
    assertThat(desk.the(FIRST_RESPONSE).outcome()).isEqualTo(BREACHED);
  }

  @Test
  void pausing_and_resuming_are_kept_in_history() {
    desk.does(pause()).until("2026-11-25 10:00").does(resume());
    assertThat(desk.when(Act.DEADLINE_PAUSED)).containsExactly("2026-11-20 15:30");
    assertThat(desk.when(Act.DEADLINE_RESUMED)).containsExactly("2026-11-25 10:00");
  }

  @Test
  void nothing_is_resumed_that_is_not_paused() {
    desk.isRefused(resume());
  }

  @Test
  void work_done_while_suspended_meets_the_term() {
    desk.does(pause()).until("2026-12-01 10:00").does(analysis(SUPPORT, HIGH, "2026-12-04 18:00"));
    assertThat(desk.the(FIRST_RESPONSE).outcome()).isEqualTo(MET);
  }

  @Test
  void a_release_that_ships_while_work_is_suspended_breaks_nothing() {
    desk.withRelease(1, UNSCHEDULED, "2026-12-03").does(analysis(ERROR, HIGH, (Long) null));
    desk.does(pause()).until("2026-12-03 12:00").ships(1);
    assertThat(desk.the(RESOLUTION).outcome()).isEqualTo(OPEN);
    desk.plansRelease(2, UNSCHEDULED, "2026-12-17").does(resume());
    assertThat(desk.due(RESOLUTION)).isEqualTo("2026-12-17 18:00");
  }

  @Test
  void a_reclassification_does_not_end_the_pause() {
    desk.does(analysis(SUPPORT, HIGH, "2026-11-25 18:00")).does(pause());
    desk.does(reclassification(SUPPORT, NORMAL, "2026-11-27 18:00")).until("2026-12-10 12:00");
    assertThat(desk.the(RESOLUTION).outcome()).isEqualTo(OPEN);
    assertThat(desk.the(RESOLUTION).pausedAt()).isNotNull();
  }

  @Test
  void a_reclassification_keeps_the_time_that_work_was_suspended() {
    desk.does(analysis(SUPPORT, HIGH, "2026-11-25 18:00"));
    desk.until("2026-11-23 09:00").does(pause()).until("2026-11-24 09:00").does(resume());
    assertThat(desk.due(RESOLUTION)).isEqualTo("2026-11-26 18:00");
    desk.does(reclassification(SUPPORT, NORMAL, "2026-11-27 18:00"));
    // Five business days from the same start are 11-27; a day was suspended.
    assertThat(desk.due(RESOLUTION)).isEqualTo("2026-11-30 18:00");
  }

  @Test
  void a_shorter_term_that_had_passed_before_the_pause_is_a_breach() {
    desk.does(analysis(SUPPORT, HIGH, "2026-11-25 18:00")).until("2026-11-24 10:00").does(pause());
    desk.does(reclassification(ERROR, URGENT, "2026-11-25 18:00")).until("2026-11-24 10:01");
    assertThat(desk.when(Act.DEADLINE_BREACHED)).containsExactly("2026-11-23 18:00");
  }
}
