package org.otklik.helpdesk.command;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.otklik.helpdesk.calendar.BusinessCalendar;
import org.otklik.helpdesk.calendar.CalendarData;
import org.otklik.helpdesk.calendar.CalendarException;
import org.otklik.helpdesk.calendar.CalendarYaml;
import org.otklik.helpdesk.calendar.Convention;
import org.otklik.helpdesk.calendar.Due;
import org.otklik.helpdesk.calendar.Term;
import org.otklik.helpdesk.plan.PlanTerms;
import org.otklik.helpdesk.plan.TermRule;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Says when a term ends, so that anyone can check how deadlines are counted. */
@Command(
    name = "due",
    mixinStandardHelpOptions = true,
    description = {
      "Says when a term ends that begins at an instant, and below it the notice points 4 wh and"
          + " 1 bd before.",
      "\"provisional\" after a due time: the term reaches a year whose days off are not all known."
    })
public final class DueCommand implements Callable<Integer> {
  private static final List<Term> NOTICES = List.of(Term.workingHours(4), Term.businessDays(1));

  private final InputStream input;

  @Spec private @Nullable CommandSpec spec;

  @Parameters(
      index = "0",
      paramLabel = "INSTANT",
      description =
          "2026-11-20T15:30 (in the calendar's zone), 2026-11-20T15:30+03:00; or - to read lines"
              + " \"INSTANT TERM\" from standard input and answer each with one line.")
  private String start = "";

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "TERM",
      description = {
        "1bd (business days), 5wh (working hours), 90m (working minutes).",
        "With --plan also what the plan names: first-response, clarification, feedback, staff-list,"
            + " error/high, \"support/low acceptance\", \"error/low rework\"; and \"next scheduled"
            + " release\", \"next unscheduled release\", \"chosen release\"."
      })
  private @Nullable String term;

  @Option(
      names = "--calendar",
      paramLabel = "FILE",
      description =
          "A calendar in YAML instead of Russia's with 09:00-18:00; see docs/calendars.md.")
  private @Nullable Path file;

  @Option(
      names = "--convention",
      paramLabel = "NAME",
      description =
          "How business days are counted: civil (the default), civil-midnight or working. A plan"
              + " says it by itself.")
  private @Nullable String convention;

  @Option(
      names = "--plan",
      paramLabel = "PLAN",
      description =
          "standard, partner, or a plan in YAML (docs/plans.md): terms by its names, with the one"
              + " notice point that it sets.")
  private @Nullable String plan;

  @Option(
      names = "--release",
      paramLabel = "KIND=DATE",
      description =
          "A planned release: scheduled=2026-12-15, unscheduled=…, or chosen=…; repeatable.")
  private List<String> releases = List.of();

  /** What the plan says, once it is read. */
  private @Nullable PlanTerms terms;

  public DueCommand() {
    this(System.in);
  }

  DueCommand(InputStream input) {
    this.input = input;
  }

  /** 0; 1 when a line of the input was refused; 2 when all was. */
  @Override
  public Integer call() throws IOException {
    try {
      var calendar = new BusinessCalendar(data());
      terms = plan == null ? null : PlanTerm.plan(plan);
      return start.equals("-") ? answerLines(calendar) : answer(calendar);
    } catch (CalendarException e) {
      commandLine().getErr().println(e.sentence());
      return ExitCode.USAGE;
    }
  }

  private CalendarData data() {
    return file == null ? CalendarYaml.russia() : CalendarYaml.read(file);
  }

  private int answer(BusinessCalendar calendar) {
    if (term == null) {
      throw new CalendarException("A term is missing after the instant, like 1bd, 5wh or 90m.");
    }
    var from = WrittenInstant.parse(start, calendar.zone());
    var asked = term(term);
    var due = asked.due(from, calendar, planned());
    var out = commandLine().getOut();
    out.println(line(due, asked, calendar));
    if (due.isPresent()) {
      for (var notice : plan == null ? NOTICES : List.of(asked.notice())) {
        var point = calendar.noticePoint(due.get().at(), notice, from);
        out.println(WrittenInstant.format(point, calendar.zone()));
      }
    }
    return ExitCode.OK;
  }

  /** By a plan's names, or just a term. */
  private PlanTerm term(String text) {
    Optional<Convention> days = Optional.ofNullable(convention).map(Convention::parse);
    if (terms == null) {
      return new PlanTerm(
          new TermRule.Within(Term.parse(text)), days.orElse(Convention.CIVIL), NOTICES.getFirst());
    }
    PlanTerm named = PlanTerm.parse(text, terms);
    return new PlanTerm(named.rule(), days.orElse(named.days()), named.notice());
  }

  private List<PlanTerm.Planned> planned() {
    return releases.stream().map(PlanTerm.Planned::parse).toList();
  }

  private int answerLines(BusinessCalendar calendar) throws IOException {
    if (term != null) {
      throw new CalendarException("With - the terms are on standard input, beside the instants.");
    }
    Optional.ofNullable(convention).ifPresent(Convention::parse);
    var out = commandLine().getOut();
    var code = ExitCode.OK;
    var lines = new BufferedReader(new InputStreamReader(input, StandardCharsets.UTF_8));
    for (var line = lines.readLine(); line != null; line = lines.readLine()) {
      try {
        out.println(answered(line, calendar));
      } catch (CalendarException e) {
        out.println("error: " + e.sentence());
        code = ExitCode.SOFTWARE;
      }
    }
    return code;
  }

  private String answered(String line, BusinessCalendar calendar) {
    var words = line.strip().split("\\s+", 2);
    if (words.length < 2) {
      throw new CalendarException(line.strip(), "is no instant and a term.");
    }
    Instant from = WrittenInstant.parse(words[0], calendar.zone());
    var asked = term(words[1]);
    return line(asked.due(from, calendar, planned()), asked, calendar);
  }

  private static String line(Optional<Due> due, PlanTerm asked, BusinessCalendar calendar) {
    return due.map(
            known -> {
              var at = WrittenInstant.format(known.at(), calendar.zone());
              return known.provisional() ? at + " provisional" : at;
            })
        .orElseGet(asked::withoutDate);
  }

  private picocli.CommandLine commandLine() {
    if (spec == null) {
      throw new IllegalStateException("runs within picocli only");
    }
    return spec.commandLine();
  }
}
