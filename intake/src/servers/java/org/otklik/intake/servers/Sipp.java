package org.otklik.intake.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Telephones on loopback, by SIPp: who calls the hotline, who picks up, who is called back. Each
 * telephone is a process of its own; {@link #close} hangs up on all that still run. Thread-safe.
 */
public final class Sipp implements AutoCloseable {
  private final Path program = DebianServers.require("sipp");
  private final AsteriskServer server;
  private final Path folder;
  private final AtomicInteger count = new AtomicInteger();
  private final List<Phone> phones = new CopyOnWriteArrayList<>();

  public Sipp(AsteriskServer server) {
    this.server = server;
    try {
      folder = Files.createTempDirectory("otklik-sipp");
      Files.write(folder.resolve("tone.ul"), tone(Duration.ofSeconds(2)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** One telephone that is calling, or waits to be called. */
  public static final class Phone {
    private final Process process;
    private final Path errors;
    private final Path screen;
    private final Path answers;

    private Phone(Process process, Path errors, Path screen, Path answers) {
      this.answers = answers;
      this.process = process;
      this.errors = errors;
      this.screen = screen;
    }

    /** Waits until its calls are over. Throws when one of them didn't go as the scenario says. */
    public void await(Duration patience) {
      try {
        if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
          throw new AssertionError("the telephone is still busy; it says:\n" + said());
        }
        if (process.exitValue() != 0) {
          throw new AssertionError("the call went otherwise; the telephone says:\n" + said());
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      }
    }

    /** Waits until its calls are over, however they went. */
    public void awaitAnyhow(Duration patience) {
      try {
        if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
          vanish();
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      }
    }

    /** The numbers from which its calls were answered: its own word, not the PBX's. */
    public List<String> answered() {
      try {
        return Files.exists(answers)
            ? Files.readAllLines(answers).stream().map(String::strip).toList()
            : List.of();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    /** Is gone at once, without a word to the other side. */
    public void vanish() {
      ServerProcess.killTree(process.toHandle());
    }

    private String said() {
      try {
        return ServerProcess.tail(errors) + "\n" + ServerProcess.tail(screen);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** Somebody outside calls {@code number}. */
  public Phone calls(String number, SippScenario.Caller caller) {
    var arguments = new ArrayList<>(caller.arguments());
    if (!caller.numbers().isEmpty()) {
      arguments.addAll(List.of("-inf", numbers(caller.numbers()).toString()));
    }
    arguments.addAll(List.of("-s", number, remote()));
    return start(caller.scenario(), AsteriskServer.freeUdpPort(), arguments);
  }

  /** An operator's telephone, for any number of calls. */
  public Phone operator(String extension, SippScenario.Callee callee) {
    return start(callee.scenario(), server.telephone(extension), List.of());
  }

  /** The public network, as the far end of any number of calls back. */
  public Phone outside(SippScenario.Callee callee) {
    return start(callee.scenario(), server.outside(), List.of());
  }

  @Override
  public void close() {
    phones.forEach(Phone::vanish);
    ServerProcess.deleteTree(folder);
  }

  private Path numbers(List<String> numbers) {
    try {
      Path file = Files.createTempFile(folder, "numbers", ".csv");
      return Files.writeString(file, "SEQUENTIAL\n" + String.join("\n", numbers) + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String remote() {
    return AsteriskServer.HOST + ":" + server.sipPort();
  }

  private Phone start(String scenario, int port, List<String> arguments) {
    int number = count.incrementAndGet();
    Path xml = folder.resolve(number + ".xml");
    Path errors = folder.resolve(number + ".log");
    Path screen = folder.resolve(number + ".out");
    Path answers = folder.resolve(number + ".answers");
    var command = new ArrayList<String>();
    command.addAll(List.of(program.resolve("run").toString(), "usr/bin/sipp", "-sf", xml.toString()));
    command.addAll(List.of("-i", AsteriskServer.HOST, "-p", String.valueOf(port), "-nostdin"));
    // Says yes to NOTIFY by itself: how a transfer goes is told whenever it is.
    command.add("-aa");
    command.addAll(List.of("-trace_logs", "-log_file", answers.toString()));
    command.addAll(List.of("-trace_err", "-error_file", errors.toString()));
    command.addAll(arguments);
    try {
      Files.writeString(xml, scenario);
      var builder = new ProcessBuilder(command).directory(folder.toFile());
      builder.environment().put("TERM", "xterm");
      builder.redirectErrorStream(true).redirectOutput(screen.toFile());
      var phone = new Phone(builder.start(), errors, screen, answers);
      phones.add(phone);
      return phone;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A square wave of 500 Hz in µ-law (ITU-T G.711): loud enough not to be silence. */
  private static byte[] tone(Duration length) {
    var bytes = new byte[(int) (length.toMillis() * 8)];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (i / 8 % 2 == 0 ? 0x10 : 0x90);
    }
    return bytes;
  }
}
