package org.otklik.helpdesk.bench;

import java.util.stream.IntStream;

/**
 * The same mail in fifty mailboxes, read side by side, against one mailbox that holds as much, read
 * before and after in the same run.
 */
final class IntakeMany {
  private static final int MAILBOXES = 50;

  private IntakeMany() {}

  static Figures benchmark(BenchContext context) throws Exception {
    int each = context.size("messages", 10_000) / MAILBOXES;
    try (var stage = IntakeStage.open(context)) {
      stage.warmUp();
      double before = one(stage, "before", 1, each * MAILBOXES);
      double many = many(stage, each);
      double after = one(stage, "after", 4, each * MAILBOXES);
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

  private static double one(IntakeStage stage, String mailbox, int seed, int messages)
      throws Exception {
    stage.deliver(mailbox, seed, messages);
    try (var program = stage.start(mailbox)) {
      return messages / stage.read(program, messages);
    }
  }

  private static double many(IntakeStage stage, int each) throws Exception {
    String[] mailboxes =
        IntStream.range(0, MAILBOXES).mapToObj(i -> "box" + i).toArray(String[]::new);
    for (int i = 0; i < MAILBOXES; i++) {
      stage.deliver(mailboxes[i], 100 + i, each);
    }
    try (var program = stage.start(mailboxes)) {
      return each * MAILBOXES / stage.read(program, each);
    }
  }
}
