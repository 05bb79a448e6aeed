package org.otklik.helpdesk.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.otklik.helpdesk.calendar.Convention;
import org.otklik.helpdesk.calendar.Term;
import org.otklik.helpdesk.plan.PlanTerms.AnsweredBy;
import org.otklik.helpdesk.plan.PlanTerms.Escalatee;
import org.otklik.helpdesk.plan.PlanTerms.Escalation;
import org.otklik.helpdesk.plan.PlanTerms.Unanswered;

/** The plans that come with the program say what the agreement says. */
class PlansTest {
  static String text(String name) {
    try (var in = PlansTest.class.getResourceAsStream("/plans/" + name + ".yaml")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  static PlanTerms plan(String name) {
    return PlanYaml.read(text(name));
  }

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource({
    "ERROR, URGENT, 1bd, 1bd, 1bd, 4wh",
    "ERROR, HIGH, next unscheduled release, none, as resolution, 4wh",
    "ERROR, NORMAL, next scheduled release, none, as resolution, 4wh",
    "ERROR, LOW, chosen release, none, as resolution, 4wh",
    "SUPPORT, URGENT, 3bd, 3bd, 3bd, 1bd",
    "SUPPORT, HIGH, 3bd, 3bd, 3bd, 1bd",
    "SUPPORT, NORMAL, 5bd, 5bd, 5bd, 1bd",
    "SUPPORT, LOW, 5bd, 5bd, 5bd, 1bd",
    "IMPROVEMENT, NORMAL, chosen release, 5bd, next unscheduled release, 1bd",
    "IMPROVEMENT, LOW, chosen release, 5bd, next unscheduled release, 1bd"
  })
  void the_matrix_line_by_line(
      Category category,
      Priority priority,
      String resolution,
      String acceptance,
      String rework,
      String notice) {
    for (String name : new String[] {"standard", "partner"}) {
      var line = plan(name).line(category, priority).orElseThrow();
      assertThat(line.resolution()).hasToString(resolution);
      assertThat(line.acceptance()).hasToString(acceptance);
      assertThat(line.rework()).hasToString(rework);
      assertThat(line.notice()).hasToString(notice);
    }
  }

  @Test
  void the_matrix_has_no_other_lines() {
    assertThat(plan("standard").matrix()).hasSize(10);
    assertThat(plan("partner").matrix()).hasSize(10);
  }

  @Test
  void the_other_terms_of_the_standard_plan() {
    var plan = plan("standard");
    assertThat(plan.firstResponse()).isEqualTo(Term.businessDays(1));
    assertThat(plan.clarification()).isEqualTo(Term.businessDays(3));
    assertThat(plan.feedback()).isEqualTo(Term.businessDays(3));
    assertThat(plan.staffList()).isEqualTo(Term.businessDays(3));
    assertThat(plan.notice()).isEqualTo(Term.workingHours(4));
    assertThat(plan.reopeningDays()).isEqualTo(14);
    assertThat(plan.reminderDays()).isEqualTo(7);
    assertThat(plan.answeredBy()).isEqualTo(AnsweredBy.ANALYSIS);
    assertThat(plan.unanswered()).isEqualTo(Unanswered.PROPOSE);
  }

  @Test
  void the_standard_plan_counts_civil_code_days() {
    assertThat(plan("standard").providerDays()).isEqualTo(Convention.CIVIL);
    assertThat(plan("standard").clientDays()).isEqualTo(Convention.CIVIL);
  }

  @Test
  void a_breach_escalates_after_four_hours_to_the_supervisor_and_after_a_day_to_the_manager() {
    assertThat(plan("standard").escalation())
        .containsExactly(
            new Escalation(Term.workingHours(4), Escalatee.SUPERVISOR),
            new Escalation(Term.businessDays(1), Escalatee.MANAGER));
  }

  @Test
  void the_partner_plan_differs_an_answer_by_a_person_within_five_working_hours() {
    var partner = plan("partner");
    var standard = plan("standard");
    assertThat(partner.firstResponse()).isEqualTo(Term.workingHours(5));
    assertThat(partner.answeredBy()).isEqualTo(AnsweredBy.PERSON);
    assertThat(partner.matrix()).isEqualTo(standard.matrix());
    assertThat(partner.escalation()).isEqualTo(standard.escalation());
  }

  @ParameterizedTest
  @ValueSource(strings = {"standard", "partner"})
  void what_is_written_reads_as_the_same_plan(String name) {
    var plan = plan(name);
    assertThat(PlanYaml.read(PlanYaml.write(plan))).isEqualTo(plan);
    assertThat(PlanYaml.write(PlanYaml.read(PlanYaml.write(plan)))).isEqualTo(PlanYaml.write(plan));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "3bd",
        "5wh",
        "90m",
        "next scheduled release",
        "next unscheduled release",
        "chosen release",
        "as resolution",
        "none"
      })
  void a_rule_reads_what_it_writes(String text) {
    assertThat(TermRule.parse(text)).hasToString(text);
    assertThat(TermRule.parse(" " + text.toUpperCase(java.util.Locale.ROOT))).hasToString(text);
  }
}
