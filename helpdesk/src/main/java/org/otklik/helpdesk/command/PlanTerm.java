package org.otklik.helpdesk.command;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.otklik.helpdesk.calendar.BusinessCalendar;
import org.otklik.helpdesk.calendar.CalendarException;
import org.otklik.helpdesk.calendar.Convention;
import org.otklik.helpdesk.calendar.Due;
import org.otklik.helpdesk.calendar.Term;
import org.otklik.helpdesk.plan.Category;
import org.otklik.helpdesk.plan.MatrixLine;
import org.otklik.helpdesk.plan.PlanException;
import org.otklik.helpdesk.plan.PlanTerms;
import org.otklik.helpdesk.plan.PlanYaml;
import org.otklik.helpdesk.plan.Priority;
import org.otklik.helpdesk.plan.TermRule;
import org.otklik.helpdesk.release.ReleaseKind;

/**
 * A term as it is asked for by a name of a plan: {@code first-response}, {@code error/high}, {@code
 * support/low acceptance}; or by itself, as {@code 3bd} and {@code next scheduled release}.
 *
 * @param days how its business days are counted
 * @param notice how long before a party must have told the other
 */
record PlanTerm(TermRule rule, Convention days, Term notice) {

  /** A release that is planned; of no kind is the one that was chosen. */
  record Planned(@Nullable ReleaseKind kind, LocalDate day) {
    /** Reads {@code scheduled=2026-12-15}, {@code unscheduled=…}, {@code chosen=…}. */
    static Planned parse(String text) {
      String[] parts = text.split("=", 2);
      try {
        ReleaseKind kind =
            parts[0].equals("chosen")
                ? null
                : ReleaseKind.valueOf(parts[0].toUpperCase(Locale.ROOT));
        return new Planned(kind, LocalDate.parse(parts.length == 2 ? parts[1] : ""));
      } catch (IllegalArgumentException | DateTimeException e) {
        throw new CalendarException(text, "is no release like scheduled=2026-12-15.");
      }
    }
  }

  /** The plan that comes with the program under a name, or that a file has. */
  static PlanTerms plan(String nameOrFile) {
    try (InputStream known = PlanTerm.class.getResourceAsStream("/plans/" + nameOrFile + ".yaml")) {
      return PlanYaml.read(
          known == null
              ? Files.readString(Path.of(nameOrFile))
              : new String(known.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException | IllegalArgumentException e) {
      String why =
          e instanceof PlanException problems
              ? problems.problems().stream()
                  .map(problem -> problem.field() + " " + problem.value())
                  .collect(Collectors.joining(", "))
              : "it can't be read";
      throw new CalendarException(nameOrFile, "is no plan: " + why + ".");
    }
  }

  /** What a plan calls so. */
  static PlanTerm parse(String text, PlanTerms plan) {
    Convention ours = plan.providerDays();
    return switch (text.strip().toLowerCase(Locale.ROOT)) {
      case "first-response" -> within(plan.firstResponse(), ours, plan);
      case "clarification" -> within(plan.clarification(), plan.clientDays(), plan);
      case "feedback" -> within(plan.feedback(), ours, plan);
      case "staff-list" -> within(plan.staffList(), plan.clientDays(), plan);
      default ->
          text.contains("/")
              ? ofMatrix(text.strip(), plan)
              : new PlanTerm(TermRule.parse(text), ours, plan.notice());
    };
  }

  private static PlanTerm within(Term term, Convention days, PlanTerms plan) {
    return new PlanTerm(new TermRule.Within(term), days, plan.notice());
  }

  private static PlanTerm ofMatrix(String text, PlanTerms plan) {
    String[] words = text.toUpperCase(Locale.ROOT).split("[/\\s]+", -1);
    MatrixLine line =
        named(Category.values(), words[0])
            .flatMap(category ->
                named(Priority.values(), words[1])
                    .flatMap(priority -> plan.line(category, priority)))
            .orElseThrow(
                () -> new CalendarException(text, "is no kind of ticket like error/urgent."));
    return switch (words.length < 3 ? "RESOLUTION" : words[2]) {
      case "RESOLUTION" -> new PlanTerm(line.resolution(), plan.providerDays(), line.notice());
      case "ACCEPTANCE" -> new PlanTerm(line.acceptance(), plan.clientDays(), line.notice());
      case "REWORK" -> new PlanTerm(line.reworkRule(), plan.providerDays(), line.notice());
      default -> throw new CalendarException(text, "asks for no resolution, acceptance or rework.");
    };
  }

  private static <E extends Enum<E>> Optional<E> named(E[] values, String name) {
    return Arrays.stream(values).filter(value -> value.name().equals(name)).findFirst();
  }

  /** When it is due; empty without a release, or where there is no term. */
  Optional<Due> due(Instant from, BusinessCalendar calendar, List<Planned> releases) {
    return switch (rule) {
      case TermRule.Within(Term term) -> Optional.of(calendar.due(from, term, days));
      case TermRule.NextRelease(ReleaseKind kind) -> first(from, calendar, releases, kind);
      case TermRule.ChosenRelease _ -> first(from, calendar, releases, null);
      case TermRule.AsResolution _, TermRule.Undated _ -> Optional.empty();
    };
  }

  private static Optional<Due> first(
      Instant from, BusinessCalendar calendar, List<Planned> releases, @Nullable ReleaseKind kind) {
    var ends = new ArrayList<Instant>();
    releases.stream()
        .filter(release -> release.kind() == kind)
        .map(release -> calendar.endOf(release.day()))
        .filter(end -> end.isAfter(from))
        .forEach(ends::add);
    return ends.stream().min(Instant::compareTo).map(end -> new Due(end, false));
  }

  /** What to say where nothing says when it is due. */
  String withoutDate() {
    return rule.isReleaseBound() ? "without a release" : "no term";
  }
}
