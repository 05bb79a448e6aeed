package org.otklik.helpdesk.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class DueCommandTest {
  private record Answer(int code, String out, String err) {}

  private static Answer due(String... args) {
    return dueOf("", args);
  }

  private static Answer dueOf(String input, String... args) {
    var stdin = new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8));
    var out = new StringWriter();
    var err = new StringWriter();
    int code =
        new CommandLine(new DueCommand(stdin))
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true))
            .setParameterExceptionHandler(new OneSentence())
            .execute(args);
    return new Answer(code, out.toString(), err.toString());
  }

  private static void refused(Answer answer, String words) {
    assertThat(answer.code()).isEqualTo(2);
    assertThat(answer.out()).isEmpty();
    assertThat(answer.err()).contains(words).hasLineCount(1);
  }

  @Test
  void it_prints_the_due_time_and_two_notice_points() {
    assertThat(due("2026-11-16T10:00", "5bd"))
        .isEqualTo(
            new Answer(
                0,
                """
                2026-11-23T18:00+03:00
                2026-11-23T14:00+03:00
                2026-11-20T18:00+03:00
                """,
                ""));
  }

  @Test
  void notice_points_are_never_before_the_start() {
    assertThat(due("2026-11-20T15:30", "5wh").out())
        .isEqualTo(
            """
            2026-11-23T11:30+03:00
            2026-11-20T16:30+03:00
            2026-11-20T15:30+03:00
            """);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-11-20T15:30",
        "2026-11-20T15:30:00",
        "2026-11-20T15:30:00.000",
        "2026-11-20T15:30+03:00",
        "2026-11-20T15:30:00+03",
        "2026-11-20T15:30+0300",
        "2026-11-20T12:30Z",
        "2026-11-20T12:30:00Z",
        "2026-11-20t12:30z",
        "2026-11-20T07:30-05:00"
      })
  void an_instant_is_read_in_the_forms_of_iso_8601(String instant) {
    assertThat(due(instant, "5wh").out()).startsWith("2026-11-23T11:30+03:00\n");
  }

  @Test
  void seconds_are_printed_when_there_are_any() {
    assertThat(due("2026-11-20T15:30:12.5", "5wh").out())
        .startsWith("2026-11-23T11:30:12.500+03:00\n");
  }

  @Test
  void business_days_follow_the_civil_code_unless_told_otherwise() {
    assertThat(due("2026-11-20T15:30", "1bd").out()).startsWith("2026-11-23T18:00+03:00\n");
    assertThat(due("2026-11-20T15:30", "1bd", "--convention", "civil").out())
        .startsWith("2026-11-23T18:00+03:00\n");
    assertThat(due("--convention=working", "2026-11-20T15:30", "1bd").out())
        .startsWith("2026-11-23T15:30+03:00\n");
    assertThat(due("2026-11-20T15:30", "1bd", "--convention", "civil-midnight").out())
        .startsWith("2026-11-24T00:00+03:00\n");
  }

  @Test
  void another_calendar_comes_from_a_file(@TempDir Path folder) throws IOException {
    var file = folder.resolve("berlin.yaml");
    Files.writeString(
        file,
        """
        zone: Europe/Berlin
        completeYears: all
        weekly:
          monday-friday: 08:00-18:00
        """);
    assertThat(due("2026-11-23T17:00", "4wh", "--calendar", file.toString()).out())
        .startsWith("2026-11-24T11:00+01:00\n");
  }

  @Test
  void a_provisional_due_time_is_marked() {
    assertThat(due("2027-12-30T12:00", "1bd").out())
        .startsWith("2028-01-03T18:00+03:00 provisional\n")
        .containsOnlyOnce("provisional");
  }

  @Test
  void many_are_answered_line_by_line() {
    assertThat(dueOf("2026-11-20T15:30 1bd\n2026-11-20T12:30Z\t5wh\n2027-12-30T12:00 1bd", "-"))
        .isEqualTo(
            new Answer(
                0,
                """
                2026-11-23T18:00+03:00
                2026-11-23T11:30+03:00
                2028-01-03T18:00+03:00 provisional
                """,
                ""));
    assertThat(dueOf("", "-")).isEqualTo(new Answer(0, "", ""));
  }

  @Test
  void a_bad_line_is_answered_in_its_place() {
    var answer =
        dueOf(
            "yesterday 1bd\n\n2026-11-20T15:30\n2026-11-20T15:30 0bd\n2026-11-20T15:30 1bd\n", "-");
    assertThat(answer.code()).isEqualTo(1);
    assertThat(answer.err()).isEmpty();
    assertThat(answer.out())
        .isEqualTo(
            """
            error: "yesterday" is no instant like 2026-11-20T15:30 or 2026-11-20T15:30+03:00.
            error: "" is no instant and a term.
            error: "2026-11-20T15:30" is no instant and a term.
            error: A term of 0 business days can't be counted; it is from 1 to 1000.
            2026-11-23T18:00+03:00
            """);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-11-20",
        "15:30",
        "2026-02-30T10:00",
        "2026-11-20T25:00",
        "2026-11-20T15:30+03:00+03",
        "2026-11-20 15:30",
        "now",
        ""
      })
  void what_is_no_instant_is_refused_with_one_sentence(String instant) {
    refused(due(instant, "1bd"), "is no instant like");
  }

  @Test
  void everything_else_that_is_wrong_is_refused_with_one_sentence() {
    refused(due("2026-11-20T15:30", "1day"), "says no term");
    refused(due("2026-11-20T15:30", "0wh"), "can't be counted");
    refused(due("2026-11-20T15:30"), "A term is missing");
    refused(due("9999-11-20T15:30", "1bd"), "1970 to 2199");
    refused(due("2026-11-20T15:30", "1bd", "--convention", "roman"), "is no convention");
    refused(due("2026-11-20T15:30", "1bd", "--calendar", "missing.yaml"), "missing.yaml");
    refused(due("-", "1bd"), "standard input");
    refused(due(), "Missing required parameter");
    refused(due("2026-11-20T15:30", "1bd", "--planet", "x"), "Unknown option");
    refused(due("2026-11-20T15:30", "1bd", "2bd"), "Unmatched argument");
  }

  @Test
  void a_refusal_stays_on_its_line_whatever_it_quotes() {
    refused(due("2026-11-20T15:30", "1bd\n\u001b[31mred"), "says no term");
    assertThat(dueOf("x".repeat(100_000) + " 1bd\n", "-").out())
        .startsWith("error: \"xxx")
        .hasSizeLessThan(300)
        .hasLineCount(1);
  }

  @Test
  void it_explains_itself() {
    var help = due("--help");
    assertThat(help.code()).isZero();
    assertThat(help.out()).contains("INSTANT", "TERM", "--calendar", "--convention");
  }

  @Test
  void a_plans_terms_are_asked_for_by_its_names_and_have_its_notice_point() {
    assertThat(due("2026-11-20T15:30", "support/low acceptance", "--plan", "standard").out())
        .isEqualTo("2026-11-27T18:00+03:00\n2026-11-26T18:00+03:00\n");
    assertThat(due("2026-11-20T15:30", "first-response", "--plan", "partner").out())
        .isEqualTo("2026-11-23T11:30+03:00\n2026-11-20T16:30+03:00\n");
    assertThat(due("2026-11-20T15:30", "error/urgent rework", "--plan", "standard").out())
        .startsWith("2026-11-23T18:00+03:00\n2026-11-23T14:00+03:00\n");
  }

  @Test
  void a_release_bound_term_ends_with_the_first_release_of_its_kind_that_is_planned() {
    String[] asked = {
      "2026-11-20T15:30",
      "error/high",
      "--plan",
      "standard",
      "--release",
      "scheduled=2026-11-25",
      "--release",
      "unscheduled=2026-11-10",
      "--release",
      "unscheduled=2026-12-08",
      "--release",
      "unscheduled=2026-12-01"
    };
    assertThat(due(asked).out()).isEqualTo("2026-12-01T18:00+03:00\n2026-12-01T14:00+03:00\n");
    assertThat(due("2026-11-20T15:30", "error/normal", "--plan", "standard").out())
        .isEqualTo("without a release\n");
    assertThat(due("2026-11-20T15:30", "error/low acceptance", "--plan", "standard").out())
        .isEqualTo("no term\n");
  }

  @Test
  void what_no_plan_knows_is_refused() {
    refused(due("2026-11-20T15:30", "1bd", "--plan", "golden"), "is no plan");
    refused(due("2026-11-20T15:30", "error/vast", "--plan", "standard"), "no kind of ticket");
    refused(
        due("2026-11-20T15:30", "error/high", "--plan", "standard", "--release", "soon"),
        "is no release");
    refused(due("2026-11-20T15:30", "error/high"), "no term");
  }
}
