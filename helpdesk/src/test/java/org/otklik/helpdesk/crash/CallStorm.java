package org.otklik.helpdesk.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.awaitility.core.ConditionTimeoutException;
import org.otklik.helpdesk.crash.HaltingCalls.Step;
import org.otklik.helpdesk.running.ProgramProcess;
import org.otklik.intake.servers.AsteriskServer;
import org.otklik.intake.servers.CuttableLine;

/** What goes wrong between a PBX and the program, one after the other, and when. */
final class CallStorm {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** So long without a call that comes to a step isn't waited for one. */
  private static final Duration LULL = Duration.ofSeconds(20);

  /** Before the storm: calls that are missed while all is up. */
  private static final Duration CALM = Duration.ofSeconds(10);

  /** In this order: the first two come also to calls that are over, by the ledger. */
  private static final List<Step> STEPS =
      List.of(Step.ENDED, Step.ENDS, Step.RINGS, Step.ANSWERED, Step.RANG);

  private final AsteriskServer pbx;
  private final CuttableLine line;
  private final ProgramProcess program;
  private final List<Outage> outages = new ArrayList<>();
  private final Random random = new Random(20261130);
  private int crashes;
  private int halted;

  /** A time in which the program could not watch its PBX. */
  record Outage(Instant from, Instant until) {}

  private enum Fault {
    CUT,
    PBX_KILLED,
    PROGRAM_KILLED
  }

  CallStorm(AsteriskServer pbx, CuttableLine line, ProgramProcess program) {
    this.pbx = pbx;
    this.line = line;
    this.program = program;
  }

  List<Outage> outages() {
    return List.copyOf(outages);
  }

  /** How often the program was killed at a step of a call's way, rather than anywhere. */
  int halted() {
    return halted;
  }

  /** Since now, by the program's own word. */
  void awaitWatched() {
    Instant since = Instant.now();
    await("the PBX is watched; the program says " + program.said())
        .atMost(PATIENCE)
        .ignoreExceptions() // as long as the database isn't up
        .failFast(() -> assertThat(program.isAlive()).as("alive, %s", program).isTrue())
        .until(() -> count("pbx_run WHERE reconciled_at > '" + sql(since) + "'") == 1);
  }

  /** The numbers are a client's: who calls from them gets a ticket. */
  void know(List<String> numbers) throws SQLException {
    try (var database = program.database();
        var insert =
            database.prepareStatement(
                """
                INSERT INTO client_phone (phone, client_id)
                SELECT ?, id FROM client WHERE name = 'Romashka'
                """)) {
      for (String number : numbers) {
        insert.setString(1, "+" + number);
        insert.executeUpdate();
      }
    }
  }

  /**
   * Everything that is asked for, in an order that is always the same, so that it is over when the
   * calls are, or soon after.
   */
  void rage(int cuts, int kills, int crashed, Duration over) throws IOException {
    var faults = new ArrayList<>(Collections.nCopies(cuts, Fault.CUT));
    faults.addAll(Collections.nCopies(kills, Fault.PBX_KILLED));
    faults.addAll(Collections.nCopies(crashed, Fault.PROGRAM_KILLED));
    Collections.shuffle(faults, random);
    long pause = over.dividedBy(2L * faults.size()).toNanos();
    LockSupport.parkNanos(CALM.toNanos());
    for (Fault fault : faults) {
      LockSupport.parkNanos(pause);
      Instant from = Instant.now();
      switch (fault) {
        case CUT -> {
          line.cut();
          LockSupport.parkNanos(pause / 2);
          line.heal();
        }
        case PBX_KILLED -> {
          pbx.kill();
          pbx.start();
        }
        case PROGRAM_KILLED -> crash();
      }
      outages.add(new Outage(from, Instant.now()));
    }
  }

  /** Each step in turn; one time in two with the PBX, one in three with the database. */
  private void crash() throws IOException {
    Step step = STEPS.get(crashes % STEPS.size());
    Path sign = program.data().resolveSibling("at-call");
    Files.deleteIfExists(sign);
    program.kill();
    program.start(
        "-Dotklik.crash.call=" + step,
        "-Dotklik.crash.time=" + (1 + random.nextInt(3)),
        "-Dotklik.crash.sign=" + sign.toAbsolutePath());
    try {
      await().atMost(LULL).pollInterval(Duration.ofMillis(20)).until(() -> Files.exists(sign));
      halted++;
    } catch (ConditionTimeoutException _) {
      // No call came so far: killed at any instant, then.
    }
    crashes++;
    if (crashes % 2 == 0) {
      pbx.kill();
    }
    program.kill();
    if (crashes % 3 == 0) {
      program.killDatabase();
    }
    if (crashes % 2 == 0) {
      pbx.start();
    }
    program.start();
    awaitWatched();
  }

  private long count(String rows) throws SQLException {
    try (var database = program.database();
        var statement = database.createStatement();
        var row = statement.executeQuery("SELECT COUNT(*) FROM " + rows)) {
      row.next();
      return row.getLong(1);
    }
  }

  private static String sql(Instant instant) {
    return instant.toString().replace('T', ' ').replace("Z", "");
  }
}
