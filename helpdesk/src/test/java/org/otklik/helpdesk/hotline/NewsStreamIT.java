package org.otklik.helpdesk.hotline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.otklik.helpdesk.hotline.HotlineEvent.Kind;
import org.otklik.helpdesk.running.RunningProgram;

/** What happens at the hotline, on its way to the screens. */
class NewsStreamIT {
  private static final int ADDERS = 4;
  private static final int BATCHES = 25;
  private static final int A_BATCH = 3;

  @Test
  void whoever_resumes_misses_nothing_however_many_add_at_once() {
    try (var program = RunningProgram.demo().start()) {
      var table = program.get(NewsTable.class);
      var stream = program.get(NewsStream.class);
      long from = stream.now();
      List<Long> seen = new CopyOnWriteArrayList<>();
      try (var _ = stream.after(from, event -> seen.add(event.id()));
          var adders = Executors.newVirtualThreadPerTaskExecutor()) {
        for (int i = 0; i < ADDERS; i++) {
          adders.execute(() -> {
            for (int j = 0; j < BATCHES; j++) {
              table.add(List.of(event(Kind.RINGS), event(Kind.ANSWERED), event(Kind.ENDED)));
            }
          });
        }
        int all = ADDERS * BATCHES * A_BATCH;
        await().atMost(Duration.ofSeconds(30)).until(() -> seen.size() == all);
        assertThat(seen)
            .containsExactlyElementsOf(
                LongStream.rangeClosed(from + 1, from + all).boxed().toList());
        List<Long> resumed = new CopyOnWriteArrayList<>();
        try (var _ = stream.after(seen.get(99), event -> resumed.add(event.id()))) {
          await().atMost(Duration.ofSeconds(10)).until(() -> resumed.size() == all - 100);
          assertThat(resumed).isEqualTo(seen.subList(100, all));
        }
      }
    }
  }

  private static HotlineEvent event(Kind kind) {
    return new HotlineEvent(0, kind, "office", "1795178202.42", null, Instant.now());
  }
}
