package org.otklik.helpdesk.ticket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.otklik.helpdesk.deadline.Deadline.Outcome.BREACHED;
import static org.otklik.helpdesk.deadline.Deadline.Outcome.OPEN;
import static org.otklik.helpdesk.deadline.DeadlineKind.FEEDBACK;
import static org.otklik.helpdesk.deadline.DeadlineKind.FIRST_RESPONSE;
import static org.otklik.helpdesk.deadline.DeadlineKind.RESOLUTION;
import static org.otklik.helpdesk.plan.Category.SUPPORT;
import static org.otklik.helpdesk.plan.Priority.HIGH;
import static org.otklik.helpdesk.ticket.Acts.analysis;
import static org.otklik.helpdesk.ticket.Acts.callInVain;
import static org.otklik.helpdesk.ticket.Acts.feedbackBy;
import static org.otklik.helpdesk.ticket.Acts.question;
import static org.otklik.helpdesk.ticket.Acts.solution;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.otklik.helpdesk.deadline.Deadline;
import org.otklik.helpdesk.history.Actor;
import org.otklik.helpdesk.history.HistoryEntry;
import org.otklik.helpdesk.history.HistoryEntry.Act;
import org.otklik.helpdesk.ticket.Told.Audience;
import org.otklik.helpdesk.ticket.Told.Event;

/** The engine acts on time, once, with the true instants. */
class EnforcingTest {
  private final Desk desk = Desk.standard().at("2026-11-20 15:30").registers();

  private static List<String> steps(Desk desk) {
    return desk.history.stream()
        .filter(e -> e.act().name().startsWith("DEADLINE_") && e.actorKind() == Actor.Kind.PROGRAM)
        .map(e -> e.act() + " " + Desk.wall(e.at()))
        .toList();
  }

  @Test
  void at_the_notice_point_the_responsible_operator_is_told() {
    desk.until("2026-11-23 14:00");
    assertThat(desk.toldOf(Event.WARNING)).isEmpty();
    desk.until("2026-11-23 14:01");
    assertThat(desk.toldOf(Event.WARNING)).containsExactly(Audience.RESPONSIBLE);
    assertThat(desk.when(Act.DEADLINE_WARNED)).containsExactly("2026-11-23 14:00");
  }

  @Test
  void at_the_due_time_the_breach_is_recorded_and_operator_and_supervisor_are_told() {
    desk.until("2026-11-23 18:00");
    assertThat(desk.the(FIRST_RESPONSE).outcome()).isEqualTo(OPEN);
    desk.until("2026-11-23 18:01");
    assertThat(desk.the(FIRST_RESPONSE).outcome()).isEqualTo(BREACHED);
    assertThat(desk.toldOf(Event.BREACH))
        .containsExactlyInAnyOrder(Audience.RESPONSIBLE, Audience.SUPERVISORS);
  }

  @Test
  void it_escalates_after_four_hours_to_the_supervisor_and_after_a_day_to_the_manager() {
    desk.until("2026-12-31 12:00");
    assertThat(desk.when(Act.DEADLINE_ESCALATED))
        .containsExactly("2026-11-24 13:00", "2026-11-24 18:00");
    assertThat(desk.toldOf(Event.ESCALATION))
        .containsExactly(Audience.SUPERVISORS, Audience.MANAGER);
  }

  @Test
  void it_escalates_until_fulfilled() {
    desk.until("2026-11-24 14:00").does(analysis(SUPPORT, HIGH, "2026-11-27 18:00"));
    desk.forgetsWhatWasTold().until("2026-11-25 12:00");
    assertThat(desk.toldOf(Event.ESCALATION)).isEmpty();
  }

  @Test
  void what_is_met_is_neither_warned_of_nor_breached() {
    desk.does(analysis(SUPPORT, HIGH, "2026-11-25 18:00")).does(solution());
    desk.until("2026-11-25 10:00");
    assertThat(steps(desk)).noneMatch(s -> s.startsWith("DEADLINE_BREACHED"));
    assertThat(desk.toldOf(Event.WARNING)).isEmpty();
  }

  @Test
  void a_breachs_recorded_instant_is_the_due_time_not_the_moment_the_engine_woke_up() {
    desk.at("2026-11-30 12:00").wake();
    assertThat(steps(desk))
        .containsExactly(
            "DEADLINE_WARNED 2026-11-23 14:00",
            "DEADLINE_BREACHED 2026-11-23 18:00",
            "DEADLINE_ESCALATED 2026-11-24 13:00",
            "DEADLINE_ESCALATED 2026-11-24 18:00");
  }

  @Test
  void each_once_however_often_it_wakes() {
    desk.at("2026-11-30 12:00").wake().wake().wake();
    assertThat(steps(desk)).hasSize(4);
    assertThat(desk.the(FIRST_RESPONSE).wakeAt()).isEqualTo(Deadline.NEVER);
  }

  @Test
  void after_an_outage_everything_overdue_is_processed_in_due_order() {
    desk.does(feedbackBy("2026-11-23 12:00"));
    desk.at("2026-11-30 12:00").wake();
    assertThat(desk.history.stream().filter(e -> e.actorKind() == Actor.Kind.PROGRAM))
        .extracting(HistoryEntry::at)
        .isSorted();
    assertThat(desk.the(FEEDBACK).outcome()).isEqualTo(BREACHED);
  }

  @Test
  void after_an_outage_the_same_happened_as_without() {
    var other = Desk.standard().at("2026-11-20 15:30").registers();
    desk.does(feedbackBy("2026-11-23 12:00")).at("2026-12-15 12:00").wake();
    other.does(feedbackBy("2026-11-23 12:00")).until("2026-12-15 12:00");
    assertThat(steps(desk)).isEqualTo(steps(other));
  }

  @Test
  void what_the_engine_missed_is_recorded_before_an_operators_act() {
    desk.at("2026-11-24 10:00").does(analysis(SUPPORT, HIGH, "2026-11-27 18:00"));
    assertThat(desk.the(FIRST_RESPONSE).outcome()).isEqualTo(BREACHED);
    assertThat(desk.when(Act.DEADLINE_WARNED)).containsExactly("2026-11-23 14:00");
    assertThat(desk.when(Act.DEADLINE_BREACHED)).containsExactly("2026-11-23 18:00");
    assertThat(desk.last(Act.DEADLINE_BREACHED).actorKind()).isEqualTo(Actor.Kind.PROGRAM);
  }

  @Test
  void a_ticket_that_the_program_closed_owes_nothing_that_came_due_after() {
    var closes = Desk.standardBut("unanswered: propose", "unanswered: close");
    closes.registers().does(callInVain()).does(feedbackBy("2026-11-25 18:00")).does(question());
    closes.at("2026-12-15 12:00").wake();
    assertThat(closes.state()).isEqualTo(Ticket.State.CLOSED);
    assertThat(closes.the(FEEDBACK).isOwed()).isFalse();
  }

  @Test
  void a_breach_can_be_given_a_cause_and_an_excused_mark() {
    desk.until("2026-11-24 10:00");
    assertThat(desk.the(FIRST_RESPONSE).isCountedBreach()).isTrue();
    desk.does(new TicketAct.ExplainBreach(desk.the(FIRST_RESPONSE).id(), "авария", true));
    assertThat(desk.the(FIRST_RESPONSE).cause()).isEqualTo("авария");
    assertThat(desk.the(FIRST_RESPONSE).outcome()).isEqualTo(BREACHED);
    assertThat(desk.the(FIRST_RESPONSE).isCountedBreach()).isFalse();
    desk.does(new TicketAct.ExplainBreach(desk.the(FIRST_RESPONSE).id(), "сами", false));
    assertThat(desk.the(FIRST_RESPONSE).isCountedBreach()).isTrue();
    assertThat(ActKind.EXPLAIN_BREACH.isForSupervisors()).isTrue();
  }

  @Test
  void what_is_not_breached_has_no_cause() {
    desk.isRefused(new TicketAct.ExplainBreach(desk.the(FIRST_RESPONSE).id(), "?", true));
  }

  @Test
  void the_ticket_knows_its_next_due_time() {
    assertThat(desk.ticket().nextDueAt()).isEqualTo(Desk.wall("2026-11-23 18:00"));
    desk.does(analysis(SUPPORT, HIGH, "2026-11-25 18:00"));
    assertThat(desk.ticket().nextDueAt()).isEqualTo(desk.the(RESOLUTION).dueAt());
  }

  @Test
  void a_term_that_begins_within_its_notice_warns_at_once_and_never_before_its_start() {
    var evening = Desk.partner().at("2026-11-23 16:30").registers();
    evening.does(feedbackBy("2026-11-23 18:00"));
    assertThat(evening.notice(FEEDBACK)).isEqualTo("2026-11-23 16:30");
  }
}
