package org.otklik.helpdesk.desk;

import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.otklik.helpdesk.calendar.CalendarData;
import org.otklik.helpdesk.calendar.CalendarException;
import org.otklik.helpdesk.calendar.CalendarRule;
import org.otklik.helpdesk.calendar.CalendarText;
import org.otklik.helpdesk.calendar.CalendarYaml;
import org.otklik.helpdesk.calendar.DayException;
import org.otklik.helpdesk.calendar.PublishedDates.Others;
import org.otklik.helpdesk.history.Actor;
import org.otklik.helpdesk.holidays.ReadDates;
import org.otklik.helpdesk.store.Calendars;
import org.otklik.helpdesk.store.Calendars.Kept;
import org.otklik.helpdesk.ticket.Refusal;

/**
 * What supervisors do to calendars. A calendar that can't be counted with isn't kept: one without
 * working time, with hours that contradict each other. Whoever must know of a change is told in the
 * same transaction.
 */
@Singleton
public class CalendarDesk {
  private static final String DEFINITION = "definition";
  private static final int MAX_NAME = 100;
  private static final int MAX_CALENDARS = 500;

  private final Calendars calendars;
  private final Recomputation recomputation;

  CalendarDesk(Calendars calendars, Recomputation recomputation) {
    this.calendars = calendars;
    this.recomputation = recomputation;
  }

  /**
   * What taking published dates in has done.
   *
   * @param leftOut entries that say nothing of whole days
   */
  public record Taken(Kept calendar, int added, int changed, int removed, int leftOut) {}

  /** Adds a calendar from its definition. */
  @Transactional
  public Outcome<Kept> add(String definition, Actor by) {
    try {
      return add(CalendarYaml.parse("", definition), definition, by);
    } catch (CalendarException e) {
      return new Outcome.Refused<>(refusal(DEFINITION, e));
    }
  }

  /** Adds a calendar that somebody made from another. */
  @Transactional
  public Outcome<Kept> add(CalendarData data, Actor by) {
    return add(data, CalendarText.of(data), by);
  }

  private Outcome<Kept> add(CalendarData data, String definition, Actor by) {
    if (calendars.count() >= MAX_CALENDARS) {
      return new Outcome.Refused<>(Refusal.notAllowed("refusal.too-many-calendars", List.of()));
    }
    Optional<Refusal> name = nameRefusal(data, null);
    return name.isPresent()
        ? new Outcome.Refused<>(name.get())
        : new Outcome.Done<>(calendars.add(data, definition, by));
  }

  /**
   * Gives a calendar another definition.
   *
   * @param version that the asker saw, if they say; when it is another by now, nothing is done
   */
  @Transactional
  public Outcome<Kept> replace(long id, String definition, @Nullable Long version, Actor by) {
    return locked(
        id,
        version,
        before -> {
          try {
            return save(before, CalendarYaml.parse("", definition), definition, by);
          } catch (CalendarException e) {
            return new Outcome.Refused<>(refusal(DEFINITION, e));
          }
        });
  }

  /**
   * Changes a calendar.
   *
   * @param field what is at fault when the change can't be made
   * @param how may throw a {@link CalendarException}
   */
  @Transactional
  public Outcome<Kept> change(
      long id, UnaryOperator<CalendarData> how, String field, @Nullable Long version, Actor by) {
    return locked(id, version, before -> change(before, how, field, by));
  }

  private Outcome<Kept> change(
      Kept before, UnaryOperator<CalendarData> how, String field, Actor by) {
    try {
      CalendarData data = how.apply(before.data());
      return data.equals(before.data())
          ? new Outcome.Done<>(before)
          : save(before, data, CalendarText.of(data), by);
    } catch (CalendarException e) {
      return new Outcome.Refused<>(refusal(field, e));
    }
  }

  /**
   * Takes published dates into a calendar.
   *
   * @param others what becomes of what it says of those years besides
   */
  @Transactional
  public Outcome<Taken> take(
      long id, ReadDates read, Others others, @Nullable Long version, Actor by) {
    return switch (read) {
      case ReadDates.Refused(String field, String key, List<Object> with) ->
          new Outcome.Refused<>(Refusal.invalid(field, key, with.toArray()));
      case ReadDates.Read(var dates, int leftOut) ->
          locked(
              id,
              version,
              before ->
                  switch (change(before, data -> dates.into(data, others), "years", by)) {
                    case Outcome.Done<Kept>(Kept after) ->
                        new Outcome.Done<>(taken(before.data(), after, leftOut));
                    case Outcome.Refused<Kept>(Refusal refusal) -> new Outcome.Refused<>(refusal);
                  });
    };
  }

  private static Taken taken(CalendarData before, Kept after, int leftOut) {
    Map<LocalDate, DayException> old = byDate(before);
    Map<LocalDate, DayException> now = byDate(after.data());
    int added = 0;
    int changed = 0;
    for (var entry : now.entrySet()) {
      DayException was = old.remove(entry.getKey());
      if (was == null) {
        added++;
      } else if (!was.equals(entry.getValue())) {
        changed++;
      }
    }
    return new Taken(after, added, changed, old.size(), leftOut);
  }

  private static Map<LocalDate, DayException> byDate(CalendarData data) {
    var dates = new HashMap<LocalDate, DayException>();
    data.exceptions().forEach(exception -> dates.put(exception.date(), exception));
    return dates;
  }

  private interface Change<T> {
    Outcome<T> of(Kept before);
  }

  private <T> Outcome<T> locked(long id, @Nullable Long version, Change<T> change) {
    Optional<Kept> before = calendars.toBeChanged(id);
    if (before.isEmpty()) {
      return new Outcome.Refused<>(Refusal.notFound("calendar"));
    }
    if (version != null && version != before.get().version()) {
      return new Outcome.Refused<>(Refusal.changedMeanwhile());
    }
    return change.of(before.get());
  }

  private Outcome<Kept> save(Kept before, CalendarData data, String definition, Actor by) {
    Optional<Refusal> name = nameRefusal(data, before.id());
    if (name.isPresent()) {
      return new Outcome.Refused<>(name.get());
    }
    if (definition.equals(before.definition())) {
      return new Outcome.Done<>(before);
    }
    Kept after = calendars.replace(before, data, definition, by);
    recomputation.after(after.id());
    return new Outcome.Done<>(after);
  }

  private Optional<Refusal> nameRefusal(CalendarData data, @Nullable Long id) {
    var name = data.name();
    if (name.isBlank()
        || name.length() > MAX_NAME
        || name.chars().anyMatch(Character::isISOControl)) {
      return Optional.of(Refusal.invalid("name", "refusal.no-calendar-name"));
    }
    return calendars.isNameTaken(name, id)
        ? Optional.of(Refusal.invalid("name", "refusal.calendar-name-taken"))
        : Optional.empty();
  }

  /** Says what is wrong; a line becomes part of the field: {@code definition:5}. */
  public static Refusal refusal(String field, CalendarException e) {
    CalendarRule rule = e.rule().orElseThrow(() -> new IllegalStateException(e));
    return rule == CalendarRule.IN_LINE
        ? refusal(field + ":" + e.with().getFirst(), (CalendarException) e.with().getLast())
        : Refusal.invalid(field, rule.key(), e.with().toArray());
  }
}
