package org.otklik.helpdesk.command;

import io.micronaut.context.ApplicationContext;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.otklik.helpdesk.Progress;
import org.otklik.helpdesk.desk.HistoryCheck;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;

/** Verifies that nobody altered the history. */
@Command(
    name = "verify-history",
    description =
        "Verifies the chain of every ticket's history. Configured as serve is; with the embedded"
            + " database, while the program doesn't run. Exit code 1 when something was altered.",
    mixinStandardHelpOptions = true)
public final class VerifyHistoryCommand implements Callable<Integer> {
  @Override
  public Integer call() {
    try (ApplicationContext context =
        ApplicationContext.builder()
            .banner(false)
            .deduceEnvironment(false)
            .singletons(Progress.toConsole())
            .build()
            .start()) {
      return verify(context.getBean(HistoryCheck.class));
    }
  }

  private static int verify(HistoryCheck check) {
    long tickets = 0;
    long entries = 0;
    long broken = 0;
    Optional<Long> after = Optional.of(Long.MIN_VALUE);
    while (after.isPresent()) {
      HistoryCheck.Some some = check.some(after.get());
      tickets += some.findings().tickets();
      entries += some.findings().entries();
      broken += some.findings().broken().size();
      for (HistoryCheck.Broken found : some.findings().broken()) {
        System.out.printf(
            "ticket %d, entry %d: %s%n", found.ticketNumber(), found.seq(), found.why());
      }
      after = some.next();
    }
    System.out.printf("tickets=%d entries=%d broken=%d%n", tickets, entries, broken);
    return broken == 0 ? ExitCode.OK : ExitCode.SOFTWARE;
  }
}
