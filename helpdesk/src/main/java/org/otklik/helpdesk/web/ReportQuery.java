package org.otklik.helpdesk.web;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * What is reported on, as the page's address says it. What makes no sense there is as if it
 * weren't; a year at most is read.
 *
 * @param to the last day
 * @param within a call answered within this is answered in time
 */
public record ReportQuery(LocalDate from, LocalDate to, Duration within) {
  private static final Duration USUAL = Duration.ofSeconds(20);
  private static final int MOST_SECONDS = 3600;

  static ReportQuery of(
      @Nullable String from, @Nullable String to, @Nullable String within, LocalDate today) {
    LocalDate last = day(to, today);
    LocalDate first = day(from, last.minusDays(6));
    if (first.isAfter(last)) {
      first = last;
    }
    if (first.isBefore(last.minusYears(1))) {
      first = last.minusYears(1).plusDays(1);
    }
    return new ReportQuery(first, last, within(within));
  }

  private static LocalDate day(@Nullable String written, LocalDate otherwise) {
    try {
      LocalDate day = written == null ? otherwise : LocalDate.parse(written);
      return day.getYear() < 2000 || day.getYear() > 2200 ? otherwise : day;
    } catch (DateTimeException e) {
      return otherwise;
    }
  }

  private static Duration within(@Nullable String seconds) {
    return seconds != null && seconds.matches("\\d{1,4}")
        ? Duration.ofSeconds(Math.min(MOST_SECONDS, Integer.parseInt(seconds)))
        : USUAL;
  }

  /** Another time, counted alike. */
  public ReportQuery on(LocalDate first, LocalDate last) {
    return new ReportQuery(first, last, within);
  }

  public String address() {
    return "/hotline/report" + parameters();
  }

  public String tableAddress() {
    return "/hotline/report/table.csv" + parameters();
  }

  private String parameters() {
    return "?from=" + from + "&to=" + to + "&within=" + within.toSeconds();
  }
}
