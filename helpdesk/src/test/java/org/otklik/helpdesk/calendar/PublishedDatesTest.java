package org.otklik.helpdesk.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.otklik.helpdesk.calendar.Calendars.shifts;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.otklik.helpdesk.calendar.PublishedDates.Day;
import org.otklik.helpdesk.calendar.PublishedDates.Kind;
import org.otklik.helpdesk.calendar.PublishedDates.Others;

class PublishedDatesTest {
  private static final LocalDate SATURDAY = LocalDate.parse("2028-02-19");
  private static final LocalDate FRIDAY = LocalDate.parse("2028-03-10");
  private static final LocalDate HOLIDAY = LocalDate.parse("2028-06-12");
  private static final Years YEAR = new Years(2028, 2028);

  private static Day day(LocalDate date, Kind kind) {
    return new Day(date, kind, "", Optional.empty());
  }

  private static List<Shift> hours(CalendarData data, LocalDate date) {
    return new BusinessCalendar(data).hoursOn(date);
  }

  @Test
  void a_new_year_makes_terms_in_it_certain() {
    var russia = CalendarYaml.russia();
    var start = Calendars.moscow("2027-12-30T12:00");
    assertThat(
            new BusinessCalendar(russia)
                .due(start, Term.businessDays(1), Convention.CIVIL)
                .provisional())
        .isTrue();
    var dates =
        new PublishedDates(
            YEAR,
            List.of(
                Day.off(LocalDate.parse("2028-01-03"), "Новогодние каникулы"),
                day(SATURDAY, Kind.SHORTENED),
                day(FRIDAY, Kind.SHORTENED)));
    var later = dates.into(russia, Others.GO);
    var due = new BusinessCalendar(later).due(start, Term.businessDays(1), Convention.CIVIL);
    assertThat(due.provisional()).isFalse();
    assertThat(due.at()).isEqualTo(Calendars.moscow("2028-01-04T18:00"));
    assertThat(later.complete()).isEqualTo(new Years(2025, 2028));
    assertThat(later.nameOf(LocalDate.parse("2028-01-03"))).hasValue("Новогодние каникулы");
    assertThat(hours(later, SATURDAY)).containsExactly(shifts("09:00-17:00"));
    assertThat(hours(later, FRIDAY)).containsExactly(shifts("09:00-17:00"));
    assertThat(hours(later, LocalDate.parse("2026-11-04"))).isEmpty();
  }

  @Test
  void a_weekend_that_the_country_works_has_the_hours_of_the_day_off_that_it_is_worked_for() {
    var days = new EnumMap<DayOfWeek, List<Shift>>(DayOfWeek.class);
    days.put(DayOfWeek.MONDAY, List.of(shifts("09:00-18:00")));
    days.put(DayOfWeek.THURSDAY, List.of(shifts("10:00-14:00")));
    var data = Calendars.data(new WeeklyHours(days), List.of());
    var worked = new Day(SATURDAY, Kind.WORKED, "", Optional.of(DayOfWeek.THURSDAY));
    assertThat(hours(new PublishedDates(YEAR, List.of(worked)).into(data, Others.STAY), SATURDAY))
        .containsExactly(shifts("10:00-14:00"));
    assertThat(
            hours(
                new PublishedDates(YEAR, List.of(day(SATURDAY, Kind.WORKED)))
                    .into(data, Others.STAY),
                SATURDAY))
        .containsExactly(shifts("09:00-18:00"));
  }

  @Test
  void a_weekday_that_the_firm_never_works_stays_off_when_the_country_shortens_it() {
    var fourDays = Calendars.everyDayBut(List.of(DayOfWeek.FRIDAY), "09:00-18:00");
    var into =
        new PublishedDates(YEAR, List.of(day(FRIDAY, Kind.SHORTENED)))
            .into(Calendars.data(fourDays, List.of()), Others.GO);
    assertThat(hours(into, FRIDAY)).isEmpty();
    assertThat(into.exceptions()).isEmpty();
  }

  @Test
  void other_dates_of_those_years_go_or_stay_as_one_chooses() {
    var own = new DayException.DayOff(FRIDAY);
    var corrected = new DayException.ShortenedDay(HOLIDAY, java.time.Duration.ofHours(1));
    var earlier = new DayException.DayOff(LocalDate.parse("2027-03-10"));
    var data =
        Calendars.data(
            WeeklyHours.mondayToFriday(shifts("09:00-18:00")), List.of(own, corrected, earlier));
    var dates = new PublishedDates(YEAR, List.of(Day.off(HOLIDAY, "День России")));
    assertThat(dates.into(data, Others.GO).exceptions())
        .containsExactly(earlier, new DayException.DayOff(HOLIDAY));
    assertThat(dates.into(data, Others.STAY).exceptions())
        .containsExactly(earlier, own, new DayException.DayOff(HOLIDAY));
  }

  @Test
  void what_stays_says_nothing_of_what_is_known_and_a_gap_between_known_years_is_refused() {
    var russia = CalendarYaml.russia();
    var far =
        new PublishedDates(
            new Years(2029, 2029), List.of(Day.off(LocalDate.parse("2029-01-01"), "")));
    assertThat(far.into(russia, Others.STAY).complete()).isEqualTo(new Years(2025, 2027));
    assertThatExceptionOfType(CalendarException.class)
        .isThrownBy(() -> far.into(russia, Others.GO))
        .withMessage(
            "The calendar knows the days off of 2025-2027; 2029 would leave a gap between.");
  }

  @Test
  void a_year_without_any_working_time_is_refused() {
    var mondays =
        Calendars.everyDayBut(
            List.of(
                DayOfWeek.TUESDAY,
                DayOfWeek.WEDNESDAY,
                DayOfWeek.THURSDAY,
                DayOfWeek.FRIDAY,
                DayOfWeek.SATURDAY,
                DayOfWeek.SUNDAY),
            "09:00-18:00");
    var allMondays =
        LocalDate.parse("2028-01-03")
            .datesUntil(LocalDate.parse("2029-01-01"), java.time.Period.ofWeeks(1))
            .map(date -> Day.off(date, ""))
            .toList();
    var data = Calendars.data(mondays, List.of());
    assertThatExceptionOfType(CalendarException.class)
        .isThrownBy(() -> new PublishedDates(YEAR, allMondays).into(data, Others.GO))
        .withMessage("Nothing is worked in the year 2028: a term that reaches it would never end.");
    assertThat(
            new PublishedDates(YEAR, allMondays.subList(1, allMondays.size()))
                .into(data, Others.GO)
                .exceptions())
        .hasSize(51);
  }
}
