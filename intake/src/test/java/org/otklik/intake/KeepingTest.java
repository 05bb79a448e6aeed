package org.otklik.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.otklik.intake.mailbox.FetchedMail;
import org.otklik.intake.message.MessageParser;
import org.otklik.intake.message.ParseLimits;
import org.otklik.intake.message.RawSource;

/** How many mailboxes' batches are kept at the same time, where each lasts until it may end. */
class KeepingTest {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration A_WHILE = Duration.ofMillis(200);
  private static final byte[] RAW =
      "From: a@b.example\r\n\r\nHello\r\n".getBytes(StandardCharsets.UTF_8);

  private final MessageParser parser = new MessageParser(ParseLimits.DEFAULT);
  private final Keeper keeper = new Keeper();
  private final List<Future<Keeping>> keepings = new ArrayList<>();

  /** Keeps nothing, and not before it may. */
  private static final class Keeper {
    private final AtomicInteger begun = new AtomicInteger();
    private final CountDownLatch may = new CountDownLatch(1);

    private List<KeptMail> keep(String mailbox) {
      begun.incrementAndGet();
      try {
        if (!may.await(3 * PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
          throw new IllegalStateException("kept for ever");
        }
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
      if (mailbox.equals("broken")) {
        throw new IllegalStateException("no room");
      }
      return List.of();
    }
  }

  private void keep(String mailbox, RawSource raw) {
    var mails = List.of(new FetchedMail(1, Instant.EPOCH, raw));
    var task = new FutureTask<>(() -> Keeping.of(mails, () -> keeper.keep(mailbox), parser));
    keepings.add(task);
    Thread.ofVirtual().start(task);
  }

  private void begun(int count) {
    await().atMost(PATIENCE).until(() -> keeper.begun.get() == count);
  }

  private void allDone() {
    await().atMost(PATIENCE).until(() -> keepings.stream().allMatch(Future::isDone));
  }

  @Test
  void no_more_batches_than_processors_and_then_the_others() {
    int all = 3 * Keeping.AT_ONCE;
    IntStream.range(0, all).forEach(i -> keep("box" + i, RawSource.of(RAW)));
    begun(Keeping.AT_ONCE);
    await().during(A_WHILE).atMost(PATIENCE).until(() -> keeper.begun.get() == Keeping.AT_ONCE);
    keeper.may.countDown();
    begun(all);
    allDone();
  }

  @Test
  void one_that_is_not_in_memory_yet_takes_nobodys_place(@TempDir Path folder) throws Exception {
    IntStream.range(0, Keeping.AT_ONCE).forEach(i -> keep("box" + i, RawSource.of(RAW)));
    begun(Keeping.AT_ONCE);
    keep("slow", RawSource.of(Files.write(folder.resolve("large.eml"), RAW)));
    begun(Keeping.AT_ONCE + 1);
    keeper.may.countDown();
    allDone();
  }

  @Test
  void a_batch_that_could_not_be_kept_leaves_its_place() {
    keeper.may.countDown();
    IntStream.rangeClosed(0, Keeping.AT_ONCE).forEach(i -> keep("broken", RawSource.of(RAW)));
    keep("box", RawSource.of(RAW));
    allDone();
    assertThat(keepings.getFirst().exceptionNow()).hasMessage("no room");
    assertThat(keepings.getLast().resultNow().kept()).isEmpty();
  }
}
