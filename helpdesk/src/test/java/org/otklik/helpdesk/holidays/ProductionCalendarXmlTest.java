package org.otklik.helpdesk.holidays;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.otklik.helpdesk.calendar.BusinessCalendar;
import org.otklik.helpdesk.calendar.CalendarYaml;
import org.otklik.helpdesk.calendar.PublishedDates;
import org.otklik.helpdesk.calendar.PublishedDates.Kind;
import org.otklik.helpdesk.calendar.PublishedDates.Others;
import org.otklik.helpdesk.calendar.Shift;
import org.otklik.helpdesk.calendar.Years;
import org.otklik.helpdesk.client.Language;
import org.otklik.helpdesk.words.Words;

class ProductionCalendarXmlTest {
  static byte[] file(String name) throws IOException {
    try (var in = ProductionCalendarXmlTest.class.getResourceAsStream("/holidays/" + name)) {
      return Objects.requireNonNull(in).readAllBytes();
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static PublishedDates dates(ReadDates outcome) {
    assertThat(outcome).isInstanceOf(ReadDates.Read.class);
    return ((ReadDates.Read) outcome).dates();
  }

  private static String refused(byte[] file) {
    var outcome = ProductionCalendarXml.read(file);
    assertThat(outcome).isInstanceOf(ReadDates.Refused.class);
    var refused = (ReadDates.Refused) outcome;
    assertThat(refused.field()).isEqualTo("file");
    for (var language : Language.values()) {
      assertThat(Words.in(language).has(refused.key())).as(refused.key()).isTrue();
    }
    return Words.in(Language.EN).say(refused.key(), refused.with().toArray());
  }

  @Test
  void each_day_of_the_file_is_off_shortened_or_worked() throws IOException {
    var dates = dates(ProductionCalendarXml.read(file("made-up-2028.xml")));
    assertThat(dates.years()).isEqualTo(new Years(2028, 2028));
    assertThat(dates.counts()).containsEntry(Kind.OFF, 4).containsEntry(Kind.SHORTENED, 2);
    var worked = dates.days().get(2);
    assertThat(worked.kind()).isEqualTo(Kind.WORKED);
    assertThat(worked.like()).isEqualTo(Optional.of(DayOfWeek.THURSDAY));
    assertThat(dates.days())
        .extracting(PublishedDates.Day::name)
        .containsExactly(
            "Новый год", "Новый год", "", "", "перенос с 19.02", "Праздник огурца", "");
  }

  @Test
  void a_year_that_is_read_counts_from_then_on() throws IOException {
    var dates = dates(ProductionCalendarXml.read(file("made-up-2028.xml")));
    var calendar = new BusinessCalendar(dates.into(CalendarYaml.russia(), Others.GO));
    assertThat(calendar.hoursOn(LocalDate.parse("2028-02-19")))
        .containsExactly(Shift.parse("09:00-18:00"));
    assertThat(calendar.hoursOn(LocalDate.parse("2028-04-29")))
        .containsExactly(Shift.parse("09:00-17:00"));
    assertThat(calendar.isBusinessDay(LocalDate.parse("2028-02-29"))).isFalse();
  }

  @Test
  void the_encoding_that_the_file_names_is_believed() {
    var text =
        "<?xml version='1.0' encoding='windows-1251'?><calendar year='2028'><holidays>"
            + "<holiday id='1' title='Ёлка'/></holidays><days><day d='01.03' t='1' h='1'/></days>"
            + "</calendar>";
    var dates = dates(ProductionCalendarXml.read(text.getBytes(Charset.forName("windows-1251"))));
    assertThat(dates.days().getFirst().name()).isEqualTo("Ёлка");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "not xml at all | no XML that can be read",
        "<calendar year='2028'><days><day d='01.01' t='1'/> | no XML that can be read",
        "<calendar year='28'/> | no production calendar",
        "<days><day d='01.01' t='1'/></days> | no production calendar",
        "<calendar year='2028'><days/></calendar> | There is no day",
        "<calendar year='2028'><day d='01.01' t='4'/></calendar> | a day's type t is 1",
        "<calendar year='2028'><day d='01.01'/></calendar> | a day's type t is 1",
        "<calendar year='2027'><day d='02.29' t='1'/></calendar> | exists in its year",
        "<calendar year='2028'><day d='2028-01-01' t='1'/></calendar> | exists in its year",
        "<calendar year='2028'><day d='01.01' t='1'/><day d='01.01' t='2'/></calendar> | second time",
      })
  void what_is_no_production_calendar_is_refused_in_words(String xml, String words) {
    assertThat(refused(bytes(xml))).contains(words);
  }

  @Test
  void no_doctype_is_read_and_nothing_outside_the_file() {
    var day = "<calendar year='2028'><day d='01.01' t='1'/></calendar>";
    assertThat(refused(bytes("<!DOCTYPE calendar SYSTEM 'file:///etc/passwd'>" + day)))
        .contains("DOCTYPE");
    assertThat(
            refused(
                bytes(
                    "<!DOCTYPE c [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>"
                        + "<calendar year='2028'><holiday id='1' title='&x;'/>"
                        + "<day d='01.01' t='1' h='1'/></calendar>")))
        .contains("DOCTYPE");
    var laughs = new StringBuilder("<!DOCTYPE c [<!ENTITY a0 'ha'>");
    for (int i = 1; i < 20; i++) {
      laughs.append("<!ENTITY a%d '&a%d;&a%d;'>".formatted(i, i - 1, i - 1));
    }
    assertThat(refused(bytes(laughs + "]><calendar year='2028'>&a19;</calendar>")))
        .contains("DOCTYPE");
  }

  @Test
  void a_file_too_large_or_of_noise_is_refused() {
    assertThat(refused(new byte[1_000_001])).contains("too large");
    var random = new Random(7);
    for (int i = 0; i < 200; i++) {
      var noise = new byte[random.nextInt(300)];
      random.nextBytes(noise);
      assertThat(refused(noise)).isNotBlank();
    }
  }

  @Test
  void a_damaged_file_is_read_or_refused_and_never_fails() throws IOException {
    var whole = file("made-up-2028.xml");
    var random = new Random(8);
    for (int i = 0; i < 500; i++) {
      var damaged =
          Arrays.copyOf(
              whole, random.nextInt(10) == 0 ? random.nextInt(whole.length) : whole.length);
      for (int j = random.nextInt(4); j > 0 && damaged.length > 0; j--) {
        damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
      }
      assertThat(ProductionCalendarXml.read(damaged)).isNotNull();
    }
  }
}
