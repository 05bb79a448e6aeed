package org.otklik.helpdesk.desk;

import java.util.Optional;
import org.otklik.helpdesk.call.CallAct;
import org.otklik.helpdesk.ticket.Refusal;

/** What operators write of calls has a limit, and some of it must not be empty. */
final class CallLimits {
  private static final int TEXT = 100_000;
  private static final int SUBJECT = 500;

  /** Of what a call case keeps of contact and request, together. */
  private static final int CONTACT = 480;

  private CallLimits() {}

  static Optional<Refusal> unfit(CallAct act) {
    return switch (act) {
      case CallAct.OnTheSpot spot ->
          tooLong("subject", spot.subject(), SUBJECT)
              .or(() -> said("asked", spot.asked(), TEXT))
              .or(() -> said("answered", spot.answered(), TEXT));
      case CallAct.FeedbackOwed owed ->
          tooLong("subject", owed.subject(), SUBJECT)
              .or(() -> said("asked", owed.asked(), CONTACT))
              .or(() -> said("contact", owed.contact(), CONTACT))
              .or(() -> Sane.unfit("dueAt", owed.dueAt()));
      case CallAct.Belongs belongs -> said("said", belongs.said(), TEXT);
      case CallAct.NotARequest not -> said("reason", not.reason(), SUBJECT);
    };
  }

  static Optional<Refusal> said(String field, String text, int limit) {
    return text.isBlank()
        ? Optional.of(Refusal.invalid(field, "refusal.empty-text"))
        : tooLong(field, text, limit);
  }

  static Optional<Refusal> tooLong(String field, String text, int limit) {
    return text.length() > limit
        ? Optional.of(Refusal.invalid(field, "refusal.text-too-long", limit))
        : Optional.empty();
  }
}
