package org.otklik.helpdesk.courier;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How many letters may go out in how long: {@code 10 in 10m, 25 in 1h}; {@code off} for as many as
 * there are.
 */
record Pace(List<Cap> caps) {
  private static final Pattern CAP = Pattern.compile("(\\d{1,6})\\s*in\\s*(\\d{1,5})\\s*(m|h)");

  /** At most so many in a span of time. */
  record Cap(int letters, Duration span) {}

  /**
   * @throws IllegalArgumentException with words for who set it
   */
  static Pace parse(String text) {
    String wanted = text.strip().toLowerCase(Locale.ROOT);
    return wanted.equals("off")
        ? new Pace(List.of())
        : new Pace(Arrays.stream(wanted.split(",", -1)).map(cap -> cap(cap.strip())).toList());
  }

  private static Cap cap(String text) {
    Matcher cap = CAP.matcher(text);
    if (!cap.matches() || Integer.parseInt(cap.group(1)) == 0) {
      throw new IllegalArgumentException(
          "must be like “10 in 10m, 25 in 1h”, or off, not “" + text + "”");
    }
    long amount = Long.parseLong(cap.group(2));
    return new Cap(
        Integer.parseInt(cap.group(1)),
        cap.group(3).equals("h") ? Duration.ofHours(amount) : Duration.ofMinutes(amount));
  }

  /** The cap that one more letter would break. */
  Optional<Cap> broken(Collection<Instant> sent, Instant now) {
    return caps.stream()
        .filter(cap -> {
          Instant since = now.minus(cap.span());
          return sent.stream().filter(at -> at.isAfter(since)).count() >= cap.letters();
        })
        .findFirst();
  }

  Duration longest() {
    return caps.stream().map(Cap::span).max(Duration::compareTo).orElse(Duration.ZERO);
  }
}
