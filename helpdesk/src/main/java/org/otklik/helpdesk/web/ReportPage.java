package org.otklik.helpdesk.web;

import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.otklik.helpdesk.store.HotlineReport;
import org.otklik.helpdesk.store.HotlineReport.Figures;

/** What the hotline's report shows. */
public record ReportPage(
    Chrome chrome, ReportQuery query, LocalDate today, HotlineReport.Report report) {
  private static final int HOURS = 24;

  /** Heights of the chart's columns, in its own units. */
  private static final int CHART = 100;

  /** A time that is often asked for. */
  public record Preset(String key, ReportQuery query) {}

  public List<Preset> presets() {
    LocalDate month = today.withDayOfMonth(1);
    return List.of(
        new Preset("today", query.on(today, today)),
        new Preset("week", query.on(today.minusDays(6), today)),
        new Preset("month", query.on(month, today)),
        new Preset("last-month", query.on(month.minusMonths(1), month.minusDays(1))));
  }

  /** A line of a table. */
  public record Line(String name, Figures figures) {}

  public List<Line> hours() {
    return report.byHour().entrySet().stream()
        .map(e -> new Line(hour(e.getKey()), e.getValue()))
        .toList();
  }

  public List<Line> operators() {
    return report.byOperator().stream()
        .map(one -> {
          String name = one.name();
          return new Line(name == null ? chrome.say("console.report.nobody") : name, one.figures());
        })
        .toList();
  }

  private static String hour(int hour) {
    return "%02d:00".formatted(hour);
  }

  /**
   * An hour's column; all in the chart's units, from the top.
   *
   * @param x of its left edge
   * @param answered height of the lower part
   * @param lost height of the part above it
   * @param words for those who point at it
   */
  public record Column(int x, double answered, double lost, String words) {
    public String answeredTop() {
      return at(CHART - answered);
    }

    public String lostTop() {
      return at(CHART - answered - lost);
    }

    public String answeredHeight() {
      return at(answered);
    }

    public String lostHeight() {
      return at(lost);
    }

    private static String at(double value) {
      return String.format(Locale.ROOT, "%.2f", value);
    }
  }

  /** One for each hour of the day. */
  public List<Column> columns() {
    double unit = (double) CHART / Math.max(1, highest());
    var columns = new ArrayList<Column>();
    for (int hour = 0; hour < HOURS; hour++) {
      Figures f = report.byHour().getOrDefault(hour, Figures.NONE);
      long lost = calls(f) - f.answered();
      columns.add(
          new Column(
              hour * 10,
              f.answered() * unit,
              lost * unit,
              chrome.say("console.report.column", hour(hour), f.answered(), lost)));
    }
    return columns;
  }

  /** The most calls that an hour had. */
  public long highest() {
    return report.byHour().values().stream().mapToLong(ReportPage::calls).max().orElse(0);
  }

  private static long calls(Figures figures) {
    return figures.offered() + figures.outOfHours();
  }

  /** A share, or that there is none. */
  public String level(Figures figures) {
    return figures
        .serviceLevel()
        .map(level -> chrome.say("console.report.percent", Math.round(level)))
        .orElseGet(() -> chrome.say("console.nothing"));
  }

  public String span(long seconds) {
    return chrome.times().span(Duration.ofSeconds(seconds));
  }
}
