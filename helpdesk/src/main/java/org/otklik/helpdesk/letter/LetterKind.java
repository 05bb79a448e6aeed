package org.otklik.helpdesk.letter;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.otklik.helpdesk.deadline.DeadlineKind;
import org.otklik.helpdesk.ticket.Ticket;
import org.otklik.helpdesk.ticket.Told;

/**
 * A kind of letter that has a template, and what its template can name. That is a list, so that a
 * template reaches nothing that its letter isn't to tell.
 *
 * @param name {@code solution}, {@code acknowledgement}, …
 */
public record LetterKind(String name, Set<String> placeholders) {
  /** What a template can take in as a whole. */
  static final Set<String> PARTS = Set.of("kind", "signature", "solution-date", "ticket");

  private static final List<String> OF_TICKETS =
      List.of(
          "reader",
          "requester",
          "responsible",
          "client",
          "signature",
          "toClient",
          "number",
          "subject",
          "text",
          "zone",
          "state",
          "category",
          "priority",
          "warranty",
          "planned",
          "nextDue",
          "termsSoftened",
          "closesUnanswered",
          "closing",
          "because",
          "closedAt",
          "reopenUntil",
          "deadline",
          "kind",
          "due",
          "noticeAt",
          "noticed",
          "release",
          "byRelease",
          "withoutRelease",
          "provisional",
          "bestEffort");

  private static final String CALL_BACK = "reader number client due zone text signature";

  private static final List<LetterKind> ALL =
      Stream.concat(
              Stream.of(
                  of("acknowledgement", "reader number subject due zone signature"),
                  of("forward", "sender address subject signature"),
                  of("invitation", "reader address client registered signature"),
                  of("held-too-long", "count term list"),
                  of("call-back-due", CALL_BACK),
                  of("call-back-missed", CALL_BACK),
                  of("staff-list-reminder", "client contract due zone signature"),
                  of("staff-list-missing", "client contract due zone signature"),
                  of("release-shipped", "client component release signature")),
              Arrays.stream(Told.Event.values())
                  .map(event -> new LetterKind(dashed(event), ofTickets())))
          .toList();

  public LetterKind {
    placeholders = Set.copyOf(placeholders);
  }

  /** Every kind there is. */
  public static List<LetterKind> all() {
    return ALL;
  }

  public static Optional<LetterKind> named(String name) {
    return ALL.stream().filter(kind -> kind.name().equals(name)).findFirst();
  }

  private static LetterKind of(String name, String placeholders) {
    return new LetterKind(name, Set.of(placeholders.split(" ")));
  }

  private static Set<String> ofTickets() {
    var names = new TreeSet<>(OF_TICKETS);
    Arrays.stream(Ticket.Closing.values()).forEach(c -> names.add("because." + dashed(c)));
    Arrays.stream(DeadlineKind.values()).forEach(k -> names.add("kind." + dashed(k)));
    return names;
  }

  private static String dashed(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
