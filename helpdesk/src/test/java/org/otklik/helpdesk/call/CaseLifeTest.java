package org.otklik.helpdesk.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.otklik.helpdesk.calendar.BusinessCalendar;
import org.otklik.helpdesk.calendar.CalendarYaml;
import org.otklik.helpdesk.call.CaseLife.Changed;
import org.otklik.helpdesk.call.CaseLife.Decided;
import org.otklik.helpdesk.call.CaseLife.Standing;
import org.otklik.helpdesk.call.CaseLife.Told;
import org.otklik.helpdesk.deadline.Deadline;
import org.otklik.helpdesk.history.Actor;
import org.otklik.helpdesk.plan.PlanYaml;
import org.otklik.helpdesk.store.Foundation;

/** The life of a call case, by the standard plan and Russia's calendar. */
class CaseLifeTest {
  /** A Tuesday, 11:00 in Moscow. */
  private static final Instant START = Instant.parse("2026-10-06T08:00:00Z");

  /** Three business days later, 18:00 in Moscow. */
  private static final Instant DUE = Instant.parse("2026-10-09T15:00:00Z");

  private static final Actor OLGA = Actor.operator(1, "Olga");

  private final CaseLife.Terms terms =
      new CaseLife.Terms(PlanYaml.read(plan()), new BusinessCalendar(CalendarYaml.russia()));
  private final CaseLife life = new CaseLife(new AtomicLong(100)::incrementAndGet);
  private Changed changed = opened("+74951234567");

  private static String plan() {
    try (var in = Foundation.class.getResourceAsStream("/plans/standard.yaml")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Changed opened(String caller) {
    return life.open(CallCase.open(7, caller, null, "", null, START), terms, START, OLGA, START);
  }

  private Standing standing() {
    return new Standing(changed.after(), List.of(deadline()), terms);
  }

  private Deadline deadline() {
    return changed.started().isEmpty() ? changed.changed().getLast() : changed.started().getLast();
  }

  private static Changed allowed(Decided decided) {
    assertThat(decided).isInstanceOf(Decided.Allowed.class);
    return ((Decided.Allowed) decided).changed();
  }

  private static String refused(Decided decided) {
    assertThat(decided).isInstanceOf(Decided.Refused.class);
    return ((Decided.Refused) decided).refusal().key();
  }

  @Test
  void a_call_back_is_due_three_business_days_after_the_call() {
    assertThat(deadline().dueAt()).isEqualTo(DUE);
    assertThat(deadline().subject()).isEqualTo(Deadline.Subject.CALL);
  }

  @Test
  void at_its_notice_point_the_operators_are_told_and_past_it_the_breach_has_its_true_instant() {
    Instant notice = Objects.requireNonNull(deadline().noticeAt());
    changed = life.wake(standing(), notice.plusSeconds(1));
    assertThat(changed.told()).extracting(Told::event).containsExactly(CaseLife.Event.WARNING);
    changed = life.wake(standing(), DUE.plusSeconds(60));
    assertThat(changed.told()).extracting(Told::event).containsExactly(CaseLife.Event.BREACH);
    assertThat(changed.entries().getLast())
        .returns(CaseEntry.Act.BREACHED, CaseEntry::act)
        .returns(DUE, CaseEntry::at);
    changed = life.wake(standing(), DUE.plusSeconds(7 * 86400));
    assertThat(changed.told())
        .extracting(Told::event)
        .containsExactly(CaseLife.Event.ESCALATION, CaseLife.Event.ESCALATION);
    assertThat(deadline().wakeAt()).isEqualTo(Deadline.NEVER);
  }

  @Test
  void a_call_back_at_the_last_instant_is_in_time_though_we_hear_of_it_later() {
    changed =
        allowed(
            life.calledBack(
                standing(), "done", OLGA, DUE, Optional.empty(), DUE.plusSeconds(3600)));
    assertThat(deadline().outcome()).isEqualTo(Deadline.Outcome.MET);
    assertThat(changed.after().closedBecause()).isEqualTo(CallCase.Closing.CALLED_BACK);
  }

  @Test
  void one_gives_up_only_after_three_half_days_and_two_attempts_in_one_count_once() {
    for (String at :
        List.of("2026-10-06T08:10:00Z", "2026-10-06T08:50:00Z", "2026-10-06T09:00:00Z")) {
      attempt(Instant.parse(at)); // the last at noon in Moscow
    }
    assertThat(changed.after().vainHalfDays()).isEqualTo(2);
    assertThat(refused(life.giveUp(standing(), "", OLGA, START.plusSeconds(7200))))
        .isEqualTo("refusal.case.try-again");
    attempt(Instant.parse("2026-10-07T07:00:00Z"));
    changed = allowed(life.giveUp(standing(), "", OLGA, Instant.parse("2026-10-07T07:01:00Z")));
    assertThat(changed.after().closedBecause()).isEqualTo(CallCase.Closing.UNREACHABLE);
    assertThat(deadline().outcome()).isEqualTo(Deadline.Outcome.WAIVED);
  }

  private void attempt(Instant at) {
    Deadline owed = deadline();
    Changed tried = allowed(life.calledInVain(standing(), "", OLGA, at));
    changed =
        new Changed(tried.after(), false, tried.entries(), List.of(owed), List.of(), List.of());
  }

  @Test
  void another_date_may_be_promised_if_it_is_earlier() {
    assertThat(refused(life.promise(standing(), DUE.plusSeconds(1), "", OLGA, START)))
        .isEqualTo("refusal.date.too-late");
    assertThat(refused(life.promise(standing(), START, "", OLGA, START)))
        .isEqualTo("refusal.date.past");
    Instant earlier = DUE.minusSeconds(86400);
    changed = allowed(life.promise(standing(), earlier, "tomorrow", OLGA, START));
    assertThat(deadline().dueAt()).isEqualTo(earlier);
  }

  @Test
  void a_closed_case_is_taken_up_again_when_the_caller_tries_again() {
    changed = allowed(life.calledBack(standing(), "done", OLGA, START, Optional.empty(), START));
    changed = life.calledAgain(standing(), START.plusSeconds(60), Actor.PROGRAM, START);
    assertThat(changed.after().isOpen()).isTrue();
    assertThat(deadline().isOpen()).isTrue();
  }
}
