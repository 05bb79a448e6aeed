package org.otklik.helpdesk.year;

import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** How a ticket and a deadline stand, in words that can be compared and read. */
final class Facts {
  private Facts() {}

  static String ticket(
      String state,
      @Nullable String closedBecause,
      @Nullable Instant closedAt,
      @Nullable Instant planned,
      @Nullable Long responsible,
      boolean bestEffort,
      boolean closingProposed,
      Instant nextDue) {
    return state
        + " closed="
        + closedBecause
        + "@"
        + closedAt
        + " planned="
        + planned
        + " responsible="
        + responsible
        + (bestEffort ? " best-effort" : "")
        + (closingProposed ? " closing-proposed" : "")
        + " next="
        + nextDue;
  }

  static String ticket(Retelling told) {
    return ticket(
        told.state,
        told.closedBecause,
        told.closedAt,
        told.planned,
        told.responsible,
        told.bestEffort,
        told.closingProposed,
        told.owed.stream()
            .filter(Owed::isOwed)
            .flatMap(o -> Optional.ofNullable(o.due).stream())
            .min(Comparator.naturalOrder())
            .orElse(Owed.NEVER));
  }

  static String deadline(
      String kind,
      Instant start,
      @Nullable Instant notice,
      @Nullable Instant due,
      boolean provisional,
      String outcome,
      @Nullable Instant fulfilled,
      @Nullable Long release,
      String noticed,
      boolean bestEffort,
      int moves) {
    return kind
        + " start="
        + start
        + " notice="
        + notice
        + " due="
        + due
        + " "
        + outcome
        + " fulfilled="
        + fulfilled
        + " release="
        + release
        + " noticed="
        + noticed
        + " moves="
        + moves
        + (provisional ? " provisional" : "")
        + (bestEffort ? " best-effort" : "");
  }

  static String deadline(Owed o) {
    return deadline(
        o.kind,
        o.start,
        o.notice,
        o.due,
        o.provisional,
        o.outcome,
        o.fulfilled,
        o.release,
        o.noticed,
        o.bestEffort,
        o.moves);
  }

  static Predicate<String> act(String act) {
    return said -> said.startsWith(act + " ");
  }
}
