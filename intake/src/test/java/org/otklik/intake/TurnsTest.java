package org.otklik.intake;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.otklik.intake.Turns.Turn;

class TurnsTest {
  private static final Duration LONG = Duration.ofSeconds(30);
  private static final Duration A_WHILE = Duration.ofMillis(200);

  private static FutureTask<Turn> taking(Turns turns) {
    var taking = new FutureTask<>(turns::take);
    Thread.ofVirtual().start(taking);
    return taking;
  }

  @Test
  void who_comes_when_all_turns_are_taken_waits_until_one_ends() throws Exception {
    var turns = new Turns(2, LONG);
    var first = turns.take();
    try (var _ = turns.take()) {
      var third = taking(turns);
      await().during(A_WHILE).until(() -> !third.isDone());
      first.close();
      third.get().close();
    }
  }

  @Test
  void who_has_waited_long_goes_ahead_and_leaves_no_turn_behind() throws Exception {
    var turns = new Turns(1, Duration.ofSeconds(3));
    try (var _ = turns.take()) {
      taking(turns).get().close();
      var next = taking(turns);
      await().during(A_WHILE).until(() -> !next.isDone());
      next.get().close();
    }
  }
}
