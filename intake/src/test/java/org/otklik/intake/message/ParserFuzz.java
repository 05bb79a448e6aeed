package org.otklik.intake.message;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;

/**
 * What Jazzer calls with mails that it makes up, led by the code that they reach; see
 * docs/developing.md. Not a test by itself: {@code verify} runs it for a minute.
 */
public final class ParserFuzz {
  private static final Duration LONGEST = Duration.ofSeconds(2);

  /** All that is allocated, which is more than what is held at any time. */
  private static final long MOST_BYTES = 64L << 20;

  /** What loads a class, or is instrumented while it runs, costs more the first time. */
  private static final int TRIES = 3;

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private ParserFuzz() {}

  /** Throws for a mail that shows a fault. */
  public static void fuzzerTestOneInput(byte[] raw) throws IOException {
    MutatedMailTest.check(raw);
    Cost cost = cost(raw);
    for (int i = 1; i < TRIES && cost.isTooMuch(); i++) {
      cost = cost(raw);
    }
    if (cost.isTooMuch()) {
      throw new AssertionError(cost.toString());
    }
  }

  private record Cost(Duration time, long bytes) {
    boolean isTooMuch() {
      return time.compareTo(LONGEST) > 0 || bytes > MOST_BYTES;
    }
  }

  private static Cost cost(byte[] raw) {
    long nanos = THREADS.getCurrentThreadCpuTime();
    long bytes = THREADS.getCurrentThreadAllocatedBytes();
    if (new MessageParser(ParseLimits.DEFAULT).parse(raw) instanceof ParseResult.Parsed parsed) {
      parsed.message().html();
    }
    return new Cost(
        Duration.ofNanos(THREADS.getCurrentThreadCpuTime() - nanos),
        THREADS.getCurrentThreadAllocatedBytes() - bytes);
  }
}
