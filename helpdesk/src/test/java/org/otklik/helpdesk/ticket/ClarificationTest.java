package org.otklik.helpdesk.ticket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.otklik.helpdesk.deadline.Deadline.Outcome.BREACHED;
import static org.otklik.helpdesk.deadline.Deadline.Outcome.MET;
import static org.otklik.helpdesk.deadline.Deadline.Outcome.OPEN;
import static org.otklik.helpdesk.deadline.DeadlineKind.CLARIFICATION;
import static org.otklik.helpdesk.deadline.DeadlineKind.FIRST_RESPONSE;
import static org.otklik.helpdesk.deadline.DeadlineKind.RESOLUTION;
import static org.otklik.helpdesk.plan.Category.SUPPORT;
import static org.otklik.helpdesk.plan.Priority.HIGH;
import static org.otklik.helpdesk.ticket.Acts.analysis;
import static org.otklik.helpdesk.ticket.Acts.callInVain;
import static org.otklik.helpdesk.ticket.Acts.callThatReached;
import static org.otklik.helpdesk.ticket.Acts.closing;
import static org.otklik.helpdesk.ticket.Acts.question;
import static org.otklik.helpdesk.ticket.Acts.questionWithoutCall;

import org.junit.jupiter.api.Test;
import org.otklik.helpdesk.history.Actor;
import org.otklik.helpdesk.history.HistoryEntry.Act;
import org.otklik.helpdesk.ticket.Told.Audience;
import org.otklik.helpdesk.ticket.Told.Event;

/** Clarification belongs to the analysis: phone first, three business days, a fresh term after. */
class ClarificationTest {
  private final Desk desk = Desk.standard().at("2026-11-20 15:30").registers();

  private Desk asked() {
    return desk.does(callInVain()).does(question());
  }

  @Test
  void phone_first() {
    assertThat(desk.isRefused(question()).key()).isEqualTo("refusal.question.call-first");
    assertThat(desk.state()).isEqualTo(Ticket.State.REGISTERED);
  }

  @Test
  void a_call_that_reached_the_client_did_not_fail() {
    desk.does(callThatReached());
    assertThat(desk.isRefused(question()).key()).isEqualTo("refusal.question.call-first");
  }

  @Test
  void a_call_in_vain_counts_no_longer_once_another_reached_the_client() {
    desk.does(callInVain()).does(callThatReached());
    assertThat(desk.isRefused(question()).key()).isEqualTo("refusal.question.call-first");
  }

  @Test
  void after_a_recorded_call_attempt_the_ticket_awaits_clarification() {
    asked();
    assertThat(desk.state()).isEqualTo(Ticket.State.AWAITING_CLARIFICATION);
    assertThat(desk.when(Act.CALL_ATTEMPTED)).hasSize(1);
    assertThat(desk.toldOf(Event.QUESTION)).containsExactly(Audience.REQUESTER);
  }

  @Test
  void a_stated_reason_stands_for_the_call() {
    desk.does(questionWithoutCall());
    assertThat(desk.state()).isEqualTo(Ticket.State.AWAITING_CLARIFICATION);
    assertThat(desk.comments).anyMatch(c -> c.text().equals("нет телефона"));
  }

  @Test
  void the_question_ends_the_first_response_term() {
    asked();
    assertThat(desk.the(FIRST_RESPONSE).outcome()).isEqualTo(MET);
  }

  @Test
  void a_call_attempt_alone_ends_no_term() {
    desk.does(callInVain());
    assertThat(desk.the(FIRST_RESPONSE).outcome()).isEqualTo(OPEN);
  }

  @Test
  void the_client_has_three_business_days_to_comment() {
    asked();
    assertThat(desk.due(CLARIFICATION)).isEqualTo("2026-11-25 18:00");
    assertThat(desk.notice(CLARIFICATION)).isEqualTo("2026-11-25 14:00");
  }

  @Test
  void the_clients_comment_ends_the_wait_and_starts_a_fresh_first_response_term() {
    asked().until("2026-11-24 10:00").replies("HP 1020");
    assertThat(desk.the(CLARIFICATION).outcome()).isEqualTo(MET);
    assertThat(desk.state()).isEqualTo(Ticket.State.REGISTERED);
    assertThat(desk.all(FIRST_RESPONSE)).hasSize(2);
    assertThat(desk.due(FIRST_RESPONSE)).isEqualTo("2026-11-25 18:00");
    assertThat(desk.toldOf(Event.REPLIED)).containsExactly(Audience.RESPONSIBLE);
  }

  @Test
  void each_question_is_preceded_by_a_call_of_its_own() {
    asked().until("2026-11-24 10:00").replies("HP 1020");
    assertThat(desk.isRefused(question()).key()).isEqualTo("refusal.question.call-first");
    desk.does(callInVain()).does(question());
    assertThat(desk.state()).isEqualTo(Ticket.State.AWAITING_CLARIFICATION);
    assertThat(desk.due(CLARIFICATION)).isEqualTo("2026-11-27 18:00");
  }

  @Test
  void at_the_notice_point_the_client_is_reminded() {
    asked().until("2026-11-25 14:01");
    assertThat(desk.toldOf(Event.CLIENT_WARNING)).containsExactly(Audience.REQUESTER);
    assertThat(desk.toldOf(Event.WARNING)).isEmpty();
    assertThat(desk.when(Act.DEADLINE_WARNED)).containsExactly("2026-11-25 14:00");
  }

  @Test
  void past_due_closing_is_proposed_to_the_operator() {
    asked().until("2026-11-25 18:01");
    assertThat(desk.state()).isEqualTo(Ticket.State.AWAITING_CLARIFICATION);
    assertThat(desk.ticket().closingProposed()).isTrue();
    assertThat(desk.toldOf(Event.CLOSING_PROPOSED)).containsExactly(Audience.RESPONSIBLE);
    assertThat(desk.when(Act.DEADLINE_BREACHED)).containsExactly("2026-11-25 18:00");
  }

  @Test
  void the_provider_may_close_it_unworked_only_after_that() {
    asked();
    desk.until("2026-11-25 18:00");
    assertThat(desk.isRefused(closing(Ticket.Closing.UNANSWERED)).key())
        .isEqualTo("refusal.closing.answer-not-overdue");
    desk.until("2026-11-25 18:01").does(closing(Ticket.Closing.UNANSWERED));
    assertThat(desk.ticket().closedBecause()).isEqualTo(Ticket.Closing.UNANSWERED);
    assertThat(desk.toldOf(Event.CLOSED)).containsExactly(Audience.REQUESTER);
  }

  @Test
  void a_plan_may_close_it_by_itself() {
    var closes = Desk.standardBut("unanswered: propose", "unanswered: close");
    closes.registers().does(callInVain()).does(question()).until("2026-11-25 18:01");
    assertThat(closes.state()).isEqualTo(Ticket.State.CLOSED);
    assertThat(closes.ticket().closedBecause()).isEqualTo(Ticket.Closing.UNANSWERED);
  }

  @Test
  void what_the_program_closed_the_history_does_not_lay_at_an_operators_door() {
    var closes = Desk.standardBut("unanswered: propose", "unanswered: close");
    closes.registers().does(callInVain()).does(question());
    closes.at("2026-11-26 10:00").does(new TicketAct.Note("Что там?"));
    assertThat(closes.state()).isEqualTo(Ticket.State.CLOSED);
    assertThat(closes.last(Act.CLOSED).actorKind()).isEqualTo(Actor.Kind.PROGRAM);
    assertThat(closes.last(Act.NOTED).actorKind()).isEqualTo(Actor.Kind.OPERATOR);
  }

  @Test
  void it_is_not_closed_before_the_mailboxes_have_been_read_past_the_due_time() {
    var closes = Desk.standardBut("unanswered: propose", "unanswered: close");
    closes.registers().does(callInVain()).does(question());
    closes.mailReadUntil("2026-11-25 18:00").until("2026-11-25 18:05");
    assertThat(closes.state()).isEqualTo(Ticket.State.AWAITING_CLARIFICATION);
    assertThat(closes.when(Act.DEADLINE_BREACHED)).isEmpty();
    closes.mailReadUntil("2026-11-25 18:01").until("2026-11-25 18:07");
    assertThat(closes.state()).isEqualTo(Ticket.State.CLOSED);
    assertThat(closes.when(Act.DEADLINE_BREACHED)).containsExactly("2026-11-25 18:00");
  }

  @Test
  void nor_may_an_operator_close_it_while_mail_lies_unread() {
    asked().mailReadUntil("2026-11-25 17:59").until("2026-11-26 09:30");
    assertThat(desk.isRefused(closing(Ticket.Closing.UNANSWERED)).key())
        .isEqualTo("refusal.closing.answer-not-overdue");
  }

  @Test
  void a_reply_that_arrived_in_time_but_was_read_late_meets_the_term() {
    asked().mailReadUntil("2026-11-25 17:00").until("2026-11-26 09:30");
    desk.replies("HP 1020", Desk.wall("2026-11-25 17:30"));
    assertThat(desk.the(CLARIFICATION).outcome()).isEqualTo(MET);
    assertThat(desk.ticket().bestEffort()).isFalse();
  }

  @Test
  void a_reply_that_arrived_in_time_withdraws_the_breach_and_lifts_best_effort() {
    asked().until("2026-11-26 09:30");
    assertThat(desk.ticket().bestEffort()).isTrue();
    desk.replies("HP 1020", Desk.wall("2026-11-25 17:30"));
    assertThat(desk.the(CLARIFICATION).outcome()).isEqualTo(MET);
    assertThat(desk.the(CLARIFICATION).fulfilledAt()).isEqualTo(Desk.wall("2026-11-25 17:30"));
    assertThat(desk.when(Act.BREACH_WITHDRAWN)).hasSize(1);
    assertThat(desk.ticket().bestEffort()).isFalse();
    assertThat(desk.the(FIRST_RESPONSE).bestEffort()).isFalse();
  }

  @Test
  void held_mail_that_arrived_in_time_withdraws_the_breach_even_after_the_closing() {
    asked().until("2026-11-26 09:30").does(closing(Ticket.Closing.UNANSWERED));
    desk.at("2026-11-27 12:00").replies("HP 1020", Desk.wall("2026-11-25 17:30"));
    assertThat(desk.state()).isEqualTo(Ticket.State.REGISTERED);
    assertThat(desk.the(CLARIFICATION).outcome()).isEqualTo(MET);
    assertThat(desk.ticket().bestEffort()).isFalse();
    assertThat(desk.the(FIRST_RESPONSE).bestEffort()).isFalse();
  }

  @Test
  void held_mail_that_arrived_in_time_counts_although_a_late_one_was_seen_before() {
    asked().until("2026-11-26 09:30").replies("Алло?");
    assertThat(desk.the(CLARIFICATION).outcome()).isEqualTo(BREACHED);
    desk.at("2026-11-26 10:00").replies("HP 1020", Desk.wall("2026-11-25 17:30"));
    assertThat(desk.the(CLARIFICATION).outcome()).isEqualTo(MET);
    assertThat(desk.ticket().bestEffort()).isFalse();
  }

  @Test
  void a_late_reply_is_a_breach_though_the_engine_had_not_seen_it_yet() {
    asked().mailReadUntil("2026-11-25 17:00").at("2026-11-26 09:30").replies("HP 1020");
    assertThat(desk.the(CLARIFICATION).outcome()).isEqualTo(BREACHED);
    assertThat(desk.when(Act.DEADLINE_BREACHED)).containsExactly("2026-11-25 18:00");
    assertThat(desk.ticket().bestEffort()).isTrue();
    assertThat(desk.the(FIRST_RESPONSE).bestEffort()).isTrue();
  }

  @Test
  void a_question_in_progress_stops_no_clock() {
    desk.does(analysis(SUPPORT, HIGH, "2026-11-25 18:00")).does(question());
    assertThat(desk.state()).isEqualTo(Ticket.State.IN_PROGRESS);
    assertThat(desk.due(RESOLUTION)).isEqualTo("2026-11-25 18:00");
    assertThat(desk.owes(CLARIFICATION)).isFalse();
    desk.until("2026-11-25 18:01");
    assertThat(desk.the(RESOLUTION).outcome()).isEqualTo(BREACHED);
  }

  @Test
  void an_answer_to_a_question_in_progress_changes_no_state() {
    desk.does(analysis(SUPPORT, HIGH, "2026-11-25 18:00")).does(question()).replies("HP 1020");
    assertThat(desk.state()).isEqualTo(Ticket.State.IN_PROGRESS);
    assertThat(desk.due(RESOLUTION)).isEqualTo("2026-11-25 18:00");
  }

  @Test
  void the_analysis_may_end_while_the_client_is_silent() {
    asked().does(analysis(SUPPORT, HIGH, "2026-11-25 18:00"));
    assertThat(desk.state()).isEqualTo(Ticket.State.IN_PROGRESS);
    assertThat(desk.owes(CLARIFICATION)).isFalse();
  }
}
