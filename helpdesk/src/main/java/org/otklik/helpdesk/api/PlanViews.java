package org.otklik.helpdesk.api;

import io.micronaut.serde.annotation.Serdeable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.otklik.helpdesk.plan.Category;
import org.otklik.helpdesk.plan.Plan;
import org.otklik.helpdesk.plan.PlanTerms;
import org.otklik.helpdesk.plan.PlanYaml;
import org.otklik.helpdesk.plan.Priority;

/** What the API shows of plans, and takes: each term as the documentation of plans writes it. */
final class PlanViews {
  private PlanViews() {}

  /** A revision of a plan in a list. */
  @Serdeable
  record PlanItem(String id, String name, int revision) {
    static PlanItem of(Plan plan) {
      return new PlanItem(Long.toString(plan.id()), plan.name(), plan.revision());
    }
  }

  /**
   * A whole plan.
   *
   * @param definition the same terms in YAML
   */
  @Serdeable
  record PlanView(PlanItem plan, Terms terms, String definition) {
    static PlanView of(Plan plan) {
      return new PlanView(PlanItem.of(plan), Terms.of(plan.terms()), PlanYaml.write(plan.terms()));
    }
  }

  /** Whom a lasting breach is taken to: {@code supervisor} or {@code manager}. */
  @Serdeable
  record Step(@Nullable String after, @Nullable String to) {
    Map<String, Object> named() {
      return present("after", after, "to", to);
    }
  }

  /** A line of the matrix. */
  @Serdeable
  record Line(
      @Nullable String category,
      @Nullable String priority,
      @Nullable String resolution,
      @Nullable String acceptance,
      @Nullable String rework,
      @Nullable String notice) {
    Map<String, Object> named() {
      return present(
          "category", category,
          "priority", priority,
          "resolution", resolution,
          "acceptance", acceptance,
          "rework", rework,
          "notice", notice);
    }
  }

  /**
   * What a plan promises, and asks of the client.
   *
   * @param answeredBy {@code analysis} or {@code person}
   * @param unanswered {@code propose} or {@code close}
   */
  @Serdeable
  record Terms(
      @Nullable String days,
      @Nullable String clientDays,
      @Nullable String firstResponse,
      @Nullable String answeredBy,
      @Nullable String clarification,
      @Nullable String unanswered,
      @Nullable String feedback,
      @Nullable String staffList,
      @Nullable String notice,
      @Nullable Integer reopeningDays,
      @Nullable Integer reminderDays,
      @Nullable List<Step> escalation,
      @Nullable List<Line> matrix) {

    static Terms of(PlanTerms terms) {
      return new Terms(
          terms.providerDays().toString(),
          terms.clientDays().toString(),
          terms.firstResponse().toString(),
          word(terms.answeredBy()),
          terms.clarification().toString(),
          word(terms.unanswered()),
          terms.feedback().toString(),
          terms.staffList().toString(),
          terms.notice().toString(),
          terms.reopeningDays(),
          terms.reminderDays(),
          terms.escalation().stream()
              .map(step -> new Step(step.after().toString(), word(step.to())))
              .toList(),
          lines(terms));
    }

    private static List<Line> lines(PlanTerms terms) {
      var lines = new java.util.ArrayList<Line>();
      for (Category category : Category.values()) {
        for (Priority priority : category.priorities()) {
          terms
              .line(category, priority)
              .ifPresent(line ->
                  lines.add(
                      new Line(
                          word(category),
                          word(priority),
                          line.resolution().toString(),
                          line.acceptance().toString(),
                          line.rework().toString(),
                          line.notice().toString())));
        }
      }
      return lines;
    }

    /** By the names that the documentation of plans gives them; what is null is left out. */
    Map<String, Object> named() {
      return present(
          "days", days,
          "client-days", clientDays,
          "first-response", firstResponse,
          "answered-by", answeredBy,
          "clarification", clarification,
          "unanswered", unanswered,
          "feedback", feedback,
          "staff-list", staffList,
          "notice", notice,
          "reopening-days", reopeningDays,
          "reminder-days", reminderDays,
          "escalation", escalation == null ? null : escalation.stream().map(Step::named).toList(),
          "matrix", matrix == null ? null : matrix.stream().map(Line::named).toList());
    }
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  private static Map<String, Object> present(@Nullable Object... pairs) {
    var map = new LinkedHashMap<String, Object>();
    for (int i = 0; i < pairs.length; i += 2) {
      Object value = pairs[i + 1];
      if (value != null) {
        map.put(String.valueOf(pairs[i]), value);
      }
    }
    return map;
  }
}
