package org.otklik.helpdesk.web;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.otklik.helpdesk.plan.Category;
import org.otklik.helpdesk.plan.PlanException;
import org.otklik.helpdesk.plan.Priority;

/**
 * What a plan's editor shows.
 *
 * @param name of the plan; "" for a new one
 * @param from the plan that a new one begins as
 * @param revision that is edited, 0 for a new plan
 * @param fields as {@link PlanForm} names them
 * @param refused why it wasn't saved as a whole; "" when nothing was refused
 * @param problems what is wrong, each at its field
 */
public record PlanEditPage(
    Chrome chrome,
    String name,
    String from,
    int revision,
    Map<String, String> fields,
    String refused,
    List<PlanException.Problem> problems) {

  private static final Map<String, List<String>> RULES =
      Map.of(
          "resolution",
          List.of("next scheduled release", "next unscheduled release", "chosen release"),
          "acceptance",
          List.of("none"),
          "rework",
          List.of(
              "as resolution",
              "next scheduled release",
              "next unscheduled release",
              "chosen release"));

  public boolean isNew() {
    return revision == 0;
  }

  public String value(String field) {
    return fields.getOrDefault(field, "");
  }

  /** What the field of a column of the matrix is called. */
  public String cell(Category category, Priority priority, String column) {
    return PlanForm.name(category, priority) + " " + column;
  }

  public String line(Category category, Priority priority) {
    return PlanForm.name(category, priority);
  }

  /** The rules that a column can have besides a term. */
  public List<String> rules(String column) {
    return RULES.getOrDefault(column, List.of());
  }

  public String rule(String rule) {
    return chrome.say("console.value." + rule.replace(' ', '-'));
  }

  /** What is wrong with a field, in words; "" when nothing is. */
  public String wrong(String field) {
    return problems.stream()
        .filter(problem -> problem.field().equals(field))
        .map(problem -> chrome.say(problem.key(), problem.value()))
        .collect(Collectors.joining(" "));
  }

  /** For the attribute id. */
  public String id(String field) {
    return "plan-" + field.replaceAll("[ /]", "-");
  }

  public int steps() {
    return PlanForm.STEPS;
  }
}
