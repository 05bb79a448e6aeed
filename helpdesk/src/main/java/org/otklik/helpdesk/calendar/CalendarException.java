package org.otklik.helpdesk.calendar;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A calendar, a term or an instant that can't be counted with. The message is one sentence for the
 * person who wrote it, in English; {@link #rule} with {@link #with} says it in any language.
 */
public final class CalendarException extends IllegalArgumentException {
  private static final long serialVersionUID = 2;

  private static final Pattern CONTROLS = Pattern.compile("[\\p{Cntrl}\\p{Cf}]");
  private static final int MAX_QUOTED = 80;

  private final String sentence;
  private final transient Optional<CalendarRule> rule;
  private final transient List<Object> with;

  /** What only the command line says. */
  public CalendarException(String sentence) {
    super(sentence);
    this.sentence = sentence;
    this.rule = Optional.empty();
    this.with = List.of();
  }

  /**
   * What is wrong with something written.
   *
   * @param text quoted, but no more of it than fits, and on one line
   */
  public CalendarException(String text, String words) {
    this(quoted(text) + " " + words);
  }

  private CalendarException(CalendarRule rule, String sentence, List<Object> with) {
    super(sentence);
    this.sentence = sentence;
    this.rule = Optional.of(rule);
    this.with = with;
  }

  /**
   * The rule that is broken.
   *
   * @param with what its sentence mentions; what was written goes through {@link #quoted}
   */
  static CalendarException of(CalendarRule rule, Object... with) {
    return new CalendarException(rule, rule.sentence(with), List.of(with));
  }

  /** The same, of a line of what was written; counted from one. */
  CalendarException inLine(int line) {
    return new CalendarException(
        CalendarRule.IN_LINE,
        CalendarRule.IN_LINE.sentence(line, sentence),
        List.of(Integer.toString(line), this));
  }

  /** The same, of a file. */
  CalendarException inFile(String source) {
    String placed =
        rule.filter(CalendarRule.IN_LINE::equals).isPresent()
            ? source + ", " + sentence
            : CalendarRule.IN_FILE.sentence(source, sentence);
    return new CalendarException(CalendarRule.IN_FILE, placed, List.of(source, this));
  }

  /** On one line, in quotation marks, and no more of it than fits. */
  static String quoted(String text) {
    var line = CONTROLS.matcher(text).replaceAll("\uFFFD");
    var fits = line.length() <= MAX_QUOTED ? line : line.substring(0, MAX_QUOTED) + "…";
    return "\"" + fits + "\"";
  }

  /** The message, which is never missing. */
  public String sentence() {
    return sentence;
  }

  /** What is broken; none when only the sentence says it. */
  public Optional<CalendarRule> rule() {
    return rule;
  }

  /** What the rule's sentence mentions: texts, and for a place what is wrong there. */
  public List<Object> with() {
    return with;
  }
}
