package org.otklik.helpdesk.calendar;

/**
 * A calendar, a term or an instant that can't be counted with. The message is one sentence for the
 * person who wrote it.
 */
public final class CalendarException extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  private final String sentence;

  public CalendarException(String sentence) {
    super(sentence);
    this.sentence = sentence;
  }

  /** The message, which is never missing. */
  public String sentence() {
    return sentence;
  }
}
