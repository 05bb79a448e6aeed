package org.otklik.helpdesk.ticket;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/** Attempts to reach somebody count by half-days: before noon and after it, in a zone. */
public final class HalfDays {
  /** In vain on so many, and one may give up. */
  public static final int ENOUGH = 3;

  private static final int NOON = 12;

  private HalfDays() {}

  /** On how many half-days they were called in vain, with one more attempt. */
  public static int counted(int before, @Nullable Instant last, Instant now, ZoneId zone) {
    return last != null && of(last, zone).equals(of(now, zone)) ? before : before + 1;
  }

  private static Half of(Instant at, ZoneId zone) {
    var local = at.atZone(zone);
    return new Half(local.toLocalDate(), local.getHour() < NOON);
  }

  private record Half(LocalDate day, boolean morning) {}
}
