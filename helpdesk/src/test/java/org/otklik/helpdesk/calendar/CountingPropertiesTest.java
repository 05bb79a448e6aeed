package org.otklik.helpdesk.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/**
 * Whatever the calendar, the zone and the instant: the same result as counting minute by minute,
 * and what else must hold.
 */
class CountingPropertiesTest {
  /** Moves at 02:00, at 03:00, by half an hour, at midnight, across the date line, or never. */
  private static final List<String> ZONES =
      List.of(
          "Europe/Moscow",
          "Europe/Berlin",
          "America/New_York",
          "Australia/Lord_Howe",
          "America/Sao_Paulo",
          "America/St_Johns",
          "Africa/Cairo",
          "Pacific/Apia",
          "Asia/Kolkata",
          "UTC");

  /** A calendar, and an instant that lies near a transition of its zone as often as not. */
  record Situation(CalendarData data, Instant start) {
    BusinessCalendar calendar() {
      return new BusinessCalendar(data);
    }

    MinuteByMinute slow() {
      return new MinuteByMinute(data);
    }
  }

  @Property(tries = 300)
  void working_time_ends_as_counted_minute_by_minute(
      @ForAll("situations") Situation at, @ForAll @IntRange(min = 1, max = 3000) int minutes) {
    var due = at.calendar().due(at.start, Term.workingMinutes(minutes), Convention.CIVIL).at();
    assertThat(due).isEqualTo(at.slow().forward(at.start, Duration.ofMinutes(minutes)));
  }

  @Property(tries = 100)
  void a_business_day_of_working_time_is_the_standard_day(
      @ForAll("situations") Situation at, @ForAll @IntRange(min = 1, max = 4) int days) {
    var due = at.calendar().due(at.start, Term.businessDays(days), Convention.WORKING).at();
    assertThat(due)
        .isEqualTo(at.slow().forward(at.start, at.data.standardDay().multipliedBy(days)));
  }

  @Property(tries = 200)
  void civil_days_end_as_counted_minute_by_minute(
      @ForAll("situations") Situation at, @ForAll @IntRange(min = 1, max = 8) int days) {
    var due = at.calendar().due(at.start, Term.businessDays(days), Convention.CIVIL).at();
    assertThat(due).isEqualTo(at.slow().closing(at.start, days));
  }

  @Property(tries = 300)
  void a_notice_point_is_as_counted_back_minute_by_minute(
      @ForAll("situations") Situation at,
      @ForAll @IntRange(min = 0, max = 20_000) int after,
      @ForAll @IntRange(min = 1, max = 2000) int minutes,
      @ForAll boolean asLongAsTheTerm) {
    var due =
        asLongAsTheTerm
            ? at.slow().forward(at.start, Duration.ofMinutes(minutes))
            : at.start.plusSeconds(after * 61L);
    var point = at.calendar().noticePoint(due, Term.workingMinutes(minutes), at.start);
    assertThat(point).isEqualTo(at.slow().backward(due, Duration.ofMinutes(minutes), at.start));
  }

  @Property(tries = 200)
  void the_working_time_between_is_as_counted_minute_by_minute(
      @ForAll("situations") Situation at, @ForAll @IntRange(min = 0, max = 20_000) int after) {
    var end = at.start.plusSeconds(after * 61L).plusNanos(after);
    assertThat(at.calendar().workingTimeBetween(at.start, end))
        .isEqualTo(at.slow().between(at.start, end));
  }

  @Property(tries = 300)
  void it_is_open_as_the_wall_clock_says(@ForAll("situations") Situation at) {
    assertThat(at.calendar().isOpen(at.start)).isEqualTo(at.slow().isOpen(at.start));
  }

  @Property(tries = 300)
  void the_next_opening_is_open_and_nothing_is_worked_before_it(
      @ForAll("situations") Situation at) {
    var opening = at.calendar().nextOpening(at.start);
    assertThat(at.calendar().isOpen(opening)).isTrue();
    assertThat(opening).isAfterOrEqualTo(at.start);
    assertThat(at.calendar().workingTimeBetween(at.start, opening)).isZero();
  }

  @Property(tries = 500)
  void a_later_start_never_ends_earlier_nor_a_longer_term(
      @ForAll("situations") Situation at,
      @ForAll Convention convention,
      @ForAll Term.Unit unit,
      @ForAll @IntRange(min = 1, max = 50) int amount,
      @ForAll @IntRange(min = 0, max = 500_000) int laterSeconds) {
    var calendar = at.calendar();
    var due = calendar.due(at.start, new Term(amount, unit), convention).at();
    var later = at.start.plusSeconds(laterSeconds);
    assertThat(due).isAfter(at.start);
    assertThat(calendar.due(later, new Term(amount, unit), convention).at()).isAfterOrEqualTo(due);
    assertThat(calendar.due(at.start, new Term(amount + 1, unit), convention).at()).isAfter(due);
  }

  @Property(tries = 500)
  void a_term_of_working_time_has_exactly_that_much_in_it(
      @ForAll("situations") Situation at, @ForAll @IntRange(min = 1, max = 9000) int hours) {
    var calendar = at.calendar();
    var due = calendar.due(at.start, Term.workingHours(hours), Convention.CIVIL).at();
    assertThat(calendar.workingTimeBetween(at.start, due)).isEqualTo(Duration.ofHours(hours));
    assertThat(calendar.workingTimeBetween(at.start, due.minusNanos(1)))
        .isEqualTo(Duration.ofHours(hours).minusNanos(1));
    assertThat(calendar.dueAfter(at.start, Duration.ofHours(hours)).at()).isEqualTo(due);
  }

  /** The point may lie after the start where nothing is worked between. */
  @Property(tries = 500)
  void adding_then_subtracting_comes_back_to_where_work_goes_on(
      @ForAll("situations") Situation at, @ForAll @IntRange(min = 1, max = 30_000) int minutes) {
    var calendar = at.calendar();
    var due = calendar.dueAfter(at.start, Duration.ofMinutes(minutes)).at();
    var longBefore = at.start.minus(Duration.ofDays(40));
    var point = calendar.noticePoint(due, Term.workingMinutes(minutes), longBefore);
    assertThat(point).isAfterOrEqualTo(at.start);
    assertThat(calendar.workingTimeBetween(at.start, point)).isZero();
    assertThat(calendar.workingTimeBetween(point, due)).isEqualTo(Duration.ofMinutes(minutes));
    assertThat(calendar.dueAfter(point, Duration.ofMinutes(minutes)).at()).isEqualTo(due);
    assertThat(calendar.workingTimeBetween(due, point))
        .isEqualTo(Duration.ofMinutes(minutes).negated());
  }

  @Property(tries = 300)
  void two_terms_in_a_row_are_one(
      @ForAll("situations") Situation at,
      @ForAll @IntRange(min = 1, max = 5000) int first,
      @ForAll @IntRange(min = 1, max = 5000) int then) {
    var calendar = at.calendar();
    var half = calendar.dueAfter(at.start, Duration.ofMinutes(first)).at();
    assertThat(calendar.dueAfter(half, Duration.ofMinutes(then)).at())
        .isEqualTo(calendar.dueAfter(at.start, Duration.ofMinutes(first + then)).at());
  }

  @Property(tries = 500)
  void a_notice_point_lies_between_start_and_due_within_hours(
      @ForAll("situations") Situation at,
      @ForAll Convention convention,
      @ForAll @IntRange(min = 1, max = 20) int days,
      @ForAll @IntRange(min = 1, max = 10) int before,
      @ForAll Term.Unit unit) {
    var calendar = at.calendar();
    var due = calendar.due(at.start, Term.businessDays(days), convention).at();
    var point = calendar.noticePoint(due, new Term(before, unit), at.start);
    assertThat(point).isBetween(at.start, due);
    if (point.isAfter(at.start)) {
      var open = calendar.isOpen(point) || calendar.isOpen(point.minusNanos(1));
      assertThat(open || skipsThere(at.data.zone(), point)).isTrue();
    }
  }

  /** Where the clock skips the time of day, there may be no such time within hours. */
  private static boolean skipsThere(ZoneId zone, Instant point) {
    var offset = zone.getRules().getOffset(point);
    return !zone.getRules().getOffset(point.minus(Duration.ofHours(3))).equals(offset);
  }

  @Provide
  Arbitrary<Situation> situations() {
    return Arbitraries.randomValue(CountingPropertiesTest::situation);
  }

  private static Situation situation(Random random) {
    var zone = ZoneId.of(ZONES.get(random.nextInt(ZONES.size())));
    var day = LocalDate.of(2008 + random.nextInt(30), 1, 1).plusDays(random.nextInt(366));
    if (random.nextInt(5) == 0) {
      day = LocalDate.of(2000 + 4 * random.nextInt(10), 2, 26).plusDays(random.nextInt(5));
    }
    var start = day.atStartOfDay(zone).plusSeconds(random.nextInt(86_400)).toInstant();
    var transition = zone.getRules().nextTransition(start);
    if (random.nextBoolean() && transition != null) {
      start = transition.getInstant().plusSeconds(random.nextInt(500_000) - 400_000);
    }
    var weekly = weekly(random);
    start =
        switch (random.nextInt(3)) {
          case 0 -> start.plusNanos(random.nextInt(1_000_000_000));
          case 1 -> start;
          default -> edge(random, start.atZone(zone), weekly);
        };
    var data =
        new CalendarData(
            "random",
            zone,
            weekly,
            Duration.ofMinutes(60 + random.nextInt(600)),
            exceptions(random, LocalDate.ofInstant(start, zone)),
            Years.COUNTABLE);
    return new Situation(data, start);
  }

  /** An opening or a closing on the day, when it has any. */
  private static Instant edge(Random random, ZonedDateTime day, WeeklyHours weekly) {
    var edges =
        weekly.on(day.getDayOfWeek()).stream()
            .flatMap(shift -> Stream.of(shift.from(), shift.to()))
            .toList();
    return edges.isEmpty()
        ? day.toInstant()
        : day.with(edges.get(random.nextInt(edges.size()))).toInstant();
  }

  private static WeeklyHours weekly(Random random) {
    var days = new EnumMap<DayOfWeek, List<Shift>>(DayOfWeek.class);
    for (var day : DayOfWeek.values()) {
      days.put(day, random.nextInt(4) == 0 ? List.of() : shifts(random));
    }
    days.put(DayOfWeek.of(1 + random.nextInt(7)), shifts(random));
    return new WeeklyHours(days);
  }

  /** Up to three shifts, or now and then the whole day. */
  private static List<Shift> shifts(Random random) {
    if (random.nextInt(5) == 0) {
      return List.of(new Shift(LocalTime.MIDNIGHT, LocalTime.MIDNIGHT));
    }
    var shifts = new ArrayList<Shift>();
    int minute = random.nextInt(600);
    for (int i = random.nextInt(3); i >= 0 && minute < 1400; i--) {
      int to = Math.min(1440, minute + 1 + random.nextInt(400));
      shifts.add(new Shift(time(minute), time(to)));
      minute = to + random.nextInt(200);
    }
    return shifts;
  }

  private static LocalTime time(int minute) {
    return LocalTime.ofSecondOfDay(minute % 1440 * 60L);
  }

  private static List<DayException> exceptions(Random random, LocalDate near) {
    var exceptions = new ArrayList<DayException>();
    var dates = new HashSet<LocalDate>();
    for (int i = random.nextInt(6); i > 0; i--) {
      var date = near.plusDays(random.nextInt(20) - 5);
      if (dates.add(date)) {
        exceptions.add(
            random.nextBoolean()
                ? new DayException.DayOff(date)
                : new DayException.OtherHours(date, shifts(random)));
      }
    }
    return exceptions;
  }
}
