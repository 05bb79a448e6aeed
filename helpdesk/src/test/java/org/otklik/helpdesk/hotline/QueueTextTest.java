package org.otklik.helpdesk.hotline;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.otklik.telephony.Extension;
import org.otklik.telephony.PbxId;
import org.otklik.telephony.QueueView;
import org.otklik.telephony.QueueView.State;

/** What is kept of a queue. */
class QueueTextTest {
  private static final Instant NINE = Instant.parse("2026-10-06T06:00:00Z");

  private static String seen(String before, long seconds, State state, Optional<String> pause) {
    return QueueText.members(
        new QueueView(
            new PbxId("office"),
            NINE.plusSeconds(seconds),
            List.of(),
            List.of(new QueueView.Member(new Extension("201"), state, pause, 3))),
        before);
  }

  private static Instant since(String written) {
    return QueueText.members(written).getFirst().since();
  }

  @Test
  void a_telephone_is_told_since_when_it_does_what_it_does() {
    String idle = seen("", 0, State.IDLE, Optional.empty());
    String still = seen(idle, 30, State.IDLE, Optional.empty());
    assertThat(since(still)).isEqualTo(NINE);
    String talks = seen(still, 60, State.TALKING, Optional.empty());
    assertThat(since(talks)).isEqualTo(NINE.plusSeconds(60));
    String pauses = seen(talks, 90, State.TALKING, Optional.of("Lunch"));
    assertThat(since(pauses)).isEqualTo(NINE.plusSeconds(90));
  }

  @Test
  void what_an_older_version_wrote_is_left_out_until_it_is_written_anew() {
    assertThat(QueueText.members("201\tIDLE\t3\t\t")).isEmpty();
    assertThat(since(seen("201\tIDLE\t3\t\t", 5, State.IDLE, Optional.empty())))
        .isEqualTo(NINE.plusSeconds(5));
  }
}
