package org.otklik.helpdesk.mailbox;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.otklik.helpdesk.words.Words;
import org.otklik.intake.wire.Problem;

/** What is wrong with mail servers: in the reader's words, and as the database keeps it. */
public final class MailboxProblems {
  private MailboxProblems() {}

  /** In the reader's words. */
  public static String say(Problem problem, Words words) {
    String key = problem.kind().name().toLowerCase(Locale.ROOT).replace('_', '-');
    return words.say("mailbox.problem." + key, problem.details().toArray());
  }

  static String say(List<Problem> problems, Words words) {
    return problems.stream().map(problem -> say(problem, words)).collect(Collectors.joining(" "));
  }

  /** A line each, tabs between: neither is in a problem's details. */
  public static String written(List<Problem> problems) {
    return problems.stream()
        .map(problem -> problem.kind() + "\t" + String.join("\t", problem.details()))
        .collect(Collectors.joining("\n"));
  }

  /** What a newer program wrote is left out where it isn't known. */
  public static List<Problem> read(String written) {
    return written
        .lines()
        .map(line -> List.of(line.split("\t", -1)))
        .flatMap(words ->
            Arrays.stream(Problem.Kind.values())
                .filter(kind -> kind.name().equals(words.getFirst()))
                .map(kind -> new Problem(kind, words.subList(1, words.size()))))
        .toList();
  }
}
