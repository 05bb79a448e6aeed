package org.otklik.helpdesk.year;

import java.util.Set;
import org.otklik.helpdesk.ticket.TicketAct;

/** The life of a ticket as the agreement tells it: what may be done in which state. */
final class Rules {
  private static final Set<String> BEFORE_WORK = Set.of("REGISTERED", "AWAITING_CLARIFICATION");
  private static final Set<String> AT_WORK = Set.of("IN_PROGRESS", "SOLUTION_PROVIDED");

  private Rules() {}

  static boolean allows(String state, TicketAct act) {
    return switch (act) {
      case TicketAct.Analyse _ -> BEFORE_WORK.contains(state);
      case TicketAct.Reclassify _ -> AT_WORK.contains(state);
      case TicketAct.ChooseRelease _, TicketAct.Plan _, TicketAct.ProvideSolution _ ->
          state.equals("IN_PROGRESS");
      case TicketAct.Accept _, TicketAct.Remark _ -> state.equals("SOLUTION_PROVIDED");
      case TicketAct.AttemptCall _ -> BEFORE_WORK.contains(state) || state.equals("IN_PROGRESS");
      case TicketAct.Ask _,
          TicketAct.GiveNotice _,
          TicketAct.Consent _,
          TicketAct.PromiseFeedback _,
          TicketAct.GiveFeedback _,
          TicketAct.Pause _,
          TicketAct.Resume _,
          TicketAct.Close _,
          TicketAct.Merge _ ->
          !state.equals("CLOSED");
      case TicketAct.Reopen _ -> state.equals("CLOSED");
      case TicketAct.Answer _,
          TicketAct.Note _,
          TicketAct.Assign _,
          TicketAct.Split _,
          TicketAct.Link _,
          TicketAct.ExplainBreach _,
          TicketAct.LiftBestEffort _ ->
          true;
    };
  }
}
