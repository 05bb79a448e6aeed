package org.otklik.intake.mailbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.otklik.intake.wire.Security;

/** The small parts that the reader is made of. */
class PiecesTest {
  private final MailboxSettings settings =
      MailboxSettings.of("s", "h", Security.TLS, "u", "p").withBatches(3, 100, 50);

  private static Listed listed(long uid, long size) {
    return new Listed(uid, size, Instant.EPOCH);
  }

  private List<List<Long>> cut(Listed... messages) {
    List<List<Long>> batches = new ArrayList<>();
    var left = List.of(messages);
    while (!left.isEmpty()) {
      var batch = Listed.batch(left, settings, settings.pace().batchBytes());
      batches.add(batch.stream().map(Listed::uid).toList());
      left = left.subList(batch.size(), left.size());
    }
    return batches;
  }

  @Test
  void uids_are_drawn_together_to_runs() {
    assertThat(UidSet.of(List.of(9L, 3L, 4L, 5L, 7L))).isEqualTo("3:5,7,9");
    assertThat(UidSet.of(List.of(4_294_967_295L))).isEqualTo("4294967295");
  }

  @Test
  void batches_keep_the_order_and_both_bounds_and_large_messages_go_alone() {
    assertThat(cut(listed(1, 1), listed(2, 1), listed(3, 1), listed(4, 1)))
        .containsExactly(List.of(1L, 2L, 3L), List.of(4L));
    assertThat(cut(listed(1, 50), listed(2, 50), listed(3, 1)))
        .containsExactly(List.of(1L, 2L), List.of(3L));
    assertThat(cut(listed(1, 1), listed(2, 51), listed(3, 1), listed(4, 5000)))
        .containsExactly(List.of(1L), List.of(2L), List.of(3L), List.of(4L));
  }

  @Test
  void waits_double_up_to_the_longest_and_spread() {
    var backoff = new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(5), new Random(1));
    long whole = 1000;
    for (int failure = 0; failure < 50; failure++) {
      assertThat(backoff.next().toMillis()).isBetween(whole / 2, whole);
      whole = Math.min(whole * 2, 300_000);
    }
    backoff.succeeded();
    assertThat(backoff.next().toMillis()).isBetween(500L, 1000L);
  }

  @Test
  void what_breaks_the_connection_comes_last_then_alone_then_rests() {
    var strikes = new Strikes();
    strikes.under(7);
    var batch = LongStream.range(1, 200).boxed().toList();
    strikes.broke(batch);
    assertThat(strikes.against(5)).isEqualTo(1);
    strikes.wentWell(List.of(6L));
    assertThat(strikes.against(6)).isZero();
    strikes.broke(List.of(4L, 5L));
    assertThat(strikes.against(5)).isEqualTo(2);
    assertThat(strikes.rests(5)).isFalse();
    strikes.broke(List.of(5L));
    assertThat(strikes.rests(5)).isTrue();
    assertThat(strikes.rests(4)).isFalse();
    strikes.under(8);
    assertThat(strikes.rests(5)).isFalse();
    assertThat(strikes.against(5)).isZero();
  }
}
