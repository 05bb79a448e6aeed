package org.otklik.intake.screening;

import java.util.Optional;
import org.otklik.intake.screening.Verdict.Duplicate;

/**
 * The same message again: the same bytes, or the same Message-ID from the same sender in the same
 * mailbox with the same content. Another message that reuses a Message-ID is no duplicate.
 */
final class SeenBefore implements Rule {
  @Override
  public Optional<Verdict> judge(Letter letter) {
    return letter.copyOf().map(earlier -> new Duplicate(earlier, Reason.of("seen-before")));
  }
}
