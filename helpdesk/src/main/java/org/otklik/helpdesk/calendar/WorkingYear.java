package org.otklik.helpdesk.calendar;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.LongStream;

/**
 * One year of a calendar, laid out for binary search. Instants are nanoseconds since 1970 in UTC;
 * working time is nanoseconds since the year's beginning.
 */
final class WorkingYear {
  private static final long NANOS = 1_000_000_000L;
  private static final long SECONDS_OF_DAY = 86_400;

  /** The year's first instant, and the next year's. */
  final long begins;

  final long ends;

  /** The open spans in order, and the working time before each. */
  private final long[] opens;

  private final long[] closes;
  private final long[] workedBefore;

  /** The business days in order: beginning, closing time, and the following midnight. */
  private final long[] dayBegins;

  private final long[] dayCloses;
  private final long[] dayEnds;

  private final long total;

  WorkingYear(int year, ZoneId zone, Function<LocalDate, List<Shift>> hours) {
    var layout = new Layout(zone, hours);
    begins = midnight(LocalDate.of(year, 1, 1), zone);
    ends = midnight(LocalDate.of(year + 1, 1, 1), zone);
    layout.lay(begins / NANOS, ends / NANOS);
    opens = layout.opens.build().toArray();
    closes = layout.closes.build().toArray();
    workedBefore = new long[opens.length];
    long sum = 0;
    for (int i = 0; i < opens.length; i++) {
      workedBefore[i] = sum;
      sum += closes[i] - opens[i];
    }
    total = sum;
    var days = layout.closings.keySet();
    dayBegins = days.stream().mapToLong(day -> midnight(day, zone)).toArray();
    dayEnds = days.stream().mapToLong(day -> midnight(day.plusDays(1), zone)).toArray();
    dayCloses = layout.closings.values().stream().mapToLong(closing -> closing).toArray();
  }

  /** When the day begins; of two midnights with the later, as then the day before is over. */
  private static long midnight(LocalDate day, ZoneId zone) {
    var midnight = day.atStartOfDay().atZone(zone).withLaterOffsetAtOverlap();
    return midnight.toEpochSecond() * NANOS;
  }

  /** All of the year's working time. */
  long total() {
    return total;
  }

  /** The working time from the year's beginning to the instant. */
  long worked(long instant) {
    int i = lastUpTo(opens, instant);
    return i < 0 ? 0 : workedBefore[i] + Math.min(instant, closes[i]) - opens[i];
  }

  /** The first instant with that much worked, which is more than nothing and at most the total. */
  long firstWith(long worked) {
    int i = lastUpTo(workedBefore, worked - 1);
    return opens[i] + worked - workedBefore[i];
  }

  /** The last instant with that much worked, which is less than the total. */
  long lastWith(long worked) {
    int i = lastUpTo(workedBefore, worked);
    return opens[i] + worked - workedBefore[i];
  }

  boolean isOpen(long instant) {
    int i = lastUpTo(opens, instant);
    return i >= 0 && instant < closes[i];
  }

  int businessDays() {
    return dayBegins.length;
  }

  /** How many business days have begun. */
  int begun(long instant) {
    return lastUpTo(dayBegins, instant) + 1;
  }

  /** When working hours end on the business day of that index. */
  long closing(int day) {
    return dayCloses[day];
  }

  /** The midnight that ends the business day of that index. */
  long midnightAfter(int day) {
    return dayEnds[day];
  }

  /** The index of the last element up to the value, or -1. */
  private static int lastUpTo(long[] sorted, long value) {
    int i = Arrays.binarySearch(sorted, value);
    return i >= 0 ? i : -i - 2;
  }

  /**
   * Lays shifts on the time line, one stretch of constant offset after another: this is where a
   * skipped hour drops out and a repeated one counts twice.
   */
  private static final class Layout {
    final LongStream.Builder opens = LongStream.builder();
    final LongStream.Builder closes = LongStream.builder();
    final TreeMap<LocalDate, Long> closings = new TreeMap<>();
    private final ZoneId zone;
    private final Function<LocalDate, List<Shift>> hours;

    Layout(ZoneId zone, Function<LocalDate, List<Shift>> hours) {
      this.zone = zone;
      this.hours = hours;
    }

    void lay(long fromSecond, long toSecond) {
      var rules = zone.getRules();
      long from = fromSecond;
      while (from < toSecond) {
        var at = Instant.ofEpochSecond(from);
        var transition = rules.nextTransition(at);
        long to = transition == null ? toSecond : Math.min(toSecond, transition.toEpochSecond());
        layStretch(from, to, rules.getOffset(at));
        from = to;
      }
    }

    private void layStretch(long from, long to, ZoneOffset offset) {
      int ahead = offset.getTotalSeconds();
      long lastDay = Math.floorDiv(to - 1 + ahead, SECONDS_OF_DAY);
      for (long day = Math.floorDiv(from + ahead, SECONDS_OF_DAY); day <= lastDay; day++) {
        var date = LocalDate.ofEpochDay(day);
        long midnight = day * SECONDS_OF_DAY - ahead;
        for (var shift : hours.apply(date)) {
          long open = Math.max(from, midnight + shift.openingMinute() * 60L);
          long close = Math.min(to, midnight + shift.closingMinute() * 60L);
          if (open < close) {
            opens.add(open * NANOS);
            closes.add(close * NANOS);
            closings.merge(date, close * NANOS, Math::max);
          }
        }
      }
    }
  }
}
