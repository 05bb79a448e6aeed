package org.otklik.helpdesk.calendar;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** How the business days of a term are counted; its hours and minutes are always working time. */
public enum Convention {
  /**
   * The day of the event does not count, and the term ends when working hours end on the n-th
   * business day after it (ГК РФ ст. 191, 194).
   */
  CIVIL,
  /** As {@link #CIVIL}, but the last day runs until its midnight. */
  CIVIL_MIDNIGHT,
  /** A business day is the calendar's standard day of working time, from the event on. */
  WORKING;

  /**
   * Reads {@code civil}, {@code civil-midnight} or {@code working}.
   *
   * @throws CalendarException when the text names none of them
   */
  public static Convention parse(String text) {
    return Arrays.stream(values())
        .filter(convention -> convention.toString().equals(text))
        .findFirst()
        .orElseThrow(() ->
            CalendarException.of(
                CalendarRule.NO_CONVENTION, CalendarException.quoted(text), names()));
  }

  private static String names() {
    return Arrays.stream(values()).map(Convention::toString).collect(Collectors.joining(", "));
  }

  /** The form that {@link #parse} reads. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
