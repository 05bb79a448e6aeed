package org.otklik.helpdesk.year;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.otklik.helpdesk.ticket.TicketAct;

/**
 * All that was done in the year, by whom and when, and whether the program agreed. What the program
 * made of it stands nowhere here.
 */
final class YearLog {
  final List<Entry> world = new ArrayList<>();
  final Map<Long, List<Entry>> tickets = new TreeMap<>();
  final TreeSet<Instant> cranks = new TreeSet<>();
  final Map<String, Integer> refusals = new TreeMap<>();
  int acts;
  private long last;

  /** Something happened, in the order of numbers. */
  record Entry(long seq, Instant at, Event event) {
    @Override
    public String toString() {
      return at + "  " + event;
    }
  }

  /** What there is. */
  sealed interface Event {}

  record Planned(long release, long component, boolean scheduled, LocalDate day) implements Event {}

  record Moved(long release, LocalDate day) implements Event {}

  record CalledOff(long release) implements Event {}

  record Shipped(long release) implements Event {}

  record Recalendared(String calendar, Hours hours) implements Event {}

  record Registered(Cast.Firm firm, Cast.Person requester, Terms terms) implements Event {}

  record Replied(Instant arrived) implements Event {}

  /**
   * Somebody wanted something.
   *
   * @param target the how manieth of the ticket's deadlines it was about, -1 for none
   * @param refusal why it wasn't done, null when it was
   */
  record Did(long by, TicketAct act, int target, @Nullable String refusal) implements Event {}

  void add(Instant at, Event event) {
    world.add(new Entry(++last, at, event));
  }

  void add(long ticket, Instant at, Event event) {
    tickets.computeIfAbsent(ticket, id -> new ArrayList<>()).add(new Entry(++last, at, event));
    acts++;
    if (event instanceof Did did && did.refusal() != null) {
      refusals.merge(did.act().kind() + " " + did.refusal(), 1, Integer::sum);
    }
  }

  void crank(Instant at) {
    cranks.add(at);
  }

  /** When the engine last came by, for whatever ticket. */
  Instant lastCrank() {
    return cranks.isEmpty() ? Instant.EPOCH : cranks.last();
  }

  int refused() {
    return refusals.values().stream().mapToInt(Integer::intValue).sum();
  }
}
