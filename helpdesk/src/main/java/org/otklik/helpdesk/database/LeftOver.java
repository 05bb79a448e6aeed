package org.otklik.helpdesk.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A server that outlived its program, found by its pid file. */
final class LeftOver {
  private LeftOver() {}

  /** Stops it, if the process of that number really is this server, and waits for its end. */
  static void stop(Path pidFile, Path daemon, Duration limit) throws IOException {
    Optional<ProcessHandle> left = find(pidFile, daemon);
    if (left.isPresent()) {
      left.get().destroy();
      if (!ended(left.get(), limit)) {
        left.get().destroyForcibly();
        ended(left.get(), limit);
      }
    }
    Files.deleteIfExists(pidFile);
  }

  private static Optional<ProcessHandle> find(Path pidFile, Path daemon) throws IOException {
    if (!Files.exists(pidFile)) {
      return Optional.empty();
    }
    try {
      long pid = Long.parseLong(Files.readString(pidFile).strip());
      return ProcessHandle.of(pid)
          .filter(p -> p.info().command().map(daemon.toString()::equals).orElse(false));
    } catch (NumberFormatException halfWritten) {
      return Optional.empty();
    }
  }

  private static boolean ended(ProcessHandle process, Duration limit) {
    try {
      process.onExit().get(limit.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } catch (ExecutionException | TimeoutException e) {
      return false;
    }
  }
}
