package org.otklik.helpdesk.ticket;

import java.util.Arrays;
import java.util.List;
import org.otklik.helpdesk.ticket.Ticket.State;

/** What can be done to a ticket, and in which states: the life of a ticket as a table. */
public enum ActKind {
  ANALYSE(State.REGISTERED, State.AWAITING_CLARIFICATION),
  ATTEMPT_CALL(State.REGISTERED, State.AWAITING_CLARIFICATION, State.IN_PROGRESS),
  ASK(State.REGISTERED, State.AWAITING_CLARIFICATION, State.IN_PROGRESS, State.SOLUTION_PROVIDED),
  RECLASSIFY(State.IN_PROGRESS, State.SOLUTION_PROVIDED),
  CHOOSE_RELEASE(State.IN_PROGRESS),
  PLAN(State.IN_PROGRESS),
  PROVIDE_SOLUTION(State.IN_PROGRESS),
  ACCEPT(State.SOLUTION_PROVIDED),
  REMARK(State.SOLUTION_PROVIDED),
  GIVE_NOTICE(
      State.REGISTERED, State.AWAITING_CLARIFICATION, State.IN_PROGRESS, State.SOLUTION_PROVIDED),
  CONSENT(
      State.REGISTERED, State.AWAITING_CLARIFICATION, State.IN_PROGRESS, State.SOLUTION_PROVIDED),
  PROMISE_FEEDBACK(
      State.REGISTERED, State.AWAITING_CLARIFICATION, State.IN_PROGRESS, State.SOLUTION_PROVIDED),
  GIVE_FEEDBACK(
      State.REGISTERED, State.AWAITING_CLARIFICATION, State.IN_PROGRESS, State.SOLUTION_PROVIDED),
  PAUSE(State.REGISTERED, State.AWAITING_CLARIFICATION, State.IN_PROGRESS, State.SOLUTION_PROVIDED),
  RESUME(
      State.REGISTERED, State.AWAITING_CLARIFICATION, State.IN_PROGRESS, State.SOLUTION_PROVIDED),
  CLOSE(State.REGISTERED, State.AWAITING_CLARIFICATION, State.IN_PROGRESS, State.SOLUTION_PROVIDED),
  MERGE(State.REGISTERED, State.AWAITING_CLARIFICATION, State.IN_PROGRESS, State.SOLUTION_PROVIDED),
  REOPEN(State.CLOSED),
  ANSWER(State.values()),
  NOTE(State.values()),
  ASSIGN(State.values()),
  SPLIT(State.values()),
  LINK(State.values()),
  EXPLAIN_BREACH(State.values()),
  LIFT_BEST_EFFORT(State.values());

  @SuppressWarnings("ImmutableEnumChecker") // List.of makes it so
  private final List<State> states;

  ActKind(State... states) {
    this.states = List.of(states);
  }

  public boolean isAllowedIn(State state) {
    return states.contains(state);
  }

  /** Whether only supervisors may do it. */
  public boolean isForSupervisors() {
    return this == EXPLAIN_BREACH || this == LIFT_BEST_EFFORT;
  }

  /** Everything that can be done in a state. */
  public static List<ActKind> allowedIn(State state) {
    return Arrays.stream(values()).filter(kind -> kind.isAllowedIn(state)).toList();
  }
}
