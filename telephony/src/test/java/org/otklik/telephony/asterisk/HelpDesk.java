package org.otklik.telephony.asterisk;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.otklik.telephony.Call;
import org.otklik.telephony.CallBack;
import org.otklik.telephony.CallBackId;
import org.otklik.telephony.CallHandler;
import org.otklik.telephony.CallKey;
import org.otklik.telephony.Extension;
import org.otklik.telephony.IncomingCall;
import org.otklik.telephony.QueueScreen;
import org.otklik.telephony.QueueView;

/** A help desk behind the ports that remembers what it is told, as often as it is told. */
class HelpDesk implements CallHandler, QueueScreen {
  record Answer(CallKey call, Extension by) {}

  final List<IncomingCall> rang = new CopyOnWriteArrayList<>();
  final List<Answer> answered = new CopyOnWriteArrayList<>();
  final List<Call> ended = new CopyOnWriteArrayList<>();
  final List<CallBack> calledBack = new CopyOnWriteArrayList<>();
  final List<QueueView> shown = new CopyOnWriteArrayList<>();

  @Override
  public void rings(IncomingCall call) {
    rang.add(call);
  }

  @Override
  public void answered(CallKey call, Extension by) {
    answered.add(new Answer(call, by));
  }

  @Override
  public void ended(Call call) {
    ended.add(call);
  }

  @Override
  public void calledBack(CallBack callBack) {
    calledBack.add(callBack);
  }

  @Override
  public void shows(QueueView queue) {
    shown.add(queue);
  }

  /** The call from this number, once it is over. */
  Call ended(String number) {
    return await()
        .atMost(Duration.ofSeconds(15))
        .until(() -> first(ended, call -> shows(call.incoming(), number)), Optional::isPresent)
        .orElseThrow();
  }

  long timesEnded(String number) {
    return ended.stream().filter(call -> shows(call.incoming(), number)).count();
  }

  /** The call from this number, once it rings. */
  IncomingCall rang(String number) {
    return await()
        .atMost(Duration.ofSeconds(15))
        .until(() -> first(rang, call -> shows(call, number)), Optional::isPresent)
        .orElseThrow();
  }

  CallBack calledBack(CallBackId id) {
    return await()
        .atMost(Duration.ofSeconds(15))
        .until(() -> first(calledBack, one -> one.id().equals(id)), Optional::isPresent)
        .orElseThrow();
  }

  QueueView shows(Predicate<QueueView> queue) {
    return await()
        .atMost(Duration.ofSeconds(10))
        .until(
            () ->
                shown.isEmpty()
                    ? Optional.<QueueView>empty()
                    : Optional.of(shown.getLast()).filter(queue),
            Optional::isPresent)
        .orElseThrow();
  }

  private static boolean shows(IncomingCall call, String number) {
    return call.shown().number().equals(number);
  }

  private static <T> Optional<T> first(List<T> of, Predicate<T> which) {
    return of.stream().filter(which).findFirst();
  }
}
