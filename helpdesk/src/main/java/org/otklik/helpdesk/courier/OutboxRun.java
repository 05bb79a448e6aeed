package org.otklik.helpdesk.courier;

import io.micronaut.context.event.ApplicationEventListener;
import io.micronaut.runtime.server.event.ServerStartupEvent;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.otklik.helpdesk.outbox.Dispatch;
import org.otklik.helpdesk.outbox.OutgoingLetter;
import org.otklik.intake.Steps;
import org.otklik.intake.courier.Delivery;
import org.otklik.intake.wire.Problem;
import org.otklik.intake.wire.Problem.Kind;
import org.otklik.intake.wire.Trouble;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends what waits in the outbox, on a thread of its own: takes some letters, hands each to the
 * mail server outside any transaction, and records what came of it.
 */
@Singleton
public class OutboxRun implements ApplicationEventListener<ServerStartupEvent>, Dispatch {
  private static final Logger LOG = LoggerFactory.getLogger(OutboxRun.class);
  private static final int LETTERS_AT_ONCE = 20;
  private static final long LOOK_EVERY_MS = 1000;

  private final OutboxDesk desk;
  private final LetterCarrier carrier;
  private final Steps steps;
  private final InstantSource clock;
  private final Semaphore work = new Semaphore(0);
  private volatile @Nullable Thread thread;

  OutboxRun(OutboxDesk desk, LetterCarrier carrier, Steps steps, InstantSource clock) {
    this.desk = desk;
    this.carrier = carrier;
    this.steps = steps;
    this.clock = clock;
  }

  @Override
  public void onApplicationEvent(ServerStartupEvent started) {
    thread = Thread.ofVirtual().name("outbox").start(this::run);
  }

  @Override
  public void wakeUp() {
    if (work.availablePermits() == 0) {
      work.release();
    }
  }

  private void run() {
    while (!Thread.currentThread().isInterrupted()) {
      try {
        if (sendSome() == 0) {
          work.tryAcquire(LOOK_EVERY_MS, TimeUnit.MILLISECONDS);
          work.drainPermits();
        }
      } catch (InterruptedException e) {
        return;
      } catch (RuntimeException | LinkageError | StackOverflowError | OutOfMemoryError e) {
        // A mistake of ours or of a library must not end all outgoing mail.
        LOG.warn("The outbox rests: {}", e.toString());
        rest();
      }
    }
  }

  /**
   * Sends what is due now.
   *
   * @return how many letters it tried
   */
  public int sendSome() {
    Instant began = clock.instant();
    List<OutgoingLetter> taken = desk.take(LETTERS_AT_ONCE);
    for (int i = 0; i < taken.size(); i++) {
      if (!desk.stillOurs(began)) {
        desk.giveBack(taken.subList(i, taken.size())); // a slow mail server
        break;
      }
      OutgoingLetter letter = taken.get(i);
      steps.reached(Steps.Step.LETTER_TAKEN);
      Delivery delivery = carry(letter);
      steps.reached(Steps.Step.LETTER_ACCEPTED);
      desk.record(letter, delivery);
      steps.reached(Steps.Step.LETTER_RECORDED);
    }
    return taken.size();
  }

  /** One that can't be composed, by a mistake of ours or of a library, holds up no other. */
  private Delivery carry(OutgoingLetter letter) {
    try (var _ = desk.hold(letter)) {
      return carrier.carry(letter);
    } catch (RuntimeException | LinkageError | StackOverflowError | OutOfMemoryError e) {
      LOG.warn("Letter {} can't be sent", letter.id(), e);
      return new Delivery.Deferred(
          Problem.of(Kind.UNEXPECTED, e.getClass().getSimpleName(), Trouble.saying(e)));
    }
  }

  private static void rest() {
    try {
      TimeUnit.MILLISECONDS.sleep(LOOK_EVERY_MS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @PreDestroy
  void close() throws InterruptedException {
    Thread running = thread;
    if (running != null) {
      running.interrupt();
      running.join(5000);
    }
  }
}
