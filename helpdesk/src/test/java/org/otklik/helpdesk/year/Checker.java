package org.otklik.helpdesk.year;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Says what must have come of everything in the log, and holds it against what the program kept:
 * every deadline, everything that the history says of it, every letter.
 */
final class Checker {
  private final Cast cast;
  private final YearLog log;
  private final Instant end;
  private final Map<Hours, SlowCalendar> calendars = new HashMap<>();

  int deadlines;
  int warnings;
  int breaches;
  int escalations;
  int reminders;
  int missing;
  int twice;
  int wrong;

  /** What is to be read about it by whoever has to find out why; of the first tickets only. */
  final List<String> findings = new ArrayList<>();

  Checker(Cast cast, YearLog log, Instant end) {
    this.cast = cast;
    this.log = log;
    this.end = end;
  }

  void check(Kept kept) {
    log.tickets.forEach((id, entries) -> {
      RetoldActs told = retold(entries);
      count(told);
      Optional.ofNullable(kept.tickets.get(id))
          .ifPresentOrElse(
              ticket -> compare(id, told, ticket, entries),
              () -> {
                missing++;
                findings.add("ticket " + id + " is missing");
              });
    });
    kept.tickets.keySet().stream()
        .filter(id -> !log.tickets.containsKey(id))
        .forEach(id -> {
          wrong++;
          findings.add("nobody asked for ticket " + id);
        });
  }

  private RetoldActs retold(List<YearLog.Entry> entries) {
    YearLog.Entry first = entries.getFirst();
    YearLog.Registered begun = (YearLog.Registered) first.event();
    String calendar = begun.firm().calendar();
    Board board = new Board();
    var world = log.world;
    Hours hours = Optional.ofNullable(cast.calendars.get(calendar)).orElseThrow();
    TermClock clock = new TermClock(begun.terms(), board, calendar(hours));
    @Nullable RetoldActs told = null;
    int next = 0;
    for (YearLog.Entry entry : entries) {
      while (next < world.size() && world.get(next).seq() < entry.seq()) {
        around(world.get(next++), told, board, clock, calendar);
      }
      if (told == null) {
        told = new RetoldActs(cast, begun, first.at(), clock, log);
      } else {
        told.retell(entry);
      }
    }
    while (next < world.size()) {
      around(world.get(next++), told, board, clock, calendar);
    }
    RetoldActs whole = Optional.ofNullable(told).orElseThrow();
    whole.until(end);
    return whole;
  }

  private void around(
      YearLog.Entry entry,
      @Nullable RetoldActs told,
      Board board,
      TermClock clock,
      String calendar) {
    switch (entry.event()) {
      case YearLog.Planned planned -> {
        board.plan(planned);
        if (told != null) {
          told.released(entry, board.find(planned.release()).orElseThrow());
        }
      }
      case YearLog.Moved _, YearLog.CalledOff _, YearLog.Shipped _ -> {
        // Time first, with the board as it was.
        Board.Release was = board.change(entry.event());
        if (told != null) {
          told.released(entry, was);
        }
      }
      case YearLog.Recalendared(String name, Hours hours) -> {
        if (name.equals(calendar)) {
          if (told == null) {
            clock.calendar = calendar(hours);
          } else {
            told.recalendared(entry, calendar(hours));
          }
        }
      }
      default -> throw new IllegalArgumentException(entry.toString());
    }
  }

  private SlowCalendar calendar(Hours hours) {
    return calendars.computeIfAbsent(hours, SlowCalendar::new);
  }

  private void count(RetoldActs told) {
    deadlines += told.owed.size();
    warnings += count(told, "DEADLINE_WARNED");
    breaches += count(told, "DEADLINE_BREACHED");
    escalations += count(told, "DEADLINE_ESCALATED");
    reminders += count(told, "REMINDED");
  }

  private static int count(RetoldActs told, String act) {
    return (int) told.owed.stream().flatMap(o -> o.story.stream()).filter(Facts.act(act)).count();
  }

  private void compare(long id, RetoldActs told, Kept.Ticket kept, List<YearLog.Entry> entries) {
    var differences = new ArrayList<>(told.strange);
    wrong += told.strange.size();
    differ("ticket", Facts.ticket(told), kept.facts, differences);
    var _ = differ("ticket", told.story, kept.story, differences);
    var rows = List.copyOf(kept.deadlines.values());
    for (int i = 0; i < Math.max(rows.size(), told.owed.size()); i++) {
      if (i >= rows.size()) {
        missing++;
        differences.add("missing: " + Facts.deadline(told.owed.get(i)));
      } else if (i >= told.owed.size()) {
        wrong++;
        differences.add("nobody owes: " + rows.get(i).facts);
      } else {
        Owed owed = told.owed.get(i);
        String name = "deadline " + i + " " + owed.kind;
        differ(name, Facts.deadline(owed), rows.get(i).facts, differences);
        if (differ(name, owed.story, rows.get(i).story, differences)) {
          differences.add(name + " is " + rows.get(i).facts + "\n    " + rows.get(i).story);
        }
      }
    }
    var _ = differ("letter", spread(told.letters), spread(kept.letters), differences);
    if (!differences.isEmpty() && findings.size() < 10) {
      findings.add(
          "ticket %d of %s:\n  %s\n its log:\n  %s"
              .formatted(
                  id,
                  ((YearLog.Registered) entries.getFirst().event()).firm().plan(),
                  String.join("\n  ", differences),
                  entries.stream().map(Object::toString).collect(Collectors.joining("\n  "))));
    }
  }

  private void differ(String what, String must, String is, List<String> differences) {
    if (!must.equals(is)) {
      wrong++;
      differences.add(what + " must be  " + must + "\n  " + what + " but is   " + is);
    }
  }

  private static List<String> spread(Map<String, Integer> letters) {
    return letters.entrySet().stream()
        .flatMap(e -> Stream.generate(e::getKey).limit(e.getValue()))
        .toList();
  }

  private boolean differ(
      String what, Collection<String> must, Collection<String> is, List<String> differences) {
    var balance = new TreeMap<String, Integer>();
    must.forEach(said -> balance.merge(said, 1, Integer::sum));
    is.forEach(said -> balance.merge(said, -1, Integer::sum));
    balance.forEach((said, difference) -> {
      if (difference > 0) {
        missing += difference;
        differences.add(what + " missing: " + said);
      } else if (difference < 0 && must.contains(said)) {
        twice -= difference;
        differences.add(what + " twice: " + said);
      } else if (difference < 0) {
        wrong -= difference;
        differences.add(what + " wrong: " + said);
      }
    });
    return balance.values().stream().anyMatch(difference -> difference != 0);
  }
}
