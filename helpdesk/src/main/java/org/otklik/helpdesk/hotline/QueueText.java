package org.otklik.helpdesk.hotline;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.otklik.helpdesk.hotline.QueueShown.Member;
import org.otklik.telephony.QueueView;

/** A queue as the database keeps it: a line each, tabs between. */
final class QueueText {
  private static final int WORDS = 6;

  private QueueText() {}

  static String waiting(QueueView queue) {
    return queue.waiting().stream()
        .map(one -> one.call().linkedid().value())
        .collect(Collectors.joining("\n"));
  }

  /**
   * Operators, each with the time since when their telephone does what it does.
   *
   * @param before as they were written the last time
   */
  static String members(QueueView queue, String before) {
    Map<String, Member> was =
        members(before).stream()
            .collect(Collectors.toMap(Member::extension, Function.identity(), (a, b) -> a));
    return queue.members().stream()
        .map(one -> {
          String pause = one.pause().orElse("").replaceAll("\\s+", " ");
          Instant since =
              Optional.ofNullable(was.get(one.extension().digits()))
                  .filter(member ->
                      member.state().name().equals(one.state().name())
                          && member.paused() == one.paused()
                          && member.reason().equals(pause))
                  .map(Member::since)
                  .orElse(queue.at());
          return String.join(
              "\t",
              one.extension().digits(),
              one.state().name(),
              Integer.toString(one.calls()),
              one.paused() ? "paused" : "",
              pause,
              since.toString());
        })
        .collect(Collectors.joining("\n"));
  }

  static List<String> waiting(String written) {
    return written.lines().toList();
  }

  /** What another version of the program wrote is left out where it isn't known. */
  static List<Member> members(String written) {
    return written
        .lines()
        .map(line -> line.split("\t", -1))
        .filter(words -> words.length == WORDS)
        .flatMap(words ->
            Arrays.stream(QueueShown.State.values())
                .filter(state -> state.name().equals(words[1]))
                .map(state ->
                    new Member(
                        words[0],
                        state,
                        words[3].equals("paused"),
                        words[4],
                        Integer.parseInt(words[2]),
                        Instant.parse(words[5]))))
        .toList();
  }
}
