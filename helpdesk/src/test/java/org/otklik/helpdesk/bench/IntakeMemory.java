package org.otklik.helpdesk.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.otklik.helpdesk.running.Letter;
import org.otklik.helpdesk.running.MailSink;
import org.otklik.helpdesk.running.People;
import org.otklik.helpdesk.running.ProgramProcess;
import org.otklik.intake.servers.DovecotServer;

/**
 * What memory a program needs while a message of 200 MB passes: its resident size at most, against
 * that after other mail was read. The program is a process of its own with a heap smaller than the
 * message.
 */
final class IntakeMemory {
  private static final int MIB = 1 << 20;
  private static final String USER = "support";
  private static final long LONGEST_NANOS = TimeUnit.MINUTES.toNanos(5);

  private final ProgramProcess program;
  private final DovecotServer mail;

  private IntakeMemory(ProgramProcess program, DovecotServer mail) {
    this.program = program;
    this.mail = mail;
  }

  static Figures benchmark(BenchContext context) throws Exception {
    try (var mail = DovecotServer.running();
        var sink = new MailSink();
        var program =
            new ProgramProcess(
                context.work().resolve("program"), ProgramProcess.reading(mail, USER, sink))) {
      program.start("-Xmx160m");
      return new IntakeMemory(program, mail)
          .measure(context.size("warm", 3_000), context.size("mib", 200));
    }
  }

  private Figures measure(int warm, int mib) throws Exception {
    mail.deliver(USER, new VariedMail(1, warm, List.of(People.ANNA)));
    awaitDecided(warm);
    long idle = most(TimeUnit.SECONDS.toNanos(5));
    mail.deliver(USER, large(mib));
    long start = System.nanoTime();
    long most = idle;
    while (decided() < warm + 1) {
      most = Math.max(most, resident());
      failAfter(start);
      TimeUnit.MILLISECONDS.sleep(20);
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    return new Figures()
        .put("more_mb", (double) (most - idle) / MIB)
        .put("rss_mb", (double) most / MIB)
        .put("idle_rss_mb", (double) idle / MIB)
        .put("seconds", seconds)
        .put("mb_per_second", mib / seconds)
        .put("lost", warm + 1 - registered());
  }

  /** The most of what it has in some time. */
  private long most(long nanos) throws Exception {
    long start = System.nanoTime();
    long most = 0;
    while (System.nanoTime() - start < nanos) {
      most = Math.max(most, resident());
      TimeUnit.MILLISECONDS.sleep(20);
    }
    return most;
  }

  private void awaitDecided(int messages) throws Exception {
    long start = System.nanoTime();
    while (decided() < messages) {
      failAfter(start);
      TimeUnit.MILLISECONDS.sleep(100);
    }
  }

  private void failAfter(long start) {
    if (System.nanoTime() - start > LONGEST_NANOS || !program.isAlive()) {
      throw new IllegalStateException("not read: " + program);
    }
  }

  /** Resident bytes of the program, by the kernel. */
  private long resident() {
    try (var lines = Files.lines(Path.of("/proc/" + program.pid() + "/status"))) {
      String kib = lines.filter(line -> line.startsWith("VmRSS:")).findFirst().orElseThrow();
      return Long.parseLong(kib.replaceAll("\\D", "")) * 1024;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private long decided() {
    return count("SELECT COUNT(*) FROM mail_decision");
  }

  private long registered() {
    return count("SELECT COUNT(*) FROM mail_decision WHERE outcome = 'REGISTERED'");
  }

  private long count(String query) {
    try (var database = program.database();
        var statement = database.createStatement();
        var row = statement.executeQuery(query)) {
      row.next();
      return row.getLong(1);
    } catch (SQLException | UncheckedIOException e) {
      return 0; // it isn't up yet
    }
  }

  private static byte[] large(int mib) {
    byte[] file = new byte[mib / 4 * 3 * MIB];
    new Random(1).nextBytes(file);
    String base64 =
        new String(Base64.getMimeEncoder().encode(file), StandardCharsets.US_ASCII)
            .replace("\r\n", "\n");
    return Letter.from(People.ANNA)
        .subject("a large file")
        .messageId("large@b")
        .header("MIME-Version", "1.0")
        .header("Content-Type", "application/octet-stream; name=large.bin")
        .header("Content-Transfer-Encoding", "base64")
        .body(base64)
        .raw();
  }
}
