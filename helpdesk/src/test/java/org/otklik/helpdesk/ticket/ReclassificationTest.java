package org.otklik.helpdesk.ticket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.otklik.helpdesk.deadline.Deadline.Notice.IN_TIME;
import static org.otklik.helpdesk.deadline.Deadline.Outcome.BREACHED;
import static org.otklik.helpdesk.deadline.Deadline.Outcome.MET;
import static org.otklik.helpdesk.deadline.DeadlineKind.ACCEPTANCE;
import static org.otklik.helpdesk.deadline.DeadlineKind.RESOLUTION;
import static org.otklik.helpdesk.deadline.DeadlineKind.REWORK;
import static org.otklik.helpdesk.plan.Category.ERROR;
import static org.otklik.helpdesk.plan.Category.IMPROVEMENT;
import static org.otklik.helpdesk.plan.Category.SUPPORT;
import static org.otklik.helpdesk.plan.Priority.HIGH;
import static org.otklik.helpdesk.plan.Priority.NORMAL;
import static org.otklik.helpdesk.plan.Priority.URGENT;
import static org.otklik.helpdesk.release.ReleaseKind.UNSCHEDULED;
import static org.otklik.helpdesk.ticket.Acts.analysis;
import static org.otklik.helpdesk.ticket.Acts.consent;
import static org.otklik.helpdesk.ticket.Acts.notice;
import static org.otklik.helpdesk.ticket.Acts.reclassification;
import static org.otklik.helpdesk.ticket.Acts.remarks;
import static org.otklik.helpdesk.ticket.Acts.solution;

import org.junit.jupiter.api.Test;
import org.otklik.helpdesk.history.HistoryEntry.Act;
import org.otklik.helpdesk.ticket.Told.Audience;
import org.otklik.helpdesk.ticket.Told.Event;

/** Reclassifying recomputes the terms from the same start, in history, and tells the client. */
class ReclassificationTest {
  private final Desk desk =
      Desk.standard()
          .at("2026-11-20 15:30")
          .registers()
          .does(analysis(SUPPORT, HIGH, "2026-11-25 18:00"));

  @Test
  void terms_are_recomputed_from_the_same_start() {
    desk.until("2026-11-24 10:00").does(reclassification(SUPPORT, NORMAL, "2026-11-27 18:00"));
    assertThat(desk.the(RESOLUTION).startedAt()).isEqualTo(Desk.wall("2026-11-20 15:30"));
    assertThat(desk.due(RESOLUTION)).isEqualTo("2026-11-27 18:00");
    assertThat(desk.notice(RESOLUTION)).isEqualTo("2026-11-26 18:00");
  }

  @Test
  void with_a_history_entry() {
    desk.does(reclassification(SUPPORT, NORMAL, "2026-11-27 18:00"));
    assertThat(desk.last(Act.RECLASSIFIED).was()).isEqualTo("SUPPORT HIGH");
    assertThat(desk.last(Act.RECLASSIFIED).became()).isEqualTo("SUPPORT NORMAL");
    assertThat(desk.when(Act.DEADLINE_RECOMPUTED)).hasSize(1);
  }

  @Test
  void and_tells_the_client() {
    desk.does(reclassification(SUPPORT, NORMAL, "2026-11-27 18:00"));
    assertThat(desk.toldOf(Event.RECLASSIFIED)).containsExactly(Audience.REQUESTER);
  }

  @Test
  void a_shorter_term_may_be_broken_already_at_its_own_due_time() {
    desk.until("2026-11-24 10:00").does(reclassification(ERROR, URGENT, "2026-11-25 18:00"));
    desk.until("2026-11-24 10:01");
    assertThat(desk.the(RESOLUTION).outcome()).isEqualTo(BREACHED);
    assertThat(desk.when(Act.DEADLINE_BREACHED)).containsExactly("2026-11-23 18:00");
  }

  @Test
  void a_breach_stays_though_the_new_term_would_have_been_longer() {
    desk.until("2026-11-26 10:00").does(reclassification(SUPPORT, NORMAL, "2026-11-27 18:00"));
    assertThat(desk.all(RESOLUTION)).hasSize(1);
    assertThat(desk.the(RESOLUTION).isCountedBreach()).isTrue();
  }

  @Test
  void a_breach_that_the_engine_slept_through_is_not_reclassified_away() {
    desk.at("2026-11-26 10:00").does(reclassification(SUPPORT, NORMAL, "2026-11-27 18:00"));
    assertThat(desk.the(RESOLUTION).outcome()).isEqualTo(BREACHED);
  }

  @Test
  void a_date_that_was_moved_by_consent_stays() {
    desk.does(consent(desk.the(RESOLUTION), "2026-12-04 18:00"));
    desk.does(reclassification(SUPPORT, NORMAL, "2026-11-27 18:00"));
    assertThat(desk.due(RESOLUTION)).isEqualTo("2026-12-04 18:00");
  }

  @Test
  void a_notice_that_was_given_stays_given() {
    desk.does(notice(desk.the(RESOLUTION)));
    desk.does(reclassification(SUPPORT, NORMAL, "2026-11-27 18:00"));
    assertThat(desk.the(RESOLUTION).noticed()).isEqualTo(IN_TIME);
  }

  @Test
  void acceptance_and_rework_are_recomputed_too() {
    desk.does(solution()).does(reclassification(SUPPORT, NORMAL, "2026-11-27 18:00"));
    assertThat(desk.due(ACCEPTANCE)).isEqualTo("2026-11-27 18:00");
    desk.does(remarks()).does(reclassification(SUPPORT, HIGH, "2026-11-25 18:00"));
    assertThat(desk.due(REWORK)).isEqualTo("2026-11-25 18:00");
  }

  @Test
  void to_a_release_and_back() {
    desk.withRelease(1, UNSCHEDULED, "2026-12-03");
    desk.does(reclassification(ERROR, HIGH, (Long) null));
    assertThat(desk.due(RESOLUTION)).isEqualTo("2026-12-03 18:00");
    assertThat(desk.ticket().plannedAt()).isEqualTo(Desk.wall("2026-12-03 18:00"));
    desk.does(reclassification(SUPPORT, HIGH, "2026-11-25 12:00"));
    assertThat(desk.due(RESOLUTION)).isEqualTo("2026-11-25 18:00");
    assertThat(desk.the(RESOLUTION).releaseId()).isNull();
    assertThat(desk.ticket().plannedAt()).isEqualTo(Desk.wall("2026-11-25 12:00"));
  }

  @Test
  void an_acceptance_that_loses_its_term_is_reminded_of_instead() {
    desk.withRelease(1, UNSCHEDULED, "2026-12-03").does(solution());
    desk.does(reclassification(ERROR, HIGH, (Long) null)).until("2026-11-28 10:00");
    assertThat(desk.when(Act.DEADLINE_BREACHED)).isEmpty();
    assertThat(desk.when(Act.REMINDED)).containsExactly("2026-11-27 15:30");
  }

  @Test
  void an_improvement_is_normal_or_low_and_nothing_else() {
    assertThat(desk.isRefused(reclassification(IMPROVEMENT, HIGH, 1L)).field())
        .isEqualTo("priority");
  }

  @Test
  void what_is_met_stays_met() {
    desk.does(solution()).does(reclassification(ERROR, URGENT, "2026-11-23 18:00"));
    assertThat(desk.the(RESOLUTION).outcome()).isEqualTo(MET);
  }
}
