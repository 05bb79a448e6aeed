package org.otklik.telephony.asterisk;

import java.util.Optional;
import org.asteriskjava.manager.action.ManagerAction;
import org.asteriskjava.manager.action.QueueAddAction;
import org.asteriskjava.manager.action.QueuePauseAction;
import org.asteriskjava.manager.action.QueueRemoveAction;
import org.otklik.telephony.CallBackId;
import org.otklik.telephony.Extension;
import org.otklik.telephony.PauseReason;
import org.otklik.telephony.PhoneNumber;

/**
 * What operators want of the PBX. Each value has a type that can't hold a line's end, so that no
 * action hides in another. What can be asked twice may be. Thread-safe.
 */
public final class Actions {
  private final Pbx pbx;
  private final Link link;

  /** What became of it. */
  public sealed interface Result {
    record Done() implements Result {}

    /** The PBX won't: its words. */
    record Refused(String why) implements Result {}

    /** There is no connection to the PBX now, or it broke meanwhile: nobody knows. */
    record NoLink(LinkState state) implements Result {}
  }

  Actions(Pbx pbx, Link link) {
    this.pbx = pbx;
    this.link = link;
  }

  /** The operator takes calls from now on. */
  public Result signIn(Extension operator) {
    var action = new QueueAddAction(pbx.queue().name(), pbx.phones().member(operator));
    action.setMemberName(operator.digits());
    action.setStateInterface(pbx.phones().state(operator));
    return ask(action, "Already there");
  }

  /** No calls any more. */
  public Result signOut(Extension operator) {
    return ask(
        new QueueRemoveAction(pbx.queue().name(), pbx.phones().member(operator)), "Not there");
  }

  /** No calls for a while, though signed in. */
  public Result pause(Extension operator, PauseReason reason) {
    QueuePauseAction action = pausing(operator, true);
    action.setReason(reason.text());
    return ask(action, "");
  }

  public Result resume(Extension operator) {
    return ask(pausing(operator, false), "");
  }

  private QueuePauseAction pausing(Extension operator, boolean paused) {
    return new QueuePauseAction(pbx.phones().member(operator), pbx.queue().name(), paused);
  }

  /**
   * Rings the operator, then the number. How it went comes to {@code CallHandler.calledBack};
   * should nothing ever come, the PBX's dialplan isn't the one that is shipped.
   */
  public Result callBack(CallBackId id, Extension operator, PhoneNumber number) {
    return ask(Gateway.callBack(id, operator, number), "");
  }

  /**
   * @param alsoDone what the PBX says when it is so already
   */
  private Result ask(ManagerAction action, String alsoDone) {
    Optional<Ami> ami = link.ami();
    if (ami.isEmpty()) {
      return new Result.NoLink(link.state());
    }
    try {
      return switch (ami.get().ask(action)) {
        case Ami.Answer.Yes _ -> new Result.Done();
        case Ami.Answer.No(var why) when !alsoDone.isEmpty() && why.contains(alsoDone) ->
            new Result.Done();
        case Ami.Answer.No(var why) -> new Result.Refused(why);
      };
    } catch (LinkFailure e) {
      return new Result.NoLink(link.state());
    }
  }
}
