package org.otklik.telephony.asterisk;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.asteriskjava.manager.action.CoreShowChannelsAction;
import org.asteriskjava.manager.action.QueueStatusAction;
import org.asteriskjava.manager.event.CoreShowChannelEvent;
import org.asteriskjava.manager.event.QueueEntryEvent;
import org.asteriskjava.manager.event.QueueMemberEvent;
import org.asteriskjava.manager.event.ResponseEvent;
import org.otklik.telephony.CallKey;
import org.otklik.telephony.Linkedid;
import org.otklik.telephony.QueueView;
import org.otklik.telephony.asterisk.LinkState.Fault;

/** What a PBX says when it is asked how things stand. */
record Snapshot(Pbx pbx, Ami ami) {
  /** The unique id and the Linkedid of each channel. */
  Set<String> channels() throws LinkFailure {
    Set<String> up = new HashSet<>();
    for (ResponseEvent event : yes(ami.list(new CoreShowChannelsAction()))) {
      if (event instanceof CoreShowChannelEvent channel) {
        up.add(String.valueOf(channel.getUniqueid()));
        up.add(String.valueOf(channel.getLinkedid()));
      }
    }
    return up;
  }

  /** The ledger, by call. Rows that aren't ours are left out. */
  Map<Linkedid, Milestones> ledger() throws LinkFailure {
    Map<Linkedid, Milestones> calls = new HashMap<>();
    Ami.Answer answer = ami.list(new DbGetTreeAction());
    // A ledger without rows is refused as well: "Database entry not found".
    if (answer instanceof Ami.Answer.No(var why) && !why.contains("not found")) {
      throw new LinkFailure(Fault.REFUSED, why);
    }
    if (answer instanceof Ami.Answer.Yes(_, var events)) {
      for (ResponseEvent event : events) {
        if (event instanceof DbGetTreeResponseEvent row) {
          String[] path = row.getKey().split("/", -1);
          if (path.length == 4) {
            Rows.of(path[2], path[3], row.getVal())
                .ifPresent(one -> calls.merge(one.key(), one.rows(), Milestones::and));
          }
        }
      }
    }
    return calls;
  }

  /** The hotline's queue. */
  QueueView queue(InstantSource clock) throws LinkFailure {
    var action = new QueueStatusAction();
    action.setQueue(pbx.queue().name());
    List<QueueEntryEvent> entries = new ArrayList<>();
    List<QueueView.Member> members = new ArrayList<>();
    for (ResponseEvent event : yes(ami.list(action))) {
      if (event instanceof QueueEntryEvent entry) {
        entries.add(entry);
      } else if (event instanceof QueueMemberEvent member) {
        member(member).ifPresent(members::add);
      }
    }
    entries.sort(Comparator.comparing(QueueEntryEvent::getPosition));
    members.sort(Comparator.comparing(member -> member.extension().digits()));
    var waiting = entries.stream().flatMap(entry -> waiting(entry).stream()).toList();
    return new QueueView(pbx.id(), clock.instant(), waiting, members);
  }

  private Optional<QueueView.Waiting> waiting(QueueEntryEvent entry) {
    return Rows.key(String.valueOf(entry.getUniqueId()))
        .map(key ->
            new QueueView.Waiting(new CallKey(pbx.id(), key), Duration.ofSeconds(entry.getWait())));
  }

  private static Optional<QueueView.Member> member(QueueMemberEvent member) {
    return Phone.of(String.valueOf(member.getInterface()))
        .map(extension ->
            new QueueView.Member(
                extension, state(member.getStatus()), pause(member), member.getCallsTaken()));
  }

  private static Optional<String> pause(QueueMemberEvent member) {
    if (!Boolean.TRUE.equals(member.getPaused())) {
      return Optional.empty();
    }
    String reason = member.getPausedreason();
    return Optional.of(reason == null ? "" : reason);
  }

  /** Asterisk's states of a device, as {@code ast_device_state} numbers them. */
  private static QueueView.State state(int device) {
    return switch (device) {
      case QueueMemberEvent.AST_DEVICE_NOT_INUSE -> QueueView.State.IDLE;
      case QueueMemberEvent.AST_DEVICE_INUSE, QueueMemberEvent.AST_DEVICE_BUSY ->
          QueueView.State.TALKING;
      case QueueMemberEvent.AST_DEVICE_RINGING, QueueMemberEvent.AST_DEVICE_RINGINUSE ->
          QueueView.State.RINGING;
      case QueueMemberEvent.AST_DEVICE_ONHOLD -> QueueView.State.ON_HOLD;
      default -> QueueView.State.UNREACHABLE;
    };
  }

  private static List<ResponseEvent> yes(Ami.Answer answer) throws LinkFailure {
    return switch (answer) {
      case Ami.Answer.Yes(_, var events) -> events;
      case Ami.Answer.No(var why) -> throw new LinkFailure(Fault.REFUSED, why);
    };
  }
}
