package org.otklik.intake.mailbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.otklik.intake.wire.Problem.Kind;
import org.otklik.intake.wire.Security;

/**
 * A server that lies about sizes costs bounded memory, and only the message that it lies about.
 * What it gives is taken whole; what it doesn't give stays in the mailbox, unmarked, and is named
 * (RFC 9051 §4.3, Zammad #2754).
 */
class LyingImapTest {
  private static final long MB = 1 << 20;
  private final KeptMail kept = new KeptMail();

  private static List<byte[]> three(byte[] second) {
    return List.of(Mailbox.mail(1), second, Mailbox.mail(3));
  }

  private static LyingImap.Lie size(String said) {
    return new LyingImap.Lie() {
      @Override
      public String size(int real) {
        return said;
      }
    };
  }

  private static LyingImap.Lie literal(String said) {
    return new LyingImap.Lie() {
      @Override
      public String announced(int real) {
        return said;
      }
    };
  }

  private MailboxReader reading(LyingImap server) {
    var reader =
        new MailboxReader(
            MailboxSettings.of("support", "127.0.0.1", Security.PLAIN, "support", "secret")
                .withPort(server.port())
                .withTimeout(Duration.ofSeconds(1))
                .withPollEvery(Duration.ofMillis(50))
                .withRetries(Duration.ofMillis(10), Duration.ofMillis(20)),
            kept,
            InstantSource.system());
    reader.start();
    return reader;
  }

  private void takesAll(List<byte[]> messages, LyingImap.Lie lie) throws IOException {
    try (var server = new LyingImap(messages, 2, lie);
        var reader = reading(server)) {
      await().atMost(60, TimeUnit.SECONDS).until(() -> kept.told().size() == 3);
      assertThat(kept.mails()).containsExactlyInAnyOrderElementsOf(messages);
      await().until(() -> reader.state().problems().isEmpty());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        " RFC822.SIZE 2147483648",
        " RFC822.SIZE 10",
        " RFC822.SIZE 0",
        " RFC822.SIZE -5",
        ""
      })
  void a_small_message_is_taken_whole_whatever_size_is_told(String said) throws IOException {
    takesAll(three(Mailbox.mail(2)), size(said));
  }

  /** The one that would fill the memory, as the first answer shows, is streamed. */
  @ParameterizedTest
  @ValueSource(strings = {" RFC822.SIZE 10", " RFC822.SIZE 524288", " RFC822.SIZE -5", ""})
  void a_huge_message_is_taken_whole_whatever_size_is_told(String said) throws IOException {
    takesAll(three(Mailbox.mail(2, 40 << 20)), size(said));
  }

  @ParameterizedTest
  @ValueSource(strings = {"{2000000000}", "{2147483647}", "{99999999999}", "{-5}", "{5}", "{1000}"})
  void what_is_not_as_long_as_announced_is_left_and_named_and_costs_no_other(String said)
      throws IOException {
    leavesTheSecond(literal(said));
  }

  @Test
  void a_line_without_an_end_is_not_read_for_ever() throws IOException {
    leavesTheSecond(
        new LyingImap.Lie() {
          @Override
          public void before(OutputStream out) throws IOException {
            var filler = new byte[1 << 20];
            Arrays.fill(filler, (byte) 'x');
            for (int i = 0; i < 200; i++) {
              out.write(filler);
            }
          }
        });
  }

  private void leavesTheSecond(LyingImap.Lie lie) throws IOException {
    long before = peakAnew();
    var messages = three(Mailbox.mail(2));
    try (var server = new LyingImap(messages, 2, lie);
        var reader = reading(server)) {
      await().atMost(60, TimeUnit.SECONDS).until(() -> kept.told().size() == 2);
      var left = await().until(reader::state, LyingImapTest::namesWhatIsNotGiven);
      assertThat(kept.mails()).containsExactlyInAnyOrder(messages.getFirst(), messages.getLast());
      assertThat(kept.told()).containsExactlyInAnyOrder(1L, 3L);
      assertThat(left.problem()).hasValueSatisfying(words -> assertThat(words).contains("UID 2"));
    }
    assertThat((peak() - before) / MB).as("MB more at most").isLessThan(400);
  }

  private static boolean namesWhatIsNotGiven(MailboxState state) {
    return state.problems().stream().anyMatch(problem -> problem.kind() == Kind.NOT_GIVEN);
  }

  /** Bytes in the heap now, from where the peak is measured. */
  private static long peakAnew() {
    System.gc();
    heap().forEach(MemoryPoolMXBean::resetPeakUsage);
    return peak();
  }

  private static long peak() {
    return heap().stream().mapToLong(pool -> pool.getPeakUsage().getUsed()).sum();
  }

  private static List<MemoryPoolMXBean> heap() {
    return ManagementFactory.getMemoryPoolMXBeans().stream()
        .filter(pool -> pool.getType() == MemoryType.HEAP)
        .toList();
  }
}
