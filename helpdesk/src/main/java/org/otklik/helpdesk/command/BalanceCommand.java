package org.otklik.helpdesk.command;

import io.micronaut.context.ApplicationContext;
import java.io.PrintWriter;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.otklik.helpdesk.Progress;
import org.otklik.helpdesk.store.Balance;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Counts whether every message and every call stands somewhere, once. */
@Command(
    name = "balance",
    description =
        "Counts all messages and calls, and where each of them stands. Configured as serve is; with"
            + " the embedded database, while the program doesn't run. Exit code 1 when the sums"
            + " don't agree.",
    mixinStandardHelpOptions = true)
public final class BalanceCommand implements Callable<Integer> {
  private final Map<String, Object> settings;

  @Spec private @Nullable CommandSpec spec;

  /** Configured by the environment, as the program is. */
  public BalanceCommand() {
    this(Map.of());
  }

  /** With settings besides those of the environment. */
  BalanceCommand(Map<String, Object> settings) {
    this.settings = settings;
  }

  @Override
  public Integer call() {
    var all = new HashMap<>(settings);
    all.put("otklik.database.look-only", true);
    try (ApplicationContext context =
        ApplicationContext.builder()
            .banner(false)
            .deduceEnvironment(false)
            .properties(all)
            .singletons(Progress.toConsole())
            .build()
            .start()) {
      var balance = context.getBean(Balance.class);
      Balance.Sheet messages = balance.messages();
      Balance.Sheet calls = balance.calls();
      PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
      out.println(line("messages", messages));
      out.println(line("calls", calls));
      return messages.missing() == 0 && calls.missing() == 0 ? ExitCode.OK : ExitCode.SOFTWARE;
    }
  }

  private static String line(String what, Balance.Sheet sheet) {
    var line = new StringBuilder(what + "=" + sheet.came());
    sheet
        .standing()
        .forEach((place, count) ->
            line.append(' ').append(place.toLowerCase(Locale.ROOT)).append('=').append(count));
    return line.append(" missing=").append(sheet.missing()).toString();
  }
}
