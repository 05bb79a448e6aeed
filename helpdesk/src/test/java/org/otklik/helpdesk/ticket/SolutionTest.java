package org.otklik.helpdesk.ticket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.otklik.helpdesk.deadline.Deadline.Outcome.BREACHED;
import static org.otklik.helpdesk.deadline.Deadline.Outcome.MET;
import static org.otklik.helpdesk.deadline.Deadline.Outcome.OPEN;
import static org.otklik.helpdesk.deadline.DeadlineKind.ACCEPTANCE;
import static org.otklik.helpdesk.deadline.DeadlineKind.RESOLUTION;
import static org.otklik.helpdesk.deadline.DeadlineKind.REWORK;
import static org.otklik.helpdesk.plan.Category.ERROR;
import static org.otklik.helpdesk.plan.Category.SUPPORT;
import static org.otklik.helpdesk.plan.Priority.HIGH;
import static org.otklik.helpdesk.release.ReleaseKind.UNSCHEDULED;
import static org.otklik.helpdesk.ticket.Acts.acceptance;
import static org.otklik.helpdesk.ticket.Acts.acceptanceArrived;
import static org.otklik.helpdesk.ticket.Acts.analysis;
import static org.otklik.helpdesk.ticket.Acts.remarks;
import static org.otklik.helpdesk.ticket.Acts.remarksArrived;
import static org.otklik.helpdesk.ticket.Acts.solution;

import org.junit.jupiter.api.Test;
import org.otklik.helpdesk.history.HistoryEntry.Act;
import org.otklik.helpdesk.ticket.Told.Audience;
import org.otklik.helpdesk.ticket.Told.Event;

/** The solution, its acceptance, remarks and rework. */
class SolutionTest {
  private final Desk desk =
      Desk.standard()
          .at("2026-11-20 15:30")
          .registers()
          .does(analysis(SUPPORT, HIGH, "2026-11-25 18:00"));

  private Desk solved() {
    return desk.until("2026-11-23 10:00").does(solution());
  }

  @Test
  void the_solution_goes_to_the_client_who_has_the_acceptance_term() {
    solved();
    assertThat(desk.state()).isEqualTo(Ticket.State.SOLUTION_PROVIDED);
    assertThat(desk.the(RESOLUTION).outcome()).isEqualTo(MET);
    assertThat(desk.due(ACCEPTANCE)).isEqualTo("2026-11-26 18:00");
    assertThat(desk.toldOf(Event.SOLUTION)).containsExactly(Audience.REQUESTER);
  }

  @Test
  void an_accepted_solution_closes_the_ticket() {
    solved().until("2026-11-24 10:00").does(acceptance());
    assertThat(desk.state()).isEqualTo(Ticket.State.CLOSED);
    assertThat(desk.ticket().closedBecause()).isEqualTo(Ticket.Closing.ACCEPTED);
    assertThat(desk.the(ACCEPTANCE).outcome()).isEqualTo(MET);
  }

  @Test
  void silence_never_accepts() {
    solved().until("2027-11-24 10:00");
    assertThat(desk.state()).isEqualTo(Ticket.State.SOLUTION_PROVIDED);
    assertThat(desk.ticket().closedBecause()).isNull();
    assertThat(desk.when(Act.ACCEPTED)).isEmpty();
  }

  @Test
  void nobody_closes_as_accepted_what_the_client_did_not_accept() {
    solved().until("2026-11-27 10:00");
    desk.isRefused(Acts.closing(Ticket.Closing.ACCEPTED));
  }

  @Test
  void silence_past_the_acceptance_term_is_the_clients_breach() {
    solved().until("2026-11-26 18:01");
    assertThat(desk.the(ACCEPTANCE).outcome()).isEqualTo(BREACHED);
    assertThat(desk.when(Act.DEADLINE_BREACHED)).containsExactly("2026-11-26 18:00");
    assertThat(desk.toldOf(Event.CLIENT_BREACH)).containsExactly(Audience.REQUESTER);
    assertThat(desk.toldOf(Event.CLIENT_PASSED)).containsExactly(Audience.RESPONSIBLE);
    assertThat(desk.ticket().bestEffort()).isTrue();
  }

  @Test
  void remarks_start_the_rework_term_from_their_receipt() {
    solved().until("2026-11-25 10:00").does(remarksArrived("2026-11-24 17:00"));
    assertThat(desk.state()).isEqualTo(Ticket.State.IN_PROGRESS);
    assertThat(desk.the(REWORK).startedAt()).isEqualTo(Desk.wall("2026-11-24 17:00"));
    assertThat(desk.due(REWORK)).isEqualTo("2026-11-27 18:00");
    assertThat(desk.toldOf(Event.REMARKED)).containsExactly(Audience.RESPONSIBLE);
  }

  @Test
  void rework_ends_with_another_solution_and_another_acceptance_term() {
    solved().does(remarks()).until("2026-11-25 10:00").does(solution());
    assertThat(desk.the(REWORK).outcome()).isEqualTo(MET);
    assertThat(desk.due(ACCEPTANCE)).isEqualTo("2026-11-30 18:00");
  }

  @Test
  void rework_can_be_breached() {
    solved().does(remarks()).until("2026-11-26 18:01");
    assertThat(desk.the(REWORK).outcome()).isEqualTo(BREACHED);
    assertThat(desk.the(REWORK).isCountedBreach()).isTrue();
  }

  @Test
  void a_late_solution_leaves_the_breach_and_records_its_fulfilment() {
    desk.until("2026-11-27 10:00").does(solution());
    assertThat(desk.the(RESOLUTION).outcome()).isEqualTo(BREACHED);
    assertThat(desk.the(RESOLUTION).fulfilledAt()).isEqualTo(Desk.wall("2026-11-27 10:00"));
    assertThat(desk.when(Act.BREACH_FULFILLED)).containsExactly("2026-11-27 10:00");
  }

  @Test
  void an_acceptance_is_in_time_by_its_arrival() {
    solved().until("2026-11-27 10:00").does(acceptanceArrived("2026-11-26 17:59"));
    assertThat(desk.the(ACCEPTANCE).outcome()).isEqualTo(MET);
    assertThat(desk.ticket().bestEffort()).isFalse();
    assertThat(desk.when(Act.BREACH_WITHDRAWN)).hasSize(1);
  }

  @Test
  void late_remarks_are_a_breach_though_the_engine_had_not_seen_it_yet() {
    solved().mailReadUntil("2026-11-26 17:00").at("2026-11-27 10:00").does(remarks());
    assertThat(desk.the(ACCEPTANCE).outcome()).isEqualTo(BREACHED);
    assertThat(desk.when(Act.DEADLINE_BREACHED)).containsExactly("2026-11-26 18:00");
    assertThat(desk.the(REWORK).bestEffort()).isTrue();
  }

  @Test
  void an_answer_of_the_client_cannot_arrive_before_the_solution_or_in_the_future() {
    solved().until("2026-11-24 10:00");
    assertThat(desk.isRefused(acceptanceArrived("2026-11-23 09:59")).field())
        .isEqualTo("arrivedAt");
    assertThat(desk.isRefused(acceptanceArrived("2026-11-24 10:01")).field())
        .isEqualTo("arrivedAt");
  }

  @Test
  void a_mere_reply_to_a_solution_is_neither_acceptance_nor_remark() {
    solved().replies("Спасибо, посмотрю.");
    assertThat(desk.state()).isEqualTo(Ticket.State.SOLUTION_PROVIDED);
    assertThat(desk.the(ACCEPTANCE).outcome()).isEqualTo(OPEN);
  }

  @Test
  void without_an_acceptance_term_the_client_is_reminded_weekly() {
    var error =
        Desk.standard()
            .withRelease(1, UNSCHEDULED, "2026-12-10")
            .registers()
            .does(analysis(ERROR, HIGH, (Long) null))
            .until("2026-11-23 10:00")
            .does(solution());
    assertThat(error.the(ACCEPTANCE).due()).isEmpty();
    error.until("2026-12-15 10:00");
    assertThat(error.when(Act.REMINDED))
        .containsExactly("2026-11-30 10:00", "2026-12-07 10:00", "2026-12-14 10:00");
    assertThat(error.toldOf(Event.ACCEPTANCE_REMINDER)).hasSize(3).containsOnly(Audience.REQUESTER);
    assertThat(error.when(Act.DEADLINE_BREACHED)).isEmpty();
    assertThat(error.ticket().bestEffort()).isFalse();
  }

  @Test
  void after_an_outage_one_reminder_is_sent_and_not_all_that_were_missed() {
    var error =
        Desk.standard()
            .withRelease(1, UNSCHEDULED, "2026-12-10")
            .registers()
            .does(analysis(ERROR, HIGH, (Long) null))
            .until("2026-11-23 10:00")
            .does(solution())
            .at("2026-12-15 10:00")
            .wake();
    assertThat(error.toldOf(Event.ACCEPTANCE_REMINDER)).hasSize(1);
    assertThat(Desk.wall(error.the(ACCEPTANCE).wakeAt())).isEqualTo("2026-12-21 10:00");
  }

  @Test
  void reminders_end_with_the_acceptance() {
    var error =
        Desk.standard()
            .withRelease(1, UNSCHEDULED, "2026-12-10")
            .registers()
            .does(analysis(ERROR, HIGH, (Long) null))
            .does(solution())
            .until("2026-11-24 10:00")
            .does(acceptance())
            .until("2026-12-31 10:00");
    assertThat(error.when(Act.REMINDED)).isEmpty();
    assertThat(error.the(ACCEPTANCE).outcome()).isEqualTo(MET);
  }
}
