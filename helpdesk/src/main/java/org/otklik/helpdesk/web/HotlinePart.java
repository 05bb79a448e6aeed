package org.otklik.helpdesk.web;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.otklik.helpdesk.hotline.PbxReport;
import org.otklik.helpdesk.hotline.QueueShown;

/**
 * The part of the hotline's page that changes by itself.
 *
 * @param ringing who waits to be answered
 * @param talking who talks with an operator
 * @param awaited calls of which the reader is still to say what came of them
 * @param queues of the PBXs
 * @param names of operators, by extension
 * @param extension the reader's own
 * @param owed call backs, the first due first
 * @param latest calls that are over
 */
public record HotlinePart(
    Chrome chrome,
    List<PbxReport> pbxes,
    List<CallShown> ringing,
    List<CallShown> talking,
    List<CallShown> awaited,
    List<QueueShown> queues,
    Map<String, String> names,
    Optional<String> extension,
    List<CallLists.Owed> owed,
    List<CallShown> latest) {

  /** An operator at a queue, by name where the extension is somebody's. */
  public String name(QueueShown.Member member) {
    String name = names.get(member.extension());
    return name == null ? member.extension() : name + ", " + member.extension();
  }

  /** The reader at a queue. */
  public Optional<QueueShown.Member> own(QueueShown queue) {
    return queue.member(extension.orElse(null));
  }

  /** Operators who have a telephone, and are at no queue. */
  public List<String> away() {
    return names.entrySet().stream()
        .filter(one -> queues.stream().allMatch(queue -> queue.member(one.getKey()).isEmpty()))
        .map(one -> one.getValue() + ", " + one.getKey())
        .sorted()
        .toList();
  }

  /** What a telephone does, in words; who pauses may still be talking. */
  public String state(QueueShown.Member member) {
    if (!member.paused()) {
      return chrome.say("console.phone." + member.state());
    }
    String paused =
        chrome.say("console.phone.paused")
            + (member.reason().isBlank() ? "" : ": " + member.reason());
    return member.state() == QueueShown.State.IDLE
        ? paused
        : chrome.say("console.phone." + member.state()) + ", " + paused;
  }

  /** How it looks. */
  public String standing(QueueShown.Member member) {
    if (member.paused()) {
      return "phase-paused";
    }
    return switch (member.state()) {
      case IDLE -> "phase-up";
      case UNREACHABLE -> "phase-down";
      case RINGING, TALKING, ON_HOLD -> "phase-connecting";
    };
  }
}
