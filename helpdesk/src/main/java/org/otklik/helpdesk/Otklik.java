package org.otklik.helpdesk;

import java.io.IOException;
import java.util.Optional;
import org.otklik.helpdesk.command.BalanceCommand;
import org.otklik.helpdesk.command.DueCommand;
import org.otklik.helpdesk.command.OneSentence;
import org.otklik.helpdesk.command.ParseCommand;
import org.otklik.helpdesk.command.ScreenCommand;
import org.otklik.helpdesk.command.ServeCommand;
import org.otklik.helpdesk.command.VerifyHistoryCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The program's entry: serves, unless a command says otherwise. */
@Command(
    name = "otklik",
    description = "Support intake gateway with a help desk. Without a command it serves.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    subcommands = {
      ServeCommand.class,
      ParseCommand.class,
      ScreenCommand.class,
      DueCommand.class,
      VerifyHistoryCommand.class,
      BalanceCommand.class
    })
public final class Otklik {
  private Otklik() {}

  public static void main(String[] args) {
    int exit = run(args.length == 0 ? new String[] {"serve"} : args);
    if (exit != ServeCommand.KEEPS_RUNNING) {
      System.exit(exit);
    }
  }

  static int run(String... args) {
    return new CommandLine(new Otklik())
        .setParameterExceptionHandler(new OneSentence())
        .setExecutionExceptionHandler(Otklik::failed)
        .execute(args);
  }

  /**
   * A command that failed says so in one line; a reader that went away, as head does, is no
   * failure.
   */
  private static int failed(Exception e, CommandLine command, CommandLine.ParseResult parsed) {
    String words = Optional.ofNullable(e.getMessage()).orElse(e.toString());
    if (e instanceof IOException && words.contains("Broken pipe")) {
      return CommandLine.ExitCode.OK;
    }
    System.err.println("otklik " + command.getCommandName() + ": " + words);
    return CommandLine.ExitCode.SOFTWARE;
  }
}
