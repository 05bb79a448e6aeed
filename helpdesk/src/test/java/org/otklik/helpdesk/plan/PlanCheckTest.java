package org.otklik.helpdesk.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.otklik.helpdesk.plan.PlanException.Problem;

/** A contradictory plan is refused when it is saved, and each thing wrong with it is named. */
class PlanCheckTest {
  private static final String STANDARD = PlansTest.text("standard");
  private static final String URGENT_ERROR =
      "{category: error, priority: urgent, resolution: 1bd, acceptance: 1bd, rework: 1bd, notice:"
          + " 4wh}";

  private static String standardBut(String line, String replacement) {
    assertThat(STANDARD).contains(line);
    return STANDARD.replace(line, replacement);
  }

  private static List<Problem> problems(String yaml) {
    var refused = catchThrowableOfType(PlanException.class, () -> PlanYaml.read(yaml));
    return Objects.requireNonNull(refused, "the plan was taken").problems();
  }

  private static void refuses(String yaml, String field, String key) {
    assertThat(problems(yaml))
        .anySatisfy(problem -> {
          assertThat(problem.field()).isEqualTo(field);
          assertThat(problem.key()).isEqualTo(key);
        });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          first-response: 1bd | first-response: 3wh | first-response
          clarification: 3bd | clarification: 3wh | clarification
          feedback: 3bd | feedback: 239m | feedback
          staff-list: 3bd | staff-list: 1wh | staff-list
          """)
  void a_notice_longer_than_its_term_is_refused(String line, String replacement, String field) {
    refuses(standardBut(line, replacement), field, "plan.notice-longer-than-term");
  }

  @Test
  void a_notice_longer_than_a_term_of_the_matrix_is_refused() {
    refuses(
        standardBut(URGENT_ERROR, URGENT_ERROR.replace("4wh", "2bd")),
        "matrix error/urgent",
        "plan.notice-longer-than-term");
  }

  @Test
  void a_matrix_that_lacks_a_line_is_refused() {
    refuses(
        standardBut("  - " + URGENT_ERROR + "\n", ""), "matrix error/urgent", "plan.line-missing");
  }

  @Test
  void a_matrix_that_says_a_line_twice_is_refused() {
    refuses(
        standardBut("  - " + URGENT_ERROR, "  - " + URGENT_ERROR + "\n  - " + URGENT_ERROR),
        "matrix",
        "plan.line-twice");
  }

  @Test
  void an_improvement_is_normal_or_low_and_nothing_else() {
    refuses(
        STANDARD
            + "  - {category: improvement, priority: urgent, resolution: chosen release,"
            + " acceptance: 5bd, rework: next unscheduled release, notice: 1bd}\n",
        "matrix improvement/urgent",
        "plan.no-such-kind");
  }

  @ParameterizedTest
  @CsvSource({"none", "as resolution"})
  void a_resolution_without_a_term_is_refused(String rule) {
    refuses(
        standardBut(URGENT_ERROR, URGENT_ERROR.replace("resolution: 1bd", "resolution: " + rule)),
        "matrix error/urgent resolution",
        "plan.resolution-without-term");
  }

  @ParameterizedTest
  @CsvSource({"next scheduled release", "chosen release", "as resolution"})
  void an_acceptance_by_a_release_is_refused(String rule) {
    refuses(
        standardBut(URGENT_ERROR, URGENT_ERROR.replace("acceptance: 1bd", "acceptance: " + rule)),
        "matrix error/urgent acceptance",
        "plan.acceptance-by-release");
  }

  @Test
  void a_rework_without_a_term_is_refused() {
    refuses(
        standardBut(URGENT_ERROR, URGENT_ERROR.replace("rework: 1bd", "rework: none")),
        "matrix error/urgent rework",
        "plan.rework-without-term");
  }

  @Test
  void the_more_pressing_is_not_owed_later_than_the_less_pressing() {
    refuses(
        standardBut("priority: urgent, resolution: 3bd", "priority: urgent, resolution: 10bd"),
        "matrix support/high resolution",
        "plan.pressing-owed-later");
  }

  @Test
  void escalation_never_goes_back() {
    refuses(
        standardBut("{after: 1bd, to: manager}", "{after: 4wh, to: manager}"),
        "escalation",
        "plan.escalation-goes-back");
  }

  @ParameterizedTest
  @CsvSource({"-1", "3661"})
  void a_reopening_window_is_some_days(String days) {
    refuses(
        standardBut("reopening-days: 14", "reopening-days: " + days),
        "reopening-days",
        "plan.days-out-of-range");
  }

  @Test
  void reminders_are_at_least_a_day_apart() {
    refuses(
        standardBut("reminder-days: 7", "reminder-days: 0"),
        "reminder-days",
        "plan.days-out-of-range");
  }

  @ParameterizedTest
  @CsvSource({
    "days",
    "client-days",
    "first-response",
    "answered-by",
    "clarification",
    "unanswered",
    "feedback",
    "staff-list",
    "notice",
    "reopening-days",
    "reminder-days"
  })
  void what_is_missing_is_named(String field) {
    refuses(STANDARD.replaceAll("(?m)^" + field + ":.*\n", ""), field, "plan.missing");
  }

  @Test
  void a_plan_without_a_matrix_is_refused() {
    refuses(STANDARD.substring(0, STANDARD.indexOf("matrix:")), "matrix", "plan.missing");
  }

  @ParameterizedTest
  @CsvSource({
    "first-response: 1bd, first-response: soon, first-response",
    "first-response: 1bd, first-response: 0bd, first-response",
    "days: civil, days: lunar, days",
    "unanswered: propose, unanswered: shrug, unanswered",
    "reopening-days: 14, reopening-days: many, reopening-days"
  })
  void what_says_nothing_is_named(String line, String replacement, String field) {
    refuses(standardBut(line, replacement), field, "plan.unreadable");
  }

  @Test
  void everything_wrong_is_named_at_once() {
    var twice =
        standardBut("reopening-days: 14", "reopening-days: -1")
            .replace("reminder-days: 7", "reminder-days: 0");
    assertThat(problems(twice))
        .extracting(Problem::field)
        .containsExactlyInAnyOrder("reopening-days", "reminder-days");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          [1, 2]
          just words
          a: {b: {c: {d: {e: {f: {g: 1}}}}}}
          !!java.net.URL [http://example.org]
          x: &a [1], y: *a
          """)
  void what_is_no_plan_is_refused_in_words(String yaml) {
    assertThat(problems(yaml)).isNotEmpty();
  }

  @Test
  void a_key_said_twice_is_refused() {
    assertThat(problems("notice: 4wh\n" + STANDARD))
        .extracting(Problem::key)
        .containsExactly("plan.no-yaml");
  }

  @Test
  void a_plan_too_long_is_refused_unread() {
    assertThat(problems(STANDARD + "#".repeat(100_000)))
        .extracting(Problem::key)
        .containsExactly("plan.too-long");
  }

  @Test
  void a_word_in_place_of_the_matrix_lines_is_refused() {
    refuses(
        STANDARD.substring(0, STANDARD.indexOf("matrix:")) + "matrix: [none]\n",
        "matrix",
        "plan.missing");
  }
}
