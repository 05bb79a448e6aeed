package org.otklik.intake.screening;

import java.util.Optional;
import org.otklik.intake.screening.Letter.Copy;
import org.otklik.intake.screening.Verdict.Duplicate;

/**
 * The same message again: the same bytes, or the same Message-ID from the same sender in the same
 * mailbox with the same content. Another message that reuses a Message-ID is no duplicate. Nor is
 * one that would lead somewhere where its copy, from a list or over a forwarder, did not.
 */
final class SeenBefore implements Rule {
  @Override
  public Optional<Verdict> judge(Letter letter) {
    return letter.copyOf().filter(Copy::led).map(SeenBefore::duplicate);
  }

  /** What a verdict comes to when the message repeats one from which nothing followed. */
  static Verdict settled(Letter letter, Verdict verdict) {
    return switch (verdict) {
      case Verdict.Hold _, Verdict.Ignore _ ->
          letter.copyOf().<Verdict>map(SeenBefore::duplicate).orElse(verdict);
      default -> verdict;
    };
  }

  static Duplicate duplicate(Copy earlier) {
    return new Duplicate(earlier.id(), Reason.of("seen-before"));
  }
}
