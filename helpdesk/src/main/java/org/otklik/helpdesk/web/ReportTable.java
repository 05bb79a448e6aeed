package org.otklik.helpdesk.web;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.otklik.helpdesk.client.Language;
import org.otklik.helpdesk.store.HotlineReport;
import org.otklik.helpdesk.store.HotlineReport.Figures;
import org.otklik.helpdesk.words.Words;

/**
 * The report for spreadsheets: CSV (RFC 4180) in UTF-8 with a byte order mark, without which they
 * take it for something else; all times in seconds. Between the fields stands what spreadsheets of
 * the reader's language expect. A text that they would take for a formula begins with an apostrophe
 * (OWASP, CSV injection).
 */
final class ReportTable {
  private static final String BYTE_ORDER_MARK = "\uFEFF";
  private static final String FORMULA = "=+-@\t\r\n";
  private static final List<String> COLUMNS =
      List.of(
          "console.report.offered",
          "console.report.answered",
          "console.report.in-time",
          "console.report.level",
          "console.report.abandoned",
          "console.report.overflowed",
          "console.report.cut-off",
          "console.report.left",
          "console.report.out-of-hours",
          "console.report.wait",
          "console.report.longest-wait",
          "console.report.wait-in-vain",
          "console.report.talk");

  private ReportTable() {}

  static String of(HotlineReport.Report report, Words words) {
    var lines = new ArrayList<List<String>>();
    lines.add(
        Stream.concat(Stream.of("console.report.which", "console.report.name"), COLUMNS.stream())
            .map(words::say)
            .toList());
    lines.add(line(words.say("console.report.all"), "", report.all()));
    report
        .byHour()
        .forEach((hour, figures) ->
            lines.add(line(words.say("console.report.hour"), "%02d:00".formatted(hour), figures)));
    report
        .byOperator()
        .forEach(one -> {
          String name = one.name();
          lines.add(
              line(
                  words.say("console.report.operator"),
                  name == null ? words.say("console.report.nobody") : name,
                  one.figures()));
        });
    String separator = words.language() == Language.RU ? ";" : ",";
    return BYTE_ORDER_MARK
        + lines.stream()
            .map(line ->
                line.stream().map(ReportTable::field).collect(Collectors.joining(separator)))
            .collect(Collectors.joining("\r\n", "", "\r\n"));
  }

  private static List<String> line(String which, String name, Figures f) {
    return Stream.concat(
            Stream.of(which, name),
            Stream.of(
                    f.offered(),
                    f.answered(),
                    f.answeredInTime(),
                    f.serviceLevel().map(level -> Long.toString(Math.round(level))).orElse(""),
                    f.abandoned(),
                    f.overflowed(),
                    f.cutOff(),
                    f.left(),
                    f.outOfHours(),
                    f.averageWait(),
                    f.longestWait(),
                    f.averageWaitInVain(),
                    f.averageTalk())
                .map(String::valueOf))
        .toList();
  }

  /** A text as a spreadsheet shows it and doesn't calculate it. */
  static String field(String text) {
    String safe = !text.isEmpty() && FORMULA.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
    return safe.chars().anyMatch(c -> c == '"' || c == ',' || c == ';' || c == '\n' || c == '\r')
        ? "\"" + safe.replace("\"", "\"\"") + "\""
        : safe;
  }
}
