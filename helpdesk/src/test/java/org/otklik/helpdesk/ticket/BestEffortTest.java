package org.otklik.helpdesk.ticket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.otklik.helpdesk.deadline.Deadline.Outcome.BREACHED;
import static org.otklik.helpdesk.deadline.Deadline.Outcome.MET;
import static org.otklik.helpdesk.deadline.DeadlineKind.ACCEPTANCE;
import static org.otklik.helpdesk.deadline.DeadlineKind.FEEDBACK;
import static org.otklik.helpdesk.deadline.DeadlineKind.FIRST_RESPONSE;
import static org.otklik.helpdesk.deadline.DeadlineKind.RESOLUTION;
import static org.otklik.helpdesk.deadline.DeadlineKind.REWORK;
import static org.otklik.helpdesk.plan.Category.SUPPORT;
import static org.otklik.helpdesk.plan.Priority.HIGH;
import static org.otklik.helpdesk.plan.Priority.NORMAL;
import static org.otklik.helpdesk.ticket.Acts.acceptanceArrived;
import static org.otklik.helpdesk.ticket.Acts.analysis;
import static org.otklik.helpdesk.ticket.Acts.callInVain;
import static org.otklik.helpdesk.ticket.Acts.feedbackBy;
import static org.otklik.helpdesk.ticket.Acts.notice;
import static org.otklik.helpdesk.ticket.Acts.question;
import static org.otklik.helpdesk.ticket.Acts.reclassification;
import static org.otklik.helpdesk.ticket.Acts.remarks;
import static org.otklik.helpdesk.ticket.Acts.solution;

import org.junit.jupiter.api.Test;
import org.otklik.helpdesk.history.HistoryEntry.Act;
import org.otklik.helpdesk.ticket.Told.Audience;
import org.otklik.helpdesk.ticket.Told.Event;

/** The client broke a term without a stated reason: the provider's later terms soften. */
class BestEffortTest {
  private final Desk desk =
      Desk.standard()
          .at("2026-11-20 15:30")
          .registers()
          .does(analysis(SUPPORT, HIGH, "2026-11-25 18:00"))
          .does(solution());

  private Desk broken() {
    return desk.until("2026-11-25 18:01");
  }

  @Test
  void the_providers_later_terms_become_best_effort() {
    broken().does(remarks());
    assertThat(desk.when(Act.BEST_EFFORT_BEGUN)).containsExactly("2026-11-25 18:00");
    assertThat(desk.the(REWORK).bestEffort()).isTrue();
  }

  @Test
  void they_are_shown_and_no_longer_counted_as_breaches() {
    broken().does(remarks()).forgetsWhatWasTold().until("2026-12-10 18:00");
    assertThat(desk.the(REWORK).outcome()).isEqualTo(BREACHED);
    assertThat(desk.the(REWORK).isCountedBreach()).isFalse();
    assertThat(desk.toldOf(Event.BREACH)).containsExactly(Audience.RESPONSIBLE);
    assertThat(desk.toldOf(Event.ESCALATION)).isEmpty();
  }

  @Test
  void what_the_provider_broke_before_stays_counted() {
    var late =
        Desk.standard()
            .registers()
            .does(analysis(SUPPORT, HIGH, "2026-11-25 18:00"))
            .until("2026-11-26 10:00")
            .does(solution())
            .until("2026-12-10 18:00");
    assertThat(late.ticket().bestEffort()).isTrue();
    assertThat(late.the(RESOLUTION).isCountedBreach()).isTrue();
  }

  @Test
  void a_term_that_ran_already_is_no_later_one() {
    var two = Desk.standard().registers().does(callInVain()).does(question());
    two.until("2026-11-25 10:00").does(feedbackBy("2026-11-27 12:00"));
    two.until("2026-11-27 12:01");
    assertThat(two.ticket().bestEffort()).isTrue();
    assertThat(two.the(FEEDBACK).isCountedBreach()).isTrue();
  }

  @Test
  void a_term_recomputed_by_a_reclassification_is_no_later_one_either() {
    var two = Desk.standard().registers().does(callInVain()).does(question());
    two.until("2026-11-26 10:00").does(analysis(SUPPORT, HIGH, "2026-12-01 18:00"));
    two.does(new TicketAct.LiftBestEffort("поговорили"), Desk.SUPERVISOR);
    assertThat(two.the(RESOLUTION).bestEffort()).isFalse();
    two.does(reclassification(SUPPORT, NORMAL, "2026-12-03 18:00"));
    assertThat(two.the(RESOLUTION).bestEffort()).isFalse();
  }

  @Test
  void a_supervisor_may_lift_that_in_history() {
    broken().does(remarks());
    desk.does(new TicketAct.LiftBestEffort("договорились"), Desk.SUPERVISOR);
    assertThat(desk.ticket().bestEffort()).isFalse();
    assertThat(desk.the(REWORK).bestEffort()).isFalse();
    assertThat(desk.last(Act.BEST_EFFORT_LIFTED).actorId()).isEqualTo(Desk.SUPERVISOR.id());
    assertThat(ActKind.LIFT_BEST_EFFORT.isForSupervisors()).isTrue();
    desk.until("2026-12-10 18:00");
    assertThat(desk.the(REWORK).isCountedBreach()).isTrue();
  }

  @Test
  void what_is_not_best_effort_cannot_be_lifted() {
    desk.isRefused(new TicketAct.LiftBestEffort("?"));
  }

  @Test
  void the_client_is_told_of_the_breach() {
    broken();
    assertThat(desk.toldOf(Event.CLIENT_BREACH)).containsExactly(Audience.REQUESTER);
  }

  @Test
  void a_reason_stated_after_the_term_had_passed_excuses_nothing() {
    broken().until("2026-11-26 10:00").does(notice(desk.the(ACCEPTANCE)), Desk.STAFF);
    desk.does(remarks()).until("2026-11-27 10:00").does(solution()).until("2026-12-10 12:00");
    assertThat(desk.the(ACCEPTANCE).outcome()).isEqualTo(BREACHED);
    // The second acceptance was in time after all; the first was not.
    desk.does(acceptanceArrived("2026-11-30 10:00"), Desk.STAFF);
    assertThat(desk.the(ACCEPTANCE).outcome()).isEqualTo(MET);
    assertThat(desk.ticket().bestEffort()).isTrue();
  }

  @Test
  void the_first_response_after_a_late_comment_is_best_effort() {
    var asked = Desk.standard().registers().does(callInVain()).does(question());
    asked.until("2026-11-26 10:00").replies("HP 1020");
    assertThat(asked.the(FIRST_RESPONSE).bestEffort()).isTrue();
  }
}
