package org.otklik.helpdesk.bench;

import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The same mail in fifty mailboxes, read side by side, against one mailbox that holds as much, read
 * before and after in the same run.
 */
final class IntakeMany {
  private static final int MAILBOXES = 50;

  private IntakeMany() {}

  static Figures benchmark(BenchContext context) throws Exception {
    int each = context.size("messages", 10_000) / MAILBOXES;
    String[] mailboxes =
        IntStream.range(0, MAILBOXES).mapToObj(i -> "box" + i).toArray(String[]::new);
    String[] all =
        Stream.concat(Stream.of("before", "after"), Stream.of(mailboxes)).toArray(String[]::new);
    try (var stage = IntakeStage.open(context);
        var program = stage.start(all)) {
      stage.warm(program);
      double before = perSecond(stage, program, each * MAILBOXES, "before");
      double many = perSecond(stage, program, each, mailboxes);
      double after = perSecond(stage, program, each * MAILBOXES, "after");
      double one = (before + after) / 2;
      return new Figures()
          .put("ratio", many / one)
          .put("per_second", many)
          .put("one_mailbox_per_second", one)
          .put("one_mailbox_before_per_second", before)
          .put("one_mailbox_after_per_second", after)
          .put("lost", (long) each * MAILBOXES - stage.tickets("box%"))
          .put("twice", stage.twice("box%"));
    }
  }

  private static double perSecond(
      IntakeStage stage, BenchedProgram program, int each, String... mailboxes) throws Exception {
    for (String mailbox : mailboxes) {
      stage.deliver(mailbox, mailbox.hashCode(), each);
    }
    return each * mailboxes.length / stage.read(program, each, mailboxes);
  }
}
