package org.otklik.helpdesk.web;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.otklik.helpdesk.desk.RefusalWords;
import org.otklik.helpdesk.plan.Category;
import org.otklik.helpdesk.plan.MatrixLine;
import org.otklik.helpdesk.plan.TermRule;
import org.otklik.helpdesk.release.Release;
import org.otklik.helpdesk.release.ReleaseKind;
import org.otklik.helpdesk.ticket.Latest;
import org.otklik.helpdesk.ticket.Matter;
import org.otklik.helpdesk.ticket.TicketAct;
import org.otklik.helpdesk.words.Words;

/**
 * The part of an analysis that follows from the rest of it: until when the solution may be planned,
 * and the release where one is to be chosen. Fetched anew as the rest changes.
 *
 * @param form the form that it is part of
 */
public record TermsPart(
    Words words,
    Times times,
    String form,
    Matter matter,
    TicketAct.Analyse said,
    Map<String, String> typed,
    Latest latest) {

  /** Which line of the matrix it would be. */
  public Optional<MatrixLine> line() {
    return Optional.ofNullable(said.category())
        .flatMap(category ->
            Optional.ofNullable(said.priority())
                .flatMap(priority -> matter.agreement().plan().terms().line(category, priority)));
  }

  public boolean choosesRelease() {
    return line().filter(l -> l.resolution() instanceof TermRule.ChosenRelease).isPresent();
  }

  public boolean needsAgreement() {
    return said.category() == Category.IMPROVEMENT;
  }

  /** The planned releases that one can choose from. */
  public List<Release> releases() {
    Long component =
        said.componentId() == null ? matter.ticket().componentId() : said.componentId();
    return matter.releases().releases().stream()
        .filter(r -> r.kind() == ReleaseKind.SCHEDULED)
        .filter(r -> Long.valueOf(r.componentId()).equals(component))
        .toList();
  }

  public boolean isChosen(Release release) {
    Long chosen = said.releaseId() == null ? matter.ticket().releaseId() : said.releaseId();
    return Long.valueOf(release.id()).equals(chosen);
  }

  public boolean isAgreed() {
    return said.agreed();
  }

  /** Whether an operator names the date: no release does. */
  public boolean namesDate() {
    return switch (latest) {
      case Latest.At _ -> true;
      case Latest.With _, Latest.WithoutRelease _ -> false;
      case Latest.Refused _ -> !choosesRelease();
    };
  }

  /** The date to propose, as the field has it; "" without one. */
  public String proposed() {
    return latest instanceof Latest.At(Instant at, _) ? local(at) : "";
  }

  /** What the field shows: what was typed, unless that only was what had been proposed. */
  public String date() {
    String date = typed.getOrDefault("plannedAt", "");
    return date.isBlank() || date.equals(typed.getOrDefault("proposed", "")) ? proposed() : date;
  }

  private String local(Instant at) {
    return LocalDateTime.ofInstant(at, times.zone()).truncatedTo(ChronoUnit.MINUTES).toString();
  }

  /** Until when, in words. */
  public String limit() {
    return switch (latest) {
      case Latest.At(Instant at, boolean provisional) ->
          words.say("console.latest.at", times.full(at))
              + (provisional ? " " + words.say("console.deadline.provisional") : "");
      case Latest.With(Release release, Instant at) ->
          words.say("console.latest.with", release.name(), times.full(at));
      case Latest.WithoutRelease _ -> words.say("console.latest.without-release");
      case Latest.Refused(var refusal) ->
          said.category() == null || said.priority() == null
              ? words.say("console.latest.unknown")
              : RefusalWords.of(refusal, words, times.zone());
    };
  }

  /** Its style class. */
  public String tone() {
    return switch (latest) {
      case Latest.At _, Latest.With _ -> "known";
      case Latest.WithoutRelease _ -> "warn";
      case Latest.Refused _ -> "open";
    };
  }

  /** What the plan says about such a ticket, in words. */
  public String rule() {
    return line()
        .map(l ->
            words.say(
                "console.latest.rule",
                RuleWords.of(l.resolution(), words),
                RuleWords.of(l.acceptance(), words)))
        .orElse("");
  }
}
