package org.otklik.helpdesk.hotline;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.otklik.helpdesk.hotline.QueueShown.Member;
import org.otklik.telephony.QueueView;

/** A queue as the database keeps it: a line each, tabs between. */
final class QueueText {
  private QueueText() {}

  static String waiting(QueueView queue) {
    return queue.waiting().stream()
        .map(one -> one.call().linkedid().value())
        .collect(Collectors.joining("\n"));
  }

  static String members(QueueView queue) {
    return queue.members().stream()
        .map(one ->
            String.join(
                "\t",
                one.extension().digits(),
                one.state().name(),
                Integer.toString(one.calls()),
                one.paused() ? "paused" : "",
                one.pause().orElse("").replaceAll("\\s+", " ")))
        .collect(Collectors.joining("\n"));
  }

  static List<String> waiting(String written) {
    return written.lines().toList();
  }

  /** What a newer program wrote is left out where it isn't known. */
  static List<Member> members(String written) {
    return written
        .lines()
        .map(line -> line.split("\t", -1))
        .filter(words -> words.length == 5)
        .flatMap(words ->
            Arrays.stream(QueueShown.State.values())
                .filter(state -> state.name().equals(words[1]))
                .map(state ->
                    new Member(
                        words[0],
                        state,
                        words[3].equals("paused"),
                        words[4],
                        Integer.parseInt(words[2]))))
        .toList();
  }
}
