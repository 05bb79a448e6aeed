package org.otklik.intake.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.opentest4j.TestAbortedException;

/**
 * Servers and browsers unpacked from the distribution's packages by {@code .dev/servers}. Asks the
 * script once a name and JVM. Thread-safe.
 */
public final class DebianServers {
  /** The browser, the largest, took 10 s; a slow line gets its chance. */
  private static final Duration PATIENCE = Duration.ofMinutes(8);

  private static final Map<String, Answer> ANSWERS = new ConcurrentHashMap<>();

  private sealed interface Answer {
    record Found(Path folder) implements Answer {}

    record Missing(String reason) implements Answer {}
  }

  private DebianServers() {}

  /** The folder that {@code name} (see {@code .dev/servers list}) is unpacked in, if it can be. */
  public static Optional<Path> find(String name) {
    return switch (ask(name)) {
      case Answer.Found(Path folder) -> Optional.of(folder);
      case Answer.Missing _ -> Optional.empty();
    };
  }

  /** Why {@link #find} finds nothing, in words; empty where it does find. */
  public static String whyMissing(String name) {
    return switch (ask(name)) {
      case Answer.Found _ -> "";
      case Answer.Missing(String reason) -> reason;
    };
  }

  /**
   * The folder that {@code name} is unpacked in. Where it can't be had the calling test is skipped
   * with the reason; in CI, where nothing may be skipped, it fails.
   */
  public static Path require(String name) {
    return find(name).orElseThrow(() -> skipped("no " + name + " (" + whyMissing(name) + ")"));
  }

  /** What ends a test that lacks its server: a skip for people, a failure in CI. */
  static RuntimeException skipped(String reason) {
    return "true".equals(System.getenv("CI"))
        ? new IllegalStateException(reason + "; in CI nothing is skipped")
        : new TestAbortedException(reason);
  }

  private static Answer ask(String name) {
    return ANSWERS.computeIfAbsent(name, DebianServers::runScript);
  }

  private static Answer runScript(String name) {
    Path script = project().resolve(".dev/servers");
    if (!Files.isExecutable(script)) {
      return new Answer.Missing("there is no " + script);
    }
    try {
      Path out = Files.createTempFile("otklik-servers", ".out");
      Path err = Files.createTempFile("otklik-servers", ".err");
      try {
        return runScript(new ProcessBuilder(script.toString(), "get", name), out, err);
      } finally {
        Files.delete(out);
        Files.delete(err);
      }
    } catch (IOException e) {
      return new Answer.Missing(script + " can't be run: " + e.getMessage());
    }
  }

  private static Answer runScript(ProcessBuilder builder, Path out, Path err) throws IOException {
    Process process = builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
    try {
      if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        ServerProcess.killTree(process.toHandle());
        return new Answer.Missing("not fetched within " + PATIENCE.toMinutes() + " minutes");
      }
    } catch (InterruptedException e) {
      ServerProcess.killTree(process.toHandle());
      Thread.currentThread().interrupt();
      return new Answer.Missing("interrupted while fetching");
    }
    if (process.exitValue() != 0) {
      return new Answer.Missing(Files.readString(err, StandardCharsets.UTF_8).strip());
    }
    return new Answer.Found(Path.of(Files.readAllLines(out).getLast()));
  }

  /** The project's top folder: the build names it, an IDE leaves it to be found. */
  static Path project() {
    String named = System.getProperty("otklik.project");
    if (named != null) {
      return Path.of(named);
    }
    for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
      if (Files.exists(at.resolve("mvnw"))) {
        return at;
      }
    }
    throw new UncheckedIOException(new IOException("run it inside the project: no mvnw above"));
  }
}
