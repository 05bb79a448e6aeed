package org.otklik.helpdesk.calendar;

import java.util.Locale;
import java.util.regex.Pattern;

/** How long something may take: {@code 1bd}, {@code 5wh}, {@code 90m}. */
public record Term(int amount, Unit unit) {
  /** What a term is counted in. */
  public enum Unit {
    BUSINESS_DAY("bd", "business days", 1_000),
    WORKING_HOUR("wh", "working hours", 10_000),
    WORKING_MINUTE("m", "working minutes", 600_000);

    private final String sign;
    private final String words;
    private final int most;

    Unit(String sign, String words, int most) {
      this.sign = sign;
      this.words = words;
      this.most = most;
    }
  }

  private static final Pattern FORM = Pattern.compile("(-?\\d{1,9})\\s*(bd|wh|m)");

  /**
   * @throws CalendarException when the amount is not positive, or more than about four years
   */
  public Term {
    if (amount < 1 || amount > unit.most) {
      throw CalendarException.of(
          CalendarRule.TERM_TOO_LONG,
          Integer.toString(amount),
          unit.words,
          Integer.toString(unit.most));
    }
  }

  public static Term businessDays(int days) {
    return new Term(days, Unit.BUSINESS_DAY);
  }

  public static Term workingHours(int hours) {
    return new Term(hours, Unit.WORKING_HOUR);
  }

  public static Term workingMinutes(int minutes) {
    return new Term(minutes, Unit.WORKING_MINUTE);
  }

  /**
   * Reads a number and {@code bd}, {@code wh} or {@code m}, with or without a space between.
   *
   * @throws CalendarException when the text says no term, or one that can't be
   */
  public static Term parse(String text) {
    var form = FORM.matcher(text.strip().toLowerCase(Locale.ROOT));
    if (!form.matches()) {
      throw CalendarException.of(CalendarRule.NO_TERM, CalendarException.quoted(text));
    }
    var unit =
        switch (form.group(2)) {
          case "bd" -> Unit.BUSINESS_DAY;
          case "wh" -> Unit.WORKING_HOUR;
          default -> Unit.WORKING_MINUTE;
        };
    return new Term(Integer.parseInt(form.group(1)), unit);
  }

  /** The form that {@link #parse} reads. */
  @Override
  public String toString() {
    return amount + unit.sign;
  }
}
