package org.otklik.helpdesk.hotline;

import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.otklik.helpdesk.call.CallBackRecord;
import org.otklik.helpdesk.ticket.Refusal;
import org.otklik.telephony.CallBackId;
import org.otklik.telephony.Extension;
import org.otklik.telephony.PauseReason;
import org.otklik.telephony.PhoneNumber;
import org.otklik.telephony.asterisk.Actions;
import org.otklik.telephony.asterisk.Actions.Result;

/**
 * What operators want of the PBX: to be called, not for a while, not any more, and to be connected
 * with somebody. Each act says why it was not done; nothing when it was. Thread-safe.
 */
@Singleton
public class OperatorPhones implements Dialler {
  private final Switchroom switchroom;

  OperatorPhones(Switchroom switchroom) {
    this.switchroom = switchroom;
  }

  /** Takes calls from now on. */
  public Optional<Refusal> signIn(String pbx, Optional<String> extension) {
    return act(pbx, extension, actions -> actions::signIn);
  }

  /** No calls any more. */
  public Optional<Refusal> signOut(String pbx, Optional<String> extension) {
    return act(pbx, extension, actions -> actions::signOut);
  }

  /** No calls for a while, and why. */
  public Optional<Refusal> pause(String pbx, Optional<String> extension, String reason) {
    try {
      var why = new PauseReason(reason.strip());
      return act(pbx, extension, actions -> phone -> actions.pause(phone, why));
    } catch (IllegalArgumentException _) {
      return Optional.of(Refusal.invalid("reason", "refusal.pause-reason"));
    }
  }

  /** Calls again. */
  public Optional<Refusal> resume(String pbx, Optional<String> extension) {
    return act(pbx, extension, actions -> actions::resume);
  }

  /** By the PBX where the operator is signed in, else by one that answers. */
  @Override
  public Optional<Refusal> dial(CallBackRecord wish) {
    Optional<String> extension = Optional.of(wish.extension());
    return pbxOf(extension)
        .map(pbx ->
            act(
                pbx,
                extension,
                actions ->
                    phone ->
                        actions.callBack(
                            new CallBackId(wish.code()), phone, new PhoneNumber(wish.number()))))
        .orElseGet(() -> Optional.of(Refusal.notAllowed("refusal.call-back.no-pbx", List.of())));
  }

  /** Where they are signed in, else one that answers, else any. Nothing when none is configured. */
  private Optional<String> pbxOf(Optional<String> extension) {
    List<String> up =
        switchroom.report().stream()
            .filter(report -> report.phase() == PbxPhase.UP)
            .map(PbxReport::name)
            .toList();
    return switchroom.queues().stream()
        .filter(queue -> extension.flatMap(queue::member).isPresent())
        .map(QueueShown::pbx)
        .findFirst()
        .or(() -> up.stream().findFirst())
        .or(() -> switchroom.names().stream().findFirst());
  }

  private Optional<Refusal> act(
      String pbx, Optional<String> extension, Function<Actions, Function<Extension, Result>> what) {
    if (extension.isEmpty()) {
      return Optional.of(Refusal.invalid("extension", "refusal.call-back.no-extension"));
    }
    Optional<Actions> actions = switchroom.actions(pbx);
    if (actions.isEmpty()) {
      return Optional.of(Refusal.notFound("pbx"));
    }
    return switch (what.apply(actions.get()).apply(new Extension(extension.get()))) {
      case Result.Done() -> Optional.empty();
      case Result.Refused(String why) ->
          Optional.of(Refusal.notAllowed("refusal.pbx-refuses", List.of(), why));
      case Result.NoLink _ -> Optional.of(Refusal.notAllowed("refusal.pbx-away", List.of(), pbx));
    };
  }
}
