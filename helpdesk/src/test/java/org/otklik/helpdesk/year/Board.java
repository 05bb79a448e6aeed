package org.otklik.helpdesk.year;

import java.time.LocalDate;
import java.util.Collection;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.otklik.helpdesk.year.Terms.Rule;

/** The releases that are planned, as the log says so far. */
final class Board {
  private final Map<Long, Release> planned = new TreeMap<>();

  /** One of them. */
  record Release(long id, long component, boolean scheduled, LocalDate day) {}

  void plan(YearLog.Planned event) {
    planned.put(
        event.release(),
        new Release(event.release(), event.component(), event.scheduled(), event.day()));
  }

  /** What the event was about, as it stood before. */
  Release change(YearLog.Event event) {
    return switch (event) {
      case YearLog.Moved(long id, LocalDate day) -> {
        Release was = find(id).orElseThrow();
        planned.put(id, new Release(id, was.component(), was.scheduled(), day));
        yield was;
      }
      case YearLog.CalledOff(long id) -> Optional.ofNullable(planned.remove(id)).orElseThrow();
      case YearLog.Shipped(long id) -> Optional.ofNullable(planned.remove(id)).orElseThrow();
      default -> throw new IllegalArgumentException(event.toString());
    };
  }

  Optional<Release> find(@Nullable Long id) {
    return Optional.ofNullable(id).flatMap(known -> Optional.ofNullable(planned.get(known)));
  }

  Optional<Release> next(@Nullable Long component, boolean scheduled) {
    return planned.values().stream()
        .filter(r -> Long.valueOf(r.component()).equals(component) && r.scheduled() == scheduled)
        .min(Comparator.comparing(Release::day).thenComparingLong(Release::id));
  }

  Optional<Release> bound(Rule rule, @Nullable Long component, @Nullable Long chosen) {
    return switch (rule.by()) {
      case NEXT_SCHEDULED -> next(component, true);
      case NEXT_UNSCHEDULED -> next(component, false);
      case CHOSEN -> find(chosen);
      case LENGTH, NONE, DATE -> Optional.empty();
    };
  }

  Collection<Release> all() {
    return planned.values();
  }
}
