package org.otklik.helpdesk.desk;

import java.util.Optional;
import org.otklik.helpdesk.ticket.Refusal;
import org.otklik.helpdesk.ticket.TicketAct;

/** What people say comes from outside: it has a limit, and some of it must not be empty. */
final class ActLimits {
  /** The longest text, in characters. */
  private static final int TEXT = 100_000;

  private static final int CAUSE = 500;

  private ActLimits() {}

  static Optional<Refusal> unfit(TicketAct act) {
    return switch (act) {
      case TicketAct.Analyse analyse -> tooLong("text", analyse.text(), TEXT);
      case TicketAct.Reclassify reclassify -> tooLong("reason", reclassify.reason(), TEXT);
      case TicketAct.AttemptCall attempt -> tooLong("note", attempt.note(), TEXT);
      case TicketAct.Ask ask ->
          said("question", ask.question(), TEXT)
              .or(() -> tooLong("noCallBecause", ask.noCallBecause(), TEXT));
      case TicketAct.Answer answer -> said("text", answer.text(), TEXT);
      case TicketAct.Note note -> said("text", note.text(), TEXT);
      case TicketAct.ProvideSolution solution -> said("text", solution.text(), TEXT);
      case TicketAct.Remark remark -> said("remarks", remark.remarks(), TEXT);
      case TicketAct.GiveNotice notice -> said("reason", notice.reason(), TEXT);
      case TicketAct.PromiseFeedback promise -> said("contact", promise.contact(), TEXT);
      case TicketAct.GiveFeedback feedback -> said("text", feedback.text(), TEXT);
      case TicketAct.Pause pause -> said("reason", pause.reason(), TEXT);
      case TicketAct.Close close -> tooLong("text", close.text(), TEXT);
      case TicketAct.Reopen reopen -> said("reason", reopen.reason(), TEXT);
      case TicketAct.Split split -> said("subject", split.subject(), CAUSE);
      case TicketAct.ExplainBreach explain -> said("cause", explain.cause(), CAUSE);
      case TicketAct.LiftBestEffort lift -> said("reason", lift.reason(), TEXT);
      case TicketAct.ChooseRelease _,
          TicketAct.Plan _,
          TicketAct.Assign _,
          TicketAct.Accept _,
          TicketAct.Consent _,
          TicketAct.Resume _,
          TicketAct.Merge _,
          TicketAct.Link _ ->
          Optional.empty();
    };
  }

  private static Optional<Refusal> said(String field, String text, int limit) {
    return text.isBlank()
        ? Optional.of(Refusal.invalid(field, "refusal.empty-text"))
        : tooLong(field, text, limit);
  }

  private static Optional<Refusal> tooLong(String field, String text, int limit) {
    return text.length() > limit
        ? Optional.of(Refusal.invalid(field, "refusal.text-too-long", limit))
        : Optional.empty();
  }
}
