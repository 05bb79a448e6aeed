package org.otklik.helpdesk.desk;

import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.otklik.helpdesk.ticket.Refusal;

/** Dates and texts from outside have limits that no rule of the agreement needs to speak of. */
public final class Sane {
  private static final LocalDate FIRST = LocalDate.of(2000, 1, 1);
  private static final LocalDate LAST = LocalDate.of(2199, 12, 31);

  private Sane() {}

  /** To the microsecond, as instants are kept: what is hashed must be what is read again. */
  public static @Nullable Instant kept(@Nullable Instant instant) {
    return instant == null ? null : instant.truncatedTo(ChronoUnit.MICROS);
  }

  /** Refuses what lies in no century of ours. */
  public static Optional<Refusal> unfit(String field, @Nullable Instant instant) {
    boolean fits =
        instant == null
            || (instant.isAfter(Instant.parse(FIRST + "T00:00:00Z"))
                && instant.isBefore(Instant.parse(LAST + "T00:00:00Z")));
    return fits
        ? Optional.empty()
        : Optional.of(Refusal.invalid(field, "refusal.date.out-of-range"));
  }

  public static Optional<Refusal> unfit(String field, @Nullable LocalDate day) {
    return day == null || (day.isAfter(FIRST) && day.isBefore(LAST))
        ? Optional.empty()
        : Optional.of(Refusal.invalid(field, "refusal.date.out-of-range"));
  }
}
