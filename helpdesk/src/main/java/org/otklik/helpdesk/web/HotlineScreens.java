package org.otklik.helpdesk.web;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.otklik.helpdesk.access.CurrentOperator;
import org.otklik.helpdesk.access.Operator;
import org.otklik.helpdesk.call.CallRecord;
import org.otklik.helpdesk.hotline.Switchroom;
import org.otklik.helpdesk.store.Rows;

/** What the hotline's screens show at this moment, from the database. */
@Singleton
public class HotlineScreens {
  /** Longer no call goes on; what is older has been forgotten by its PBX. */
  private static final Duration LONGEST_CALL = Duration.ofHours(24);

  private static final int CALLS = 400;
  private static final int SHOWN = 20;
  private static final int LATEST = 20;
  private static final int OWED = 100;

  private final CallLists lists;
  private final CallLooks looks;
  private final Switchroom switchroom;
  private final Rows.Operators operators;
  private final InstantSource clock;

  HotlineScreens(
      CallLists lists,
      CallLooks looks,
      Switchroom switchroom,
      Rows.Operators operators,
      InstantSource clock) {
    this.lists = lists;
    this.looks = looks;
    this.switchroom = switchroom;
    this.operators = operators;
    this.clock = clock;
  }

  /**
   * Who calls now.
   *
   * @param ringing who waits longest
   * @param more how many wait besides
   * @param own the call that the reader is in
   */
  public record Calling(
      Chrome chrome, List<CallShown> ringing, int more, Optional<CallShown> own) {}

  Calling calling(Chrome chrome, CurrentOperator operator, int most) {
    List<CallRecord> all = goingOn();
    List<CallRecord> ringing = all.stream().filter(call -> !call.wasAnswered()).toList();
    return new Calling(
        chrome,
        looks.of(ringing.stream().limit(most).toList()),
        Math.max(0, ringing.size() - most),
        all.stream()
            .filter(call -> Objects.equals(call.lastOperatorId(), operator.id()))
            .findFirst()
            .map(looks::of));
  }

  HotlinePart part(Chrome chrome, CurrentOperator operator) {
    List<CallRecord> all = goingOn();
    List<Operator> people = operators.findByActiveTrueOrderByName();
    return new HotlinePart(
        chrome,
        switchroom.report(),
        looks.of(all.stream().filter(call -> !call.wasAnswered()).limit(SHOWN).toList()),
        looks.of(all.stream().filter(CallRecord::wasAnswered).limit(SHOWN).toList()),
        looks.of(lists.awaited(operator.id(), SHOWN)),
        switchroom.queues(),
        people.stream()
            .filter(one -> one.extension() != null)
            .collect(Collectors.toMap(one -> String.valueOf(one.extension()), Operator::name)),
        extension(operator),
        lists.owed(OWED),
        looks.of(lists.latest(LATEST)));
  }

  /** Of the one who asks. */
  Optional<String> extension(CurrentOperator operator) {
    return operators.findById(operator.id()).map(Operator::extension);
  }

  private List<CallRecord> goingOn() {
    return lists.goingOn(clock.instant().minus(LONGEST_CALL), CALLS);
  }
}
