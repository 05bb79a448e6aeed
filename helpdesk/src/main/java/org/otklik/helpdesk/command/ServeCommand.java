package org.otklik.helpdesk.command;

import io.micronaut.context.ApplicationContext;
import io.micronaut.context.exceptions.BeanContextException;
import io.micronaut.runtime.exceptions.ApplicationStartupException;
import io.micronaut.runtime.server.EmbeddedServer;
import java.net.BindException;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.otklik.helpdesk.Progress;
import org.otklik.helpdesk.database.CannotStartException;
import picocli.CommandLine.Command;

/** Runs the help desk until it is told to stop. */
@Command(
    name = "serve",
    description = "Runs the help desk (the default). Configured by OTKLIK_… variables.",
    mixinStandardHelpOptions = true)
public final class ServeCommand implements Callable<Integer> {
  /** Not an exit code: the program runs on. */
  public static final int KEEPS_RUNNING = -1;

  private static final int CANNOT_START = 1;

  @Override
  public Integer call() {
    ApplicationContext context = null;
    try {
      context =
          ApplicationContext.builder()
              .banner(false)
              .deduceEnvironment(false)
              .singletons(Progress.toConsole())
              .build();
      context.start();
      context.getBean(EmbeddedServer.class).start();
      Runtime.getRuntime().addShutdownHook(new Thread(context::stop, "stop"));
      return KEEPS_RUNNING;
    } catch (RuntimeException e) {
      System.err.println("Otklik can't start: " + words(e));
      if (System.getenv("OTKLIK_DEBUG") != null) {
        e.printStackTrace();
      }
      if (context != null) {
        context.stop();
      }
      return CANNOT_START;
    }
  }

  /** One line for the person who starts the program. */
  private static String words(Throwable e) {
    return cause(e, CannotStartException.class)
        .or(() -> cause(e, BindException.class).map(ServeCommand::portInUse))
        .or(() -> cause(e, ApplicationStartupException.class))
        .or(() -> cause(e, BeanContextException.class).map(ServeCommand::root))
        .map(known -> Optional.ofNullable(known.getMessage()).orElse(known.toString()))
        .orElse(e.toString())
        .lines()
        .map(String::strip)
        .filter(line -> !line.isEmpty())
        .findFirst()
        .orElse(e.toString());
  }

  private static Throwable portInUse(Throwable busy) {
    String port = Optional.ofNullable(System.getenv("OTKLIK_HTTP_PORT")).orElse("8080");
    return new CannotStartException(
        "Port " + port + " for the console (OTKLIK_HTTP_PORT) is already in use on this machine.",
        busy);
  }

  /** What is wrong; the exceptions around it name only which part of ours was being made. */
  private static Throwable root(Throwable e) {
    Throwable root = e;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root;
  }

  private static Optional<Throwable> cause(Throwable e, Class<? extends Throwable> type) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (type.isInstance(cause)) {
        return Optional.of(cause);
      }
    }
    return Optional.empty();
  }
}
