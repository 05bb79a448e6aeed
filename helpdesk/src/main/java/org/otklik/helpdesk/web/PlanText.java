package org.otklik.helpdesk.web;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.otklik.helpdesk.plan.Category;
import org.otklik.helpdesk.plan.MatrixLine;
import org.otklik.helpdesk.plan.PlanTerms;
import org.otklik.helpdesk.plan.Priority;
import org.otklik.helpdesk.words.Words;

/** A plan as lines of words, by which revisions are compared. */
public final class PlanText {
  private PlanText() {}

  /** What the terms besides the matrix are, by the name of their field. */
  static Map<String, String> terms(PlanTerms terms, Words words) {
    var lines = new LinkedHashMap<String, String>();
    lines.put("first-response", RuleWords.of(terms.firstResponse(), words));
    lines.put(
        "answered-by", RuleWords.word(terms.answeredBy(), "console.plan.answered-by.", words));
    lines.put("clarification", RuleWords.of(terms.clarification(), words));
    lines.put("unanswered", RuleWords.word(terms.unanswered(), "console.plan.unanswered.", words));
    lines.put("feedback", RuleWords.of(terms.feedback(), words));
    lines.put("staff-list", RuleWords.of(terms.staffList(), words));
    lines.put("notice", RuleWords.of(terms.notice(), words));
    lines.put("days", RuleWords.word(terms.providerDays(), "console.plan.days.", words));
    lines.put("client-days", RuleWords.word(terms.clientDays(), "console.plan.days.", words));
    lines.put("reopening-days", days(terms.reopeningDays(), words));
    lines.put("reminder-days", days(terms.reminderDays(), words));
    lines.put(
        "escalation",
        terms.escalation().stream()
            .map(step ->
                words.say(
                    "console.plan.step",
                    RuleWords.of(step.after(), words),
                    RuleWords.word(step.to(), "console.plan.escalatee.", words)))
            .collect(Collectors.joining("; ")));
    return lines;
  }

  private static String days(int days, Words words) {
    return words.say("console.plan.calendar-days", days);
  }

  /** How a plan's revision differs from the one before: what, from, to. */
  public record Difference(String what, String was, String became) {}

  static List<Difference> differences(PlanTerms before, PlanTerms after, Words words) {
    Map<String, String> was = all(before, words);
    Map<String, String> became = all(after, words);
    return became.entrySet().stream()
        .filter(line -> !Objects.equals(line.getValue(), was.get(line.getKey())))
        .map(line ->
            new Difference(line.getKey(), was.getOrDefault(line.getKey(), ""), line.getValue()))
        .toList();
  }

  private static Map<String, String> all(PlanTerms terms, Words words) {
    var lines = new LinkedHashMap<String, String>();
    terms(terms, words)
        .forEach((field, value) -> lines.put(words.say("console.plan." + field), value));
    for (Category category : Category.values()) {
      for (Priority priority : category.priorities()) {
        terms
            .line(category, priority)
            .ifPresent(line -> {
              String kind =
                  RuleWords.word(category, "category.", words)
                      + " · "
                      + RuleWords.word(priority, "priority.", words);
              cells(line, words)
                  .forEach((column, value) ->
                      lines.put(kind + ", " + words.say("console.plan." + column), value));
            });
      }
    }
    return lines;
  }

  /** A line of the matrix in words, by column. */
  static Map<String, String> cells(MatrixLine line, Words words) {
    var cells = new LinkedHashMap<String, String>();
    cells.put("resolution", RuleWords.of(line.resolution(), words));
    cells.put("acceptance", acceptance(line, words));
    cells.put("rework", RuleWords.of(line.rework(), words));
    cells.put("line-notice", words.say("console.plan.before", RuleWords.of(line.notice(), words)));
    return cells;
  }

  private static String acceptance(MatrixLine line, Words words) {
    String rule = line.acceptance().toString().toLowerCase(Locale.ROOT);
    return rule.equals("none")
        ? words.say("console.plan.no-acceptance")
        : RuleWords.of(line.acceptance(), words);
  }
}
