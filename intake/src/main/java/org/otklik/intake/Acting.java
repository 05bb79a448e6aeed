package org.otklik.intake;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.otklik.intake.Turns.Turn;
import org.otklik.intake.screening.Verdict;

/**
 * Runs of messages that are being screened and acted upon, each on a virtual thread, while their
 * caller prepares the next. They are screened in the order given. What repeats or answers a message
 * of an earlier run is screened after that run was acted upon; mail on one ticket is acted upon in
 * its order; all else goes on side by side. A run whose turn depends on one that failed fails as
 * well. However many mailboxes there are, only twice as many runs are in hand as the machine has
 * processors. Thread-safe.
 */
final class Acting {
  /** One is screened while one is written, and one waits for the disk. */
  private static final int AT_ONCE = 3;

  static final int OF_ALL_MAILBOXES = 2 * Runtime.getRuntime().availableProcessors();

  private static final Turns TURNS = new Turns(OF_ALL_MAILBOXES, Duration.ofSeconds(10));

  /**
   * One of them.
   *
   * @param about the ids that its verdicts speak of, once it is screened
   */
  private record Run(Names names, CompletableFuture<Set<Long>> about, FutureTask<Void> work) {
    boolean speaksOf(Set<Long> ids) throws ExecutionException, InterruptedException {
      return !Collections.disjoint(about.get(), ids);
    }
  }

  private final String name;
  private final Function<List<ReadMail>, List<Screened>> screen;
  private final Consumer<List<Screened>> act;
  private final Runnable failed;
  private final ReentrantLock lock = new ReentrantLock();
  private final Deque<Run> runs = new ArrayDeque<>();

  /**
   * Nothing is under way yet.
   *
   * @param failed called at once when a run fails, before anybody who waits is told
   */
  Acting(
      String name,
      Function<List<ReadMail>, List<Screened>> screen,
      Consumer<List<Screened>> act,
      Runnable failed) {
    this.name = name;
    this.screen = screen;
    this.act = act;
    this.failed = failed;
  }

  /**
   * Begins with a run, once there is room for it.
   *
   * @throws RuntimeException what an earlier one failed with; then this one isn't begun
   */
  void begin(List<ReadMail> mails) {
    lock.lock();
    try {
      while (runs.size() >= AT_ONCE) {
        awaitEldest();
      }
      Turn turn = TURNS.take();
      List<Run> earlier = List.copyOf(runs);
      var about = new CompletableFuture<Set<Long>>();
      var work =
          new FutureTask<Void>(
              () -> {
                try (turn) {
                  go(mails, earlier, about);
                }
              },
              null);
      runs.add(new Run(Names.of(mails), about, work));
      Thread.ofVirtual().name(name).start(work);
    } catch (InterruptedException e) {
      throw interrupted(e);
    } finally {
      lock.unlock();
    }
  }

  private void go(List<ReadMail> mails, List<Run> earlier, CompletableFuture<Set<Long>> about) {
    boolean through = false;
    try {
      List<Screened> screened = screen(mails, earlier);
      Set<Long> ids = ids(screened);
      about.complete(ids);
      for (Run run : earlier) {
        if (run.speaksOf(ids)) {
          run.work().get();
        }
      }
      act.accept(screened);
      through = true;
    } catch (ExecutionException e) {
      throw failure(e);
    } catch (InterruptedException e) {
      throw interrupted(e);
    } finally {
      if (!through) {
        failed.run();
        about.completeExceptionally(new IllegalStateException("an earlier run of mail failed"));
      }
    }
  }

  private List<Screened> screen(List<ReadMail> mails, List<Run> earlier)
      throws ExecutionException, InterruptedException {
    if (!earlier.isEmpty()) {
      earlier.getLast().about().get();
    }
    Set<String> named = Names.named(mails);
    for (Run run : earlier) {
      if (run.names().concern(named)) {
        run.work().get();
      }
    }
    return screen.apply(mails);
  }

  /**
   * Waits until nothing is under way.
   *
   * @throws RuntimeException what something failed with; thrown once
   */
  void await() {
    lock.lock();
    try {
      while (!runs.isEmpty()) {
        awaitEldest();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Whether nothing is under way; also when something failed and nobody asked since. */
  boolean isIdle() {
    if (!lock.tryLock()) {
      return false;
    }
    try {
      return runs.stream().allMatch(run -> run.work().isDone());
    } finally {
      lock.unlock();
    }
  }

  /** When idle: whoever waits is not told any more what failed. */
  void forget() {
    lock.lock();
    try {
      runs.clear();
    } finally {
      lock.unlock();
    }
  }

  private void awaitEldest() {
    try {
      runs.getFirst().work().get();
      runs.removeFirst();
    } catch (ExecutionException e) {
      runs.removeFirst();
      RuntimeException failure = failure(e);
      awaitQuietly(failure);
      throw failure;
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  /** What else fails is no news: whatever isn't acted upon is taken up again. */
  private void awaitQuietly(RuntimeException failure) {
    while (!runs.isEmpty()) {
      try {
        runs.getFirst().work().get();
      } catch (ExecutionException e) {
        if (!failure.equals(failure(e))) { // Who waited for it fails with the same.
          failure.addSuppressed(failure(e));
        }
      } catch (InterruptedException e) {
        throw interrupted(e);
      }
      runs.removeFirst();
    }
  }

  /** What a task failed with. */
  static RuntimeException failure(ExecutionException e) {
    return e.getCause() instanceof RuntimeException failure
        ? failure
        : new IllegalStateException(e.getCause());
  }

  private RuntimeException interrupted(InterruptedException e) {
    return interrupted(name + " goes on", e);
  }

  /** The thread stays interrupted. */
  static RuntimeException interrupted(String meanwhile, InterruptedException e) {
    Thread.currentThread().interrupt();
    return new IllegalStateException("interrupted while " + meanwhile, e);
  }

  /** The tickets and letters that verdicts speak of. */
  private static Set<Long> ids(List<Screened> screened) {
    return screened.stream().flatMap(one -> ids(one.verdict())).collect(Collectors.toSet());
  }

  private static Stream<Long> ids(Verdict verdict) {
    return switch (verdict) {
      case Verdict.FollowUp followUp -> Stream.of(followUp.ticketId());
      case Verdict.Note note -> Stream.of(note.ticketId());
      case Verdict.Bounced bounced ->
          bounced.letter().stream()
              .flatMap(letter -> Stream.concat(Stream.of(letter.id()), letter.ticketId().stream()));
      default -> Stream.empty();
    };
  }
}
