package org.otklik.helpdesk.holidays;

import java.util.List;
import org.otklik.helpdesk.calendar.PublishedDates;

/** What came of reading dates. */
public sealed interface ReadDates {
  /** The most bytes that a file may have. */
  int MAX_BYTES = 1_000_000;

  /**
   * Dates.
   *
   * @param leftOut how many entries say nothing of whole days, and so were left out
   */
  record Read(PublishedDates dates, int leftOut) implements ReadDates {}

  /**
   * None.
   *
   * @param field what is at fault: {@code file}, {@code years}, {@code country}, …
   * @param key names the words for the reader
   * @param with what the words mention
   */
  record Refused(String field, String key, List<Object> with) implements ReadDates {}

  /** Says why there are none; caught by the readers themselves. */
  final class UnfitException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient Refused refused;

    UnfitException(String field, String rule, Object... with) {
      super(rule, null, false, false);
      this.refused = new Refused(field, "refusal." + rule, List.of(with));
    }

    Refused refused() {
      return refused;
    }
  }
}
