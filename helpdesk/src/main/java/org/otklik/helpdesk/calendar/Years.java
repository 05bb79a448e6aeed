package org.otklik.helpdesk.calendar;

import java.util.regex.Pattern;

/** The years from the first to the last, both included. */
public record Years(int first, int last) {
  /** What a calendar can count in: nanoseconds from 1970 stay within a long until 2262. */
  public static final Years COUNTABLE = new Years(1970, 2199);

  private static final Pattern FORM = Pattern.compile("(\\d{4})(?:\\s*-\\s*(\\d{4}))?");

  public Years {
    if (first > last) {
      throw CalendarException.of(
          CalendarRule.YEARS_BACKWARDS, Integer.toString(first), Integer.toString(last));
    }
  }

  /**
   * Reads {@code 2025-2027}, {@code 2026}, or {@code all}: a calendar that no yearly data changes.
   *
   * @throws CalendarException when the text says no years
   */
  public static Years parse(String text) {
    if (text.equals("all")) {
      return COUNTABLE;
    }
    var form = FORM.matcher(text);
    if (!form.matches()) {
      throw CalendarException.of(CalendarRule.NO_YEARS, CalendarException.quoted(text));
    }
    var first = Integer.parseInt(form.group(1));
    return new Years(first, form.group(2) == null ? first : Integer.parseInt(form.group(2)));
  }

  public boolean contains(int year) {
    return first <= year && year <= last;
  }

  /**
   * These years and others.
   *
   * @throws CalendarException when years between would be missing
   */
  Years with(Years others) {
    if (others.first > last + 1 || others.last < first - 1) {
      throw CalendarException.of(CalendarRule.YEARS_APART, toString(), others.toString());
    }
    return new Years(Math.min(first, others.first), Math.max(last, others.last));
  }

  /** The form that {@link #parse} reads. */
  @Override
  public String toString() {
    if (equals(COUNTABLE)) {
      return "all";
    }
    return first == last ? Integer.toString(first) : first + "-" + last;
  }
}
