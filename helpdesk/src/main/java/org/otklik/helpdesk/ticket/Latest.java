package org.otklik.helpdesk.ticket;

import java.time.Instant;
import org.otklik.helpdesk.release.Release;

/** Until when a solution may be planned for, under what an analysis would say. */
public sealed interface Latest {
  /**
   * No later than an instant.
   *
   * @param provisional the term reaches a year that the calendar has no data for
   */
  record At(Instant at, boolean provisional) implements Latest {}

  /** The date is that of a release; its hours end at the instant. */
  record With(Release release, Instant at) implements Latest {}

  /** A release will say when, and none is planned yet. */
  record WithoutRelease() implements Latest {}

  /** No date would do: something else is wrong or missing. */
  record Refused(Refusal refusal) implements Latest {}
}
