package org.otklik.helpdesk.holidays;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.otklik.helpdesk.calendar.PublishedDates;
import org.otklik.helpdesk.calendar.Years;

class CountryHolidaysTest {
  private static final Years YEARS = new Years(2026, 2027);

  private static PublishedDates dates(String country, String part) {
    var outcome = CountryHolidays.of(country, part, YEARS, Locale.ENGLISH);
    assertThat(outcome).isInstanceOf(ReadDates.Read.class);
    return ((ReadDates.Read) outcome).dates();
  }

  private static String refused(String country, String part, Years years) {
    var outcome = CountryHolidays.of(country, part, years, Locale.ENGLISH);
    assertThat(outcome).isInstanceOf(ReadDates.Refused.class);
    var refused = (ReadDates.Refused) outcome;
    return refused.field() + " " + refused.key();
  }

  @Test
  void a_country_has_its_holidays_of_every_year_asked_for() {
    assertThat(dates("DE", "").days())
        .contains(PublishedDates.Day.off(LocalDate.parse("2027-03-29"), "Easter Monday"))
        .extracting(PublishedDates.Day::date)
        .contains(LocalDate.parse("2026-12-25"), LocalDate.parse("2027-12-25"))
        .doesNotContain(LocalDate.parse("2026-01-06"));
  }

  @Test
  void a_part_of_a_country_has_its_own_besides() {
    assertThat(dates("de", "by").days())
        .extracting(PublishedDates.Day::date)
        .contains(LocalDate.parse("2026-01-06"), LocalDate.parse("2026-12-25"));
    assertThat(CountryHolidays.parts("de", Locale.GERMAN))
        .extracting(CountryHolidays.Place::code)
        .contains("by", "be");
  }

  @ParameterizedTest
  @CsvSource({
    "ru, '', country refusal.russia-by-yearly-data",
    "RU, '', country refusal.russia-by-yearly-data",
    "xx, '', country refusal.no-such-country",
    "'', '', country refusal.no-such-country",
    "../de, '', country refusal.no-such-country",
    "de, zz, subdivision refusal.no-such-subdivision",
  })
  void russia_and_what_does_not_exist_are_refused(String country, String part, String why) {
    assertThat(refused(country, part, YEARS)).isEqualTo(why);
  }

  @Test
  void a_century_at_once_is_refused() {
    assertThat(refused("de", "", new Years(2000, 2099))).isEqualTo("years refusal.too-many-years");
  }

  @Test
  void countries_have_names_in_the_readers_language_and_russia_is_not_among_them() {
    assertThat(CountryHolidays.all(Locale.of("ru")))
        .extracting(CountryHolidays.Place::name)
        .contains("Германия", "Казахстан")
        .doesNotContain("Россия");
    assertThat(CountryHolidays.all(Locale.ENGLISH))
        .allSatisfy(place -> assertThat(place.name()).hasSizeGreaterThan(2));
  }
}
