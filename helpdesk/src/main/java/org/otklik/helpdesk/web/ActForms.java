package org.otklik.helpdesk.web;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.function.LongFunction;
import org.otklik.helpdesk.plan.Category;
import org.otklik.helpdesk.plan.Priority;
import org.otklik.helpdesk.ticket.ActKind;
import org.otklik.helpdesk.ticket.Ticket;
import org.otklik.helpdesk.ticket.TicketAct;

/** The forms on a ticket's page, one for each act, and what they ask for. */
final class ActForms {
  private ActForms() {}

  /** How addresses name an act. */
  static String slug(ActKind kind) {
    return kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static Optional<ActKind> kind(String slug) {
    return Arrays.stream(ActKind.values()).filter(kind -> slug(kind).equals(slug)).findFirst();
  }

  /** Whether it is done whatever else has happened to the ticket since its page was shown. */
  static boolean isSaid(ActKind kind) {
    return switch (kind) {
      case ANSWER, NOTE, ATTEMPT_CALL, LINK, SPLIT -> true;
      default -> false;
    };
  }

  /**
   * What a form asks for; only to be done when the form has no problem.
   *
   * @param ids of tickets by their numbers
   */
  static TicketAct read(ActKind kind, Form form, LongFunction<Optional<Long>> ids) {
    return switch (kind) {
      case ANALYSE -> analysis(form);
      case RECLASSIFY -> reclassification(form);
      case CHOOSE_RELEASE ->
          new TicketAct.ChooseRelease(form.neededId("release"), form.flag("agreed"));
      case PLAN -> new TicketAct.Plan(form.neededInstant("plannedAt"));
      case ATTEMPT_CALL ->
          new TicketAct.AttemptCall("yes".equals(form.text("reached")), form.text("note"));
      case ASK -> new TicketAct.Ask(form.text("question"), form.text("noCallBecause"));
      case ANSWER -> new TicketAct.Answer(form.text("text"));
      case NOTE -> new TicketAct.Note(form.text("text"));
      case ASSIGN -> new TicketAct.Assign(form.id("operator").orElse(null));
      case PROVIDE_SOLUTION -> new TicketAct.ProvideSolution(form.text("text"));
      case ACCEPT -> new TicketAct.Accept(form.instant("arrivedAt").orElse(null));
      case REMARK ->
          new TicketAct.Remark(form.text("remarks"), form.instant("arrivedAt").orElse(null));
      case GIVE_NOTICE ->
          new TicketAct.GiveNotice(
              form.neededId("deadline"),
              form.text("reason"),
              form.instant("arrivedAt").orElse(null));
      case CONSENT ->
          new TicketAct.Consent(form.neededId("deadline"), form.neededInstant("newDueAt"));
      case PROMISE_FEEDBACK ->
          new TicketAct.PromiseFeedback(form.neededInstant("dueAt"), form.text("contact"));
      case GIVE_FEEDBACK -> new TicketAct.GiveFeedback(form.text("text"));
      case PAUSE -> new TicketAct.Pause(form.text("reason"));
      case RESUME -> new TicketAct.Resume();
      case CLOSE ->
          new TicketAct.Close(
              form.choice(Ticket.Closing.class, "because").orElse(Ticket.Closing.REFUSED),
              form.text("text"));
      case REOPEN -> new TicketAct.Reopen(form.text("reason"));
      case MERGE -> new TicketAct.Merge(ticket(form, ids));
      case LINK -> new TicketAct.Link(ticket(form, ids));
      case SPLIT -> new TicketAct.Split(form.neededId("comment"), form.text("subject"));
      case EXPLAIN_BREACH ->
          new TicketAct.ExplainBreach(
              form.neededId("deadline"), form.text("cause"), form.flag("excused"));
      case LIFT_BEST_EFFORT -> new TicketAct.LiftBestEffort(form.text("reason"));
    };
  }

  static TicketAct.Analyse analysis(Form form) {
    return new TicketAct.Analyse(
        form.choice(Category.class, "category").orElse(null),
        form.choice(Priority.class, "priority").orElse(null),
        form.flag("warranty"),
        form.id("responsible").orElse(null),
        form.instant("plannedAt").orElse(null),
        form.id("component").orElse(null),
        form.id("release").orElse(null),
        form.flag("agreed"),
        form.text("text"));
  }

  private static TicketAct.Reclassify reclassification(Form form) {
    TicketAct.Analyse said = analysis(form);
    return new TicketAct.Reclassify(
        said.category(),
        said.priority(),
        said.warranty(),
        said.plannedAt(),
        said.componentId(),
        said.releaseId(),
        said.agreed(),
        form.text("reason"));
  }

  /** A number that no ticket has names none, as an id that none has does. */
  private static long ticket(Form form, LongFunction<Optional<Long>> ids) {
    return ids.apply(form.neededId("ticket")).orElse(0L);
  }
}
