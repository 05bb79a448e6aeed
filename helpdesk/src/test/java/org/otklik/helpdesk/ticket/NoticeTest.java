package org.otklik.helpdesk.ticket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.otklik.helpdesk.deadline.Deadline.Notice.IN_TIME;
import static org.otklik.helpdesk.deadline.Deadline.Notice.LATE;
import static org.otklik.helpdesk.deadline.Deadline.Notice.NONE;
import static org.otklik.helpdesk.deadline.Deadline.Outcome.BREACHED;
import static org.otklik.helpdesk.deadline.Deadline.Outcome.MET;
import static org.otklik.helpdesk.deadline.Deadline.Outcome.MOVED;
import static org.otklik.helpdesk.deadline.DeadlineKind.ACCEPTANCE;
import static org.otklik.helpdesk.deadline.DeadlineKind.CLARIFICATION;
import static org.otklik.helpdesk.deadline.DeadlineKind.FIRST_RESPONSE;
import static org.otklik.helpdesk.deadline.DeadlineKind.RESOLUTION;
import static org.otklik.helpdesk.plan.Category.SUPPORT;
import static org.otklik.helpdesk.plan.Priority.HIGH;
import static org.otklik.helpdesk.ticket.Acts.analysis;
import static org.otklik.helpdesk.ticket.Acts.callInVain;
import static org.otklik.helpdesk.ticket.Acts.consent;
import static org.otklik.helpdesk.ticket.Acts.notice;
import static org.otklik.helpdesk.ticket.Acts.noticeArrived;
import static org.otklik.helpdesk.ticket.Acts.question;
import static org.otklik.helpdesk.ticket.Acts.solution;

import org.junit.jupiter.api.Test;
import org.otklik.helpdesk.history.HistoryEntry.Act;
import org.otklik.helpdesk.ticket.Told.Audience;
import org.otklik.helpdesk.ticket.Told.Event;

/** A party that can't keep a term tells the other before the notice point; consent moves it. */
class NoticeTest {
  private final Desk desk =
      Desk.standard()
          .at("2026-11-20 15:30")
          .registers()
          .does(analysis(SUPPORT, HIGH, "2026-11-25 18:00"));

  @Test
  void a_notice_by_itself_moves_no_term() {
    desk.does(notice(desk.the(RESOLUTION)));
    assertThat(desk.due(RESOLUTION)).isEqualTo("2026-11-25 18:00");
    desk.until("2026-11-25 18:01");
    assertThat(desk.the(RESOLUTION).outcome()).isEqualTo(BREACHED);
    assertThat(desk.the(RESOLUTION).isCountedBreach()).isTrue();
  }

  @Test
  void the_providers_notice_is_told_to_the_client() {
    desk.does(notice(desk.the(RESOLUTION)));
    assertThat(desk.toldOf(Event.NOTICE)).containsExactly(Audience.REQUESTER);
  }

  @Test
  void the_clients_notice_is_told_to_the_responsible_operator() {
    desk.does(solution()).does(notice(desk.the(ACCEPTANCE)), Desk.STAFF);
    assertThat(desk.toldOf(Event.NOTICE)).containsExactly(Audience.RESPONSIBLE);
  }

  @Test
  void a_notice_before_the_notice_point_is_in_time() {
    assertThat(desk.notice(RESOLUTION)).isEqualTo("2026-11-24 18:00");
    desk.until("2026-11-24 17:59").does(notice(desk.the(RESOLUTION)));
    assertThat(desk.the(RESOLUTION).noticed()).isEqualTo(IN_TIME);
  }

  @Test
  void a_notice_at_the_notice_point_is_in_time() {
    desk.until("2026-11-24 18:00").does(notice(desk.the(RESOLUTION)));
    assertThat(desk.the(RESOLUTION).noticed()).isEqualTo(IN_TIME);
  }

  @Test
  void a_notice_after_the_notice_point_is_late() {
    desk.until("2026-11-24 18:01").does(notice(desk.the(RESOLUTION)));
    assertThat(desk.the(RESOLUTION).noticed()).isEqualTo(LATE);
  }

  @Test
  void the_breach_is_marked_notified_in_time_late_or_not_at_all() {
    desk.until("2026-11-25 18:01");
    assertThat(desk.the(RESOLUTION).noticed()).isEqualTo(NONE);
    desk.does(notice(desk.the(RESOLUTION)));
    assertThat(desk.the(RESOLUTION).noticed()).isEqualTo(LATE);
    assertThat(desk.the(RESOLUTION).outcome()).isEqualTo(BREACHED);
  }

  @Test
  void a_second_notice_does_not_make_the_first_one_late() {
    desk.does(notice(desk.the(RESOLUTION)));
    desk.until("2026-11-25 10:00").does(notice(desk.the(RESOLUTION)));
    assertThat(desk.the(RESOLUTION).noticed()).isEqualTo(IN_TIME);
  }

  @Test
  void the_clients_notice_is_in_time_by_its_arrival() {
    desk.does(solution());
    assertThat(desk.notice(ACCEPTANCE)).isEqualTo("2026-11-24 18:00");
    desk.until("2026-11-25 10:00")
        .does(noticeArrived(desk.the(ACCEPTANCE), "2026-11-24 17:00"), Desk.STAFF);
    assertThat(desk.the(ACCEPTANCE).noticed()).isEqualTo(IN_TIME);
  }

  @Test
  void of_a_term_that_is_met_no_notice_is_given() {
    desk.isRefused(notice(desk.the(FIRST_RESPONSE)));
  }

  @Test
  void the_other_sides_recorded_consent_moves_the_term() {
    desk.does(notice(desk.the(RESOLUTION))).does(consent(desk.the(RESOLUTION), "2026-11-27 12:00"));
    assertThat(desk.all(RESOLUTION).getFirst().outcome()).isEqualTo(MOVED);
    assertThat(desk.due(RESOLUTION)).isEqualTo("2026-11-27 12:00");
    assertThat(desk.notice(RESOLUTION)).isEqualTo("2026-11-26 12:00");
    desk.until("2026-11-27 11:00").does(solution());
    assertThat(desk.the(RESOLUTION).outcome()).isEqualTo(MET);
    assertThat(desk.when(Act.DEADLINE_BREACHED)).isEmpty();
    assertThat(desk.all(RESOLUTION)).noneMatch(d -> d.isCountedBreach());
  }

  @Test
  void a_moved_term_is_enforced_at_its_new_date() {
    desk.does(consent(desk.the(RESOLUTION), "2026-11-27 12:00")).until("2026-11-30 12:00");
    assertThat(desk.when(Act.DEADLINE_WARNED)).containsExactly("2026-11-26 12:00");
    assertThat(desk.when(Act.DEADLINE_BREACHED)).containsExactly("2026-11-27 12:00");
  }

  @Test
  void consent_moves_only_to_a_later_date() {
    assertThat(desk.isRefused(consent(desk.the(RESOLUTION), "2026-11-25 18:00")).field())
        .isEqualTo("newDueAt");
  }

  @Test
  void without_consent_before_the_due_time_the_breach_stands() {
    desk.until("2026-11-25 18:01");
    desk.isRefused(consent(desk.the(RESOLUTION), "2026-11-27 12:00"));
    assertThat(desk.the(RESOLUTION).outcome()).isEqualTo(BREACHED);
  }

  @Test
  void consent_after_the_due_time_comes_too_late_though_the_engine_slept() {
    desk.at("2026-11-26 10:00");
    desk.isRefused(consent(desk.the(RESOLUTION), "2026-11-27 12:00"));
  }

  @Test
  void both_sides_can() {
    desk.does(solution()).does(consent(desk.the(ACCEPTANCE), "2026-12-04 18:00"));
    desk.until("2026-12-04 18:01");
    assertThat(desk.when(Act.DEADLINE_BREACHED)).containsExactly("2026-12-04 18:00");
  }

  @Test
  void nobody_consents_to_a_later_term_of_their_own() {
    desk.does(solution());
    var act = consent(desk.the(ACCEPTANCE), "2026-12-04 18:00");
    var decided = desk.life.perform(desk.matter(), act, null, Desk.STAFF, desk.now, desk.now);
    assertThat(decided).isInstanceOf(Decided.Refused.class);
  }

  @Test
  void the_clients_notice_with_a_reason_prevents_best_effort() {
    var asked = Desk.standard().registers().does(callInVain()).does(question());
    asked.does(notice(asked.the(CLARIFICATION)), Desk.STAFF).until("2026-11-25 18:01");
    assertThat(asked.the(CLARIFICATION).outcome()).isEqualTo(BREACHED);
    assertThat(asked.ticket().bestEffort()).isFalse();
  }

  @Test
  void a_notice_without_a_reason_states_none() {
    var asked = Desk.standard().registers().does(callInVain()).does(question());
    var empty = new TicketAct.GiveNotice(asked.the(CLARIFICATION).id(), " ", null);
    assertThat(asked.isRefused(empty).field()).isEqualTo("reason");
  }

  @Test
  void a_reason_that_arrived_in_time_lifts_the_best_effort_that_had_begun() {
    var asked = Desk.standard().registers().does(callInVain()).does(question());
    asked.until("2026-11-26 10:00");
    assertThat(asked.ticket().bestEffort()).isTrue();
    asked.does(noticeArrived(asked.the(CLARIFICATION), "2026-11-25 17:00"), Desk.STAFF);
    assertThat(asked.the(CLARIFICATION).outcome()).isEqualTo(BREACHED);
    assertThat(asked.ticket().bestEffort()).isFalse();
  }

  @Test
  void a_reason_stated_after_the_breach_lifts_nothing() {
    var asked = Desk.standard().registers().does(callInVain()).does(question());
    asked.until("2026-11-26 10:00").does(notice(asked.the(CLARIFICATION)), Desk.STAFF);
    assertThat(asked.ticket().bestEffort()).isTrue();
  }
}
