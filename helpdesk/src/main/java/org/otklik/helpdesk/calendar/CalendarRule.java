package org.otklik.helpdesk.calendar;

import java.util.Locale;

/**
 * What can be wrong with a calendar, or with what is written of one. The sentences are English;
 * bundles of words have each under {@link #key} in every language.
 */
public enum CalendarRule {
  NO_HOURS_IN_THE_WEEK("A calendar needs working hours on at least one day of the week."),
  NO_HOURS_IN_A_YEAR("Nothing is worked in the year %s: a term that reaches it would never end."),
  NO_HOURS_LEFT("No hours are left on %s; call it a day off."),
  NOT_WHOLE_MINUTES_SHORTER("The day %s is shortened by whole minutes or not."),
  NOT_WHOLE_MINUTES("Working hours begin and end at whole minutes."),
  END_BEFORE_THEY_BEGIN(
      "Working hours from %s to %s end before they begin; split a night at 24:00."),
  HOURS_OVERLAP("The working hours %s and %s overlap."),
  STANDARD_DAY("A standard day is whole minutes, at most 24 hours of them."),
  YEARS_BACKWARDS("The years %s-%s end before they begin."),
  TWO_EXCEPTIONS("The date %s has two exceptions."),
  DATE_TWICE("The date %s is here a second time."),
  WEEKDAY_TWICE("%s names a weekday a second time."),
  TOO_MANY_EXCEPTIONS("A calendar has at most %s exceptions."),

  NO_HOURS("%s says no working hours like 09:00-18:00."),
  NO_WEEKDAY("%s is no weekday like monday."),
  NO_WEEKDAYS("%s names no weekdays like monday-friday."),
  NO_DATE("%s is no date like 2026-11-04 or 2026-01-01..2026-01-08."),
  NO_DATES("%s names no dates, or more than a year of them."),
  NO_DURATION("%s says no time like 9h, 30m or 8h 30m."),
  NO_YEARS("%s says no years like 2025-2027, 2026 or all."),
  NO_ZONE("%s is no time zone like Europe/Moscow."),
  NO_EXCEPTION("%s says nothing of a date; say off, 1h shorter, as monday, or 10:00-14:00."),
  NO_TERM(
      "%s says no term: 1bd is a business day, 5wh are working hours, 90m are working minutes."),
  NO_CONVENTION("%s is no convention; there are %s."),
  TERM_TOO_LONG("A term of %s %s can't be counted; it is from 1 to %s."),
  UNCOUNTABLE_TIME("A working time of %s can't be counted."),
  UNCOUNTABLE_YEAR("A calendar counts in the years from %s to %s only."),

  IN_LINE("line %s: %s"),
  IN_FILE("%s: %s"),
  UNREADABLE_FILE("The calendar %s can't be read."),
  TOO_LARGE("a calendar has at most %s bytes."),
  NO_UTF8("this is no UTF-8 text."),
  NO_YAML("this is no YAML: %s."),
  NO_ACCEPTED_YAML("this is no YAML that is accepted here."),
  EMPTY("the file is empty."),
  MISSING("\"%s\" is missing."),
  KEY_TWICE("%s is here a second time."),
  UNKNOWN_KEY("%s is nothing that a calendar has: %s."),
  ONE_VALUE("Here is more than one value where one belongs."),
  NO_MAPPING("%s consists of lines like \"key: value\"."),

  YEARS_APART("The calendar knows the days off of %s; %s would leave a gap between."),
  NOTHING_TO_BE_WORKED("No weekday's hours can be worked on %s.");

  private final String sentence;

  CalendarRule(String sentence) {
    this.sentence = sentence;
  }

  /** Names its words in the bundles. */
  public String key() {
    return "calendar.rule." + name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** In English. */
  public String sentence(Object... with) {
    return sentence.formatted(with);
  }
}
