package org.otklik.helpdesk.calendar;

import java.util.regex.Pattern;

/** The years from the first to the last, both included. */
public record Years(int first, int last) {
  /** What a calendar can count in: nanoseconds from 1970 stay within a long until 2262. */
  public static final Years COUNTABLE = new Years(1970, 2199);

  private static final Pattern FORM = Pattern.compile("(\\d{4})(?:\\s*-\\s*(\\d{4}))?");

  public Years {
    if (first > last) {
      throw new CalendarException("The years " + first + "-" + last + " end before they begin.");
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
      throw new CalendarException(text, "says no years like 2025-2027, 2026 or all.");
    }
    var first = Integer.parseInt(form.group(1));
    return new Years(first, form.group(2) == null ? first : Integer.parseInt(form.group(2)));
  }

  boolean contains(int year) {
    return first <= year && year <= last;
  }
}
