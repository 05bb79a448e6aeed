package org.otklik.helpdesk.mail;

import java.util.List;
import org.otklik.intake.Screened;
import org.otklik.intake.VerdictHandler;
import org.otklik.intake.screening.Reason;
import org.otklik.intake.screening.Verdict;

/**
 * What becomes of history: it is kept and can be looked at, and that is all. A ticket made of it
 * would have deadlines that were over before it was registered, and an acknowledgement would
 * surprise whoever wrote years ago.
 */
record ImportedMail(VerdictHandler desk) implements VerdictHandler {
  /** Why it is ignored. */
  static final String REASON = "imported";

  @Override
  public void act(List<Screened> screened) {
    desk.act(screened.stream().map(ImportedMail::ignored).toList());
  }

  @Override
  public void failed(Screened unjudged, RuntimeException failure) {
    desk.failed(unjudged, failure);
  }

  private static Screened ignored(Screened screened) {
    return switch (screened.verdict()) {
      case Verdict.Duplicate _, Verdict.Unreadable _ -> screened;
      case Verdict verdict ->
          new Screened(
              screened.kept(),
              screened.message(),
              screened.contentSha256(),
              new Verdict.Ignore(Reason.of(REASON, verdict.reason().key())));
    };
  }
}
