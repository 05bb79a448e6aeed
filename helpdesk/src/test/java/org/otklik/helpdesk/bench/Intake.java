package org.otklik.helpdesk.bench;

import java.time.Duration;

/**
 * How fast mail becomes tickets: a mailbox full of {@link VariedMail}, read by the program from the
 * first connection until the last message is accounted for, against {@link IntakeLimit} with the
 * same servers and messages before and after.
 */
final class Intake {
  private static final String MAILBOX = "help";

  private Intake() {}

  static Figures benchmark(BenchContext context) throws Exception {
    try (var stage = IntakeStage.open(context);
        var program = stage.start(MAILBOX)) {
      return measure(stage, program, context.size("messages", 10_000));
    }
  }

  private static Figures measure(IntakeStage stage, BenchedProgram program, int messages)
      throws Exception {
    stage.warm(program);
    stage.deliver(MAILBOX, 1, messages);
    stage.bench().out().printf("%d messages delivered%n", messages);
    var limit = new IntakeLimit(stage.mail(), MAILBOX, stage.database(), messages);
    Figures before = limit.measure();
    stage.warmAgain(program);
    long start = stage.status("Questions");
    Duration programStart = cpu(ProcessHandle.current());
    Duration databaseStart = databaseCpu(stage);
    double seconds = stage.read(program, messages, MAILBOX);
    Duration programCpu = cpu(ProcessHandle.current()).minus(programStart);
    Duration databaseCpu = databaseCpu(stage).minus(databaseStart);
    double statements = stage.status("Questions") - start;
    long settled = System.nanoTime();
    stage.awaitTold(program, MAILBOX);
    double toldAfter = (System.nanoTime() - settled) / 1e9;
    Figures after = limit.measure();
    double limitPerSecond = mean(before, after, "limit_per_second");
    double overlapped = mean(before, after, "limit_overlapped_per_second");
    double perSecond = messages / seconds;
    return new Figures()
        .put("ratio", perSecond / limitPerSecond)
        .put("per_second", perSecond)
        .put("limit_per_second", limitPerSecond)
        .put("ratio_overlapped", perSecond / overlapped)
        .put("limit_overlapped_per_second", overlapped)
        .put("lost", messages - stage.tickets(MAILBOX))
        .put("twice", stage.twice(MAILBOX))
        .put("limit_before_per_second", before.get("limit_per_second"))
        .put("limit_after_per_second", after.get("limit_per_second"))
        .put("program_cpu_us", (double) programCpu.toMillis() * 1000 / messages)
        .put("database_cpu_us", (double) databaseCpu.toMillis() * 1000 / messages)
        .put("told_after_seconds", toldAfter)
        .put("statements_per_message", statements / messages);
  }

  private static double mean(Figures before, Figures after, String key) {
    return (before.get(key) + after.get(key)) / 2;
  }

  private static Duration databaseCpu(IntakeStage stage) {
    return cpu(ProcessHandle.of(stage.database().pid()).orElseThrow());
  }

  private static Duration cpu(ProcessHandle process) {
    return process.info().totalCpuDuration().orElse(Duration.ZERO);
  }
}
