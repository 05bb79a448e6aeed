package org.otklik.helpdesk.calendar;

import java.util.regex.Pattern;

/**
 * A calendar, a term or an instant that can't be counted with. The message is one sentence for the
 * person who wrote it.
 */
public final class CalendarException extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  private static final Pattern CONTROLS = Pattern.compile("[\\p{Cntrl}\\p{Cf}]");
  private static final int MAX_QUOTED = 80;

  private final String sentence;

  public CalendarException(String sentence) {
    super(sentence);
    this.sentence = sentence;
  }

  /**
   * What is wrong with something written.
   *
   * @param text quoted, but no more of it than fits, and on one line
   */
  public CalendarException(String text, String words) {
    this(quoted(text) + " " + words);
  }

  static String quoted(String text) {
    var line = CONTROLS.matcher(text).replaceAll("\uFFFD");
    var fits = line.length() <= MAX_QUOTED ? line : line.substring(0, MAX_QUOTED) + "…";
    return "\"" + fits + "\"";
  }

  /** The message, which is never missing. */
  public String sentence() {
    return sentence;
  }
}
