package org.otklik.helpdesk.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.micronaut.serde.annotation.Serdeable;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.otklik.helpdesk.desk.TicketDetails.Details;
import org.otklik.helpdesk.desk.TicketDetails.Linked;
import org.otklik.helpdesk.desk.TicketFile;
import org.otklik.helpdesk.release.Release;
import org.otklik.helpdesk.ticket.ActKind;
import org.otklik.helpdesk.ticket.Latest;
import org.otklik.helpdesk.words.Words;

/** What the API shows of one ticket. */
final class TicketViews {
  private TicketViews() {}

  /**
   * A whole ticket.
   *
   * @param allowed what the asker can do to it now
   */
  @Serdeable
  record Ticket(
      Views.TicketItem ticket,
      Standing standing,
      List<Link> links,
      List<ActKind> allowed,
      List<Views.Comment> comments,
      List<Views.Deadline> deadlines,
      List<Views.Letter> letters,
      List<Views.Entry> history) {
    static Ticket of(Details found, List<ActKind> allowed) {
      TicketFile file = found.file();
      return new Ticket(
          Views.TicketItem.of(file.ticket()),
          Standing.of(found),
          found.links().stream().map(Link::of).toList(),
          allowed,
          file.comments().stream().map(c -> Views.Comment.of(c, file)).toList(),
          file.deadlines().stream().map(Views.Deadline::of).toList(),
          file.letters().stream().map(Views.Letter::of).toList(),
          file.history().stream().map(e -> Views.Entry.of(e, file)).toList());
    }
  }

  /**
   * Where a ticket stands in its life.
   *
   * @param release the chosen one, on which the solution comes
   * @param closedBecause ACCEPTED, UNANSWERED, WITHDRAWN, DUPLICATE or REFUSED
   * @param mergedInto the ticket that goes on for it
   */
  @Serdeable
  @JsonInclude(JsonInclude.Include.ALWAYS)
  record Standing(
      PlanReference plan,
      @Nullable String category,
      @Nullable String priority,
      boolean warranty,
      Views.@Nullable Reference component,
      Views.@Nullable Reference release,
      @Nullable Instant analysedAt,
      @Nullable Instant plannedAt,
      @Nullable Instant solvedAt,
      @Nullable Instant closedAt,
      @Nullable String closedBecause,
      @Nullable TicketReference mergedInto,
      boolean bestEffort,
      boolean closingProposed) {
    static Standing of(Details found) {
      var ticket = found.ticket();
      return new Standing(
          new PlanReference(found.plan().name(), found.plan().revision()),
          name(ticket.category()),
          name(ticket.priority()),
          ticket.warranty(),
          found
              .component()
              .map(c -> new Views.Reference(Long.toString(c.id()), c.name()))
              .orElse(null),
          found.release().map(TicketViews::reference).orElse(null),
          ticket.analysedAt(),
          ticket.plannedAt(),
          ticket.solvedAt(),
          ticket.closedAt(),
          name(ticket.closedBecause()),
          found.mergedInto().map(TicketReference::of).orElse(null),
          ticket.bestEffort(),
          ticket.closingProposed());
    }
  }

  private static Views.Reference reference(Release release) {
    return new Views.Reference(Long.toString(release.id()), release.name());
  }

  static @Nullable String name(@Nullable Enum<?> value) {
    return value == null ? null : value.name();
  }

  /** The revision of a plan. */
  @Serdeable
  record PlanReference(String name, int revision) {}

  /** Another ticket. */
  @Serdeable
  record TicketReference(String id, long number, String subject, String state) {
    static TicketReference of(org.otklik.helpdesk.ticket.Ticket ticket) {
      return new TicketReference(
          Long.toString(ticket.id()), ticket.number(), ticket.subject(), ticket.state().name());
    }
  }

  /**
   * What a ticket has to do with another one.
   *
   * @param kind RELATED, CONTINUES, DUPLICATE_OF or SPLIT_FROM
   * @param outgoing whether this ticket is that to the other, or the other to this one
   */
  @Serdeable
  record Link(String kind, boolean outgoing, TicketReference ticket) {
    static Link of(Linked linked) {
      return new Link(linked.kind().name(), linked.outgoing(), TicketReference.of(linked.other()));
    }
  }

  /**
   * Until when a solution may be planned for.
   *
   * @param answer {@code by} an instant, {@code with-release}, {@code without-release} while none
   *     is planned, or {@code refused}
   * @param provisional the term reaches a year whose days off are not all known
   * @param why what is wrong or missing, in the reader's language
   */
  @Serdeable
  @JsonInclude(JsonInclude.Include.ALWAYS)
  record LatestDate(
      String answer,
      @Nullable Instant at,
      boolean provisional,
      Views.@Nullable Reference release,
      @Nullable String field,
      @Nullable String rule,
      @Nullable String why) {
    static LatestDate of(Latest latest, Words words, Problems.InWords inWords) {
      return switch (latest) {
        case Latest.At(Instant at, boolean provisional) ->
            new LatestDate("by", at, provisional, null, null, null, null);
        case Latest.With(Release release, Instant at) ->
            new LatestDate("with-release", at, false, reference(release), null, null, null);
        case Latest.WithoutRelease() ->
            new LatestDate("without-release", null, false, null, null, null, null);
        case Latest.Refused(var refusal) ->
            new LatestDate(
                "refused",
                null,
                false,
                null,
                refusal.field(),
                Problems.rule(refusal.key()),
                inWords.say(refusal, words));
      };
    }
  }
}
