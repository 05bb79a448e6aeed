package org.otklik.intake.message;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * The form in which nearly every program writes a date, {@code Mon, 2 Mar 2026 09:00:17 +0300} (RFC
 * 5322 section 3.3), read without the calendar and the number formats that {@link Dates} needs for
 * all the others.
 */
final class UsualDate {
  private static final String DAYS = "Mon, Tue, Wed, Thu, Fri, Sat, Sun, ";
  private static final String MONTHS = "JanFebMarAprMayJunJulAugSepOctNovDec";

  /** What follows the day of the month; {@code 9} is a digit, {@code +} a sign. */
  private static final String SHAPE = " AAA 9999 99:99:99 +9999";

  private UsualDate() {}

  /** The instant, null when the text has another form or is no plain date from 1970 on. */
  static @Nullable Instant parse(String text) {
    int at = text.indexOf(' ', 5); // where the day of the month ends
    if ((at != 6 && at != 7) || !isDay(text) || !hasShape(text, at)) {
      return null;
    }
    int day = number(text, 5, at);
    int month = MONTHS.indexOf(text.substring(at + 1, at + 4));
    int year = number(text, at + 5, at + 9);
    int hour = number(text, at + 10, at + 12);
    int minute = number(text, at + 13, at + 15);
    int second = number(text, at + 16, at + 18);
    int zoneHour = number(text, at + 20, at + 22);
    int zoneMinute = number(text, at + 22, at + 24);
    boolean plain =
        month >= 0
            && month % 3 == 0
            && year >= 1970
            && day >= 1
            && day <= YearMonth.of(year, month / 3 + 1).lengthOfMonth()
            && hour < 24
            && minute < 60
            && second < 60
            && zoneHour < 15
            && zoneMinute < 60;
    if (!plain) {
      return null;
    }
    int zone = (zoneHour * 60 + zoneMinute) * (text.charAt(at + 19) == '-' ? -60 : 60);
    return LocalDateTime.of(year, month / 3 + 1, day, hour, minute, second)
        .toInstant(ZoneOffset.UTC)
        .minusSeconds(zone);
  }

  private static boolean isDay(String text) {
    int found = DAYS.indexOf(text.substring(0, 5));
    return found >= 0 && found % 5 == 0;
  }

  private static boolean hasShape(String text, int from) {
    int end = from + SHAPE.length();
    if (text.length() < end || (text.length() > end && text.charAt(end) != ' ')) {
      return false;
    }
    for (int i = 0; i < SHAPE.length(); i++) {
      char c = text.charAt(from + i);
      boolean fits =
          switch (SHAPE.charAt(i)) {
            case '9' -> c >= '0' && c <= '9';
            case '+' -> c == '+' || c == '-';
            case 'A' -> true;
            default -> c == SHAPE.charAt(i);
          };
      if (!fits) {
        return false;
      }
    }
    return true;
  }

  /** -1 when there is anything but digits, which is no day. */
  private static int number(String text, int from, int to) {
    int number = 0;
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      if (c < '0' || c > '9') {
        return -1;
      }
      number = number * 10 + c - '0';
    }
    return number;
  }
}
