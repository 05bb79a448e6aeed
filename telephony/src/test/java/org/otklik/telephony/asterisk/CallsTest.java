package org.otklik.telephony.asterisk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.otklik.telephony.Call;
import org.otklik.telephony.CallOutcome;
import org.otklik.telephony.Extension;
import org.otklik.telephony.IncomingCall;
import org.otklik.telephony.Linkedid;
import org.otklik.telephony.PbxId;
import org.otklik.telephony.PhoneNumber;
import org.otklik.telephony.Recording;

/** What is told of a call, by the rows alone. */
class CallsTest {
  private static final Linkedid KEY = new Linkedid("1795178200.42");
  private static final Duration GONE = Duration.ofSeconds(5);

  private final HelpDesk desk = new HelpDesk();
  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.ofEpochSecond(1_795_178_300));
  private Calls calls = calls(desk);

  private Calls calls(HelpDesk by) {
    var ledger = new Ledger(new PbxId("office"), new CallerNumbers("RU"));
    InstantSource clock = now::get;
    return new Calls(ledger, by, clock, GONE, () -> {});
  }

  @AfterEach
  void close() {
    calls.close();
  }

  private static final List<Milestones> ANSWERED =
      List.of(
          row(Milestones.Row.IN, "1|1795178200|100|84951234567|%D0%95%D0%B2%D0%B0"),
          row(Milestones.Row.QUEUE, "1|1795178202"),
          row(Milestones.Row.RECORDED, "1|1795178202|1795178200.42.wav"),
          row(Milestones.Row.FIRST, "1|1795178205|PJSIP%2F201-0000002a|"),
          row(Milestones.Row.LAST, "1|1795178205|PJSIP%2F201-0000002a|"),
          row(Milestones.Row.HANDED_ON, "1|1795178209|1"),
          row(Milestones.Row.LAST, "1|1795178211|PJSIP%2F202-0000002c|1"),
          row(Milestones.Row.END, "1|1795178220|queue||||0"));

  private static Milestones row(Milestones.Row row, String value) {
    return Milestones.of(row, value);
  }

  /** Everything submitted has been handled. */
  private void settled() {
    calls.close();
    calls = calls(desk);
  }

  @Test
  void a_call_is_told_once_and_the_same_in_whatever_order_its_rows_come_and_however_often() {
    var answered =
        new CallOutcome.Answered(
            Optional.of(new Extension("201")),
            Instant.ofEpochSecond(1_795_178_205),
            Optional.of(new Extension("202")),
            false,
            Optional.of(new Recording("1795178200.42.wav")));
    var random = new Random(42);
    for (int i = 0; i < 200; i++) {
      var own = new HelpDesk();
      // The ledger, and the last event, have the last of what was written, all at once.
      Milestones ledger = ANSWERED.stream().reduce(Milestones.NONE, Milestones::and);
      var rows = new ArrayList<>(ANSWERED.subList(0, 7));
      rows.addAll(ANSWERED.subList(0, 7));
      rows.add(ledger);
      Collections.shuffle(rows, random);
      try (Calls some = calls(own)) {
        rows.forEach(row -> some.heard(KEY, row));
        some.read(Map.of(KEY, ledger), Set.of());
      }
      assertThat(own.ended).singleElement().extracting(Call::outcome).isEqualTo(answered);
      assertThat(rows.stream().reduce(Milestones.NONE, Milestones::and)).isEqualTo(ledger);
    }
  }

  @Test
  void who_calls_is_read_from_the_first_row() {
    ANSWERED.forEach(row -> calls.heard(KEY, row));
    settled();
    assertThat(desk.rang)
        .singleElement()
        .satisfies(call -> {
          assertThat(call.caller()).contains(new PhoneNumber("+74951234567"));
          assertThat(call.shown().name()).isEqualTo("Ева");
          assertThat(call.entered()).isEqualTo(Instant.ofEpochSecond(1_795_178_200));
        });
    assertThat(desk.answered)
        .extracting(answer -> answer.by().digits())
        .containsExactly("201", "202");
  }

  /** The link came back between the two rows: the ledger has the first. */
  @Test
  void a_call_is_not_shown_before_it_is_known_who_calls() {
    calls.heard(KEY, ANSWERED.get(1));
    calls.read(Map.of(KEY, ANSWERED.get(0).and(ANSWERED.get(1))), Set.of(KEY.value()));
    settled();
    assertThat(desk.rang)
        .singleElement()
        .extracting(IncomingCall::caller)
        .isEqualTo(Optional.of(new PhoneNumber("+74951234567")));
  }

  /** Zammad #2255: a late event reopened a finished call. */
  @Test
  void a_late_row_does_not_reopen_a_call() {
    ANSWERED.forEach(row -> calls.heard(KEY, row));
    calls.heard(KEY, row(Milestones.Row.QUEUE, "1|1795178230"));
    calls.heard(KEY, row(Milestones.Row.LAST, "1|1795178231|PJSIP%2F203-0000002e|"));
    calls.read(Map.of(KEY, row(Milestones.Row.FIRST, "1|1795178231|PJSIP%2F203-1|")), Set.of());
    await().until(() -> calls.open() == 0);
    assertThat(desk.ended).hasSize(1);
    assertThat(desk.answered).hasSize(2);
  }

  @Test
  void a_call_that_the_help_desk_could_not_take_comes_again_and_is_not_acknowledged_before() {
    var failures = new AtomicInteger(1);
    var failing =
        new HelpDesk() {
          @Override
          public void ended(Call call) {
            if (failures.getAndDecrement() > 0) {
              throw new IllegalStateException("the database is away");
            }
            super.ended(call);
          }
        };
    calls = calls(failing);
    ANSWERED.forEach(row -> calls.heard(KEY, row));
    await().until(() -> failures.get() == 0 && calls.waiting() == 0);
    assertThat(failing.ended).isEmpty();
    assertThat(calls.acknowledgements(10)).isEmpty();

    calls.read(Map.of(), Set.of());
    await().until(() -> failing.ended.size() == 1);
    assertThat(failing.ended)
        .singleElement()
        .extracting(Call::outcome)
        .isInstanceOf(CallOutcome.Answered.class);
    await().until(() -> calls.acknowledgements(10).equals(List.of(KEY)));
  }

  /** What can't be held is not dropped in silence. */
  @Test
  void news_beyond_what_can_wait_are_refused_so_that_the_ledger_is_read() {
    var hold = new CountDownLatch(1);
    var slow =
        new HelpDesk() {
          @Override
          public void rings(IncomingCall call) {
            await().forever().until(() -> hold.getCount() == 0);
            super.rings(call);
          }
        };
    try (Calls some = calls(slow)) {
      try {
        long taken =
            IntStream.range(0, 25_000)
                .filter(_ -> some.heard(KEY, ANSWERED.get(0).and(ANSWERED.get(1))))
                .count();
        assertThat(taken).isBetween(20_000L, 20_001L);
        assertThat(some.heard(KEY, ANSWERED.getLast())).isFalse();
      } finally {
        hold.countDown();
      }
      some.read(Map.of(KEY, ANSWERED.stream().reduce(Milestones.NONE, Milestones::and)), Set.of());
    }
    assertThat(slow.ended).hasSize(1);
  }

  @Test
  void a_call_that_was_missing_once_and_is_seen_again_goes_on() {
    var open = Map.of(KEY, ANSWERED.get(0).and(ANSWERED.get(1)));
    assertThat(calls.read(open, Set.of())).isTrue();
    await().until(() -> calls.waiting() == 0);
    assertThat(calls.read(open, Set.of(KEY.value()))).isFalse();
    now.updateAndGet(at -> at.plus(GONE));
    calls.read(open, Set.of());
    settled();
    assertThat(desk.ended).isEmpty();
  }

  @Test
  void a_call_that_stays_missing_is_cut_off_when_that_is_noticed() {
    var open = Map.of(KEY, ANSWERED.get(0).and(ANSWERED.get(1)));
    calls.read(open, Set.of());
    await().until(() -> calls.waiting() == 0 && desk.rang.size() == 1);
    now.updateAndGet(at -> at.plus(GONE).plusSeconds(1));
    calls.read(open, Set.of());
    await().until(() -> desk.ended.size() == 1);
    assertThat(desk.ended)
        .singleElement()
        .satisfies(call -> {
          assertThat(call.outcome()).isEqualTo(new CallOutcome.CutOff());
          assertThat(call.ended()).isEqualTo(now.get());
        });
  }

  @Test
  void a_call_back_without_who_called_whom_is_none_of_ours() {
    var key = new Linkedid("callback-9");
    calls.heard(key, row(Milestones.Row.END, "1|1795178220|number|ANSWER"));
    await().until(() -> calls.acknowledgements(1).equals(List.of(key)));
    assertThat(desk.calledBack).isEmpty();
  }
}
