package org.otklik.helpdesk.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.otklik.intake.servers.MariaDbServer;

/**
 * How late deadlines are enforced: tickets fall due while two replicas of the program, processes of
 * their own, watch; one of them is killed in the midst. A breach counts from the moment in which
 * another connection sees it committed, with its history and its letters in the outbox; nothing is
 * sent.
 */
final class DeadlinesBench {
  private static final Duration LOOK_EVERY = Duration.ofMillis(50);
  private static final int WARM = 20_000;
  private static final Duration LONGEST = Duration.ofMinutes(5);

  private final BenchContext bench;
  private final MariaDbServer database;
  private final int open;
  private final int due;
  private final double perSecond;
  private final boolean kill;
  private final List<Process> replicas = new ArrayList<>();

  private DeadlinesBench(
      BenchContext bench,
      MariaDbServer database,
      int open,
      int due,
      double perSecond,
      boolean kill) {
    this.bench = bench;
    this.database = database;
    this.open = open;
    this.due = due;
    this.perSecond = perSecond;
    this.kill = kill;
  }

  /** 1,000 due each second of 1,000,000 that are open; one replica killed in the midst. */
  static Figures steady(BenchContext context) throws Exception {
    int rate = context.size("per-second", 1_000);
    int seconds = context.size("seconds", 60);
    return run(context, rate * seconds, rate, true);
  }

  /** 100,000 due within five seconds. */
  static Figures burst(BenchContext context) throws Exception {
    int due = context.size("due", 100_000);
    return run(context, due, due / 5.0, false);
  }

  private static Figures run(BenchContext context, int due, double perSecond, boolean kill)
      throws Exception {
    int open = context.size("open", 1_000_000);
    try (MariaDbServer database = BenchedProgram.database(context.work())) {
      return new DeadlinesBench(context, database, open, due, perSecond, kill).measure();
    }
  }

  private Figures measure() throws Exception {
    try (var program = BenchedProgram.replica(bench.work().resolve("first"), database.port())) {
      program.register();
      program.employ();
    }
    try (Connection owner = connect(MariaDbServer.OWNER)) {
      int first = due + WARM + 1;
      long began = System.nanoTime();
      var later = Instant.now().plus(Duration.ofDays(30));
      new DueTickets(first, open, later, 1_000_000).write(owner);
      bench.out().printf("%d tickets written in %.0f s%n", open - first, seconds(began));
      start();
      start();
      warmUp(owner);
      var from = Instant.now().plusSeconds(5 + due / 20_000);
      new DueTickets(1, due, from, (long) (1_000_000 / perSecond)).write(owner);
      return watch(from);
    } finally {
      replicas.forEach(Process::destroyForcibly);
    }
  }

  /** As in a program that runs for a while; these don't count. */
  private void warmUp(Connection owner) throws Exception {
    new DueTickets(due + 1, due + WARM, Instant.now().minusSeconds(60), 1_000).write(owner);
    long began = System.nanoTime();
    while (one("SELECT COUNT(*) FROM history") < WARM) {
      if (seconds(began) > LONGEST.toSeconds()) {
        throw new IllegalStateException("the replicas do nothing");
      }
      TimeUnit.MILLISECONDS.sleep(100);
    }
    bench.out().printf("the first: %.0f/s%n", WARM / seconds(began));
  }

  private void start() throws IOException {
    Path data = bench.work().resolve("replica" + replicas.size());
    var command =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "-Dlogback.configurationFile=logback-bench.xml",
                "-Xmx512m",
                DeadlineReplica.class.getName(),
                data.toString(),
                Integer.toString(database.port()))
            .redirectError(ProcessBuilder.Redirect.INHERIT);
    Process process = command.start();
    replicas.add(process);
    BufferedReader words = process.inputReader(StandardCharsets.UTF_8);
    String line = words.readLine();
    while (line != null && !line.equals("running")) {
      line = words.readLine();
    }
    if (line == null) {
      throw new IllegalStateException("a replica did not start");
    }
  }

  private Figures watch(Instant from) throws Exception {
    var lags = new double[due + 1];
    Arrays.fill(lags, -1);
    Instant killAt = from.plusMillis((long) (due / perSecond * 500));
    int unseen = 1;
    try (Connection connection = connect(MariaDbServer.APPLICATION);
        var look =
            connection.prepareStatement(
                """
                SELECT id, due_at FROM deadline FORCE INDEX (by_due)
                WHERE outcome = 'BREACHED' AND due_at >= ? AND id <= ?
                """)) {
      look.setLong(2, DueTickets.DEADLINES + due);
      Instant end = from.plus(LONGEST);
      while (unseen <= due && Instant.now().isBefore(end)) {
        if (kill && Instant.now().isAfter(killAt)) {
          replicas.getFirst().destroyForcibly();
        }
        look.setTimestamp(
            1, Timestamp.from(from.plusNanos((long) ((unseen - 2) * 1e9 / perSecond))));
        see(look, lags);
        while (unseen <= due && lags[unseen] >= 0) {
          unseen++;
        }
        TimeUnit.MILLISECONDS.sleep(LOOK_EVERY.toMillis());
      }
    }
    return figures(lags, from);
  }

  private static void see(PreparedStatement look, double[] lags) throws SQLException {
    try (var rows = look.executeQuery()) {
      Instant now = Instant.now();
      while (rows.next()) {
        int number = (int) (rows.getLong(1) - DueTickets.DEADLINES);
        if (lags[number] < 0) {
          Instant dueAt = rows.getObject(2, Instant.class);
          lags[number] = Math.max(0, Duration.between(dueAt, now).toNanos() / 1e6);
        }
      }
    }
  }

  private Figures figures(double[] all, Instant from) throws SQLException {
    double[] lags = Arrays.stream(all).skip(1).filter(lag -> lag >= 0).sorted().toArray();
    double took = Duration.between(from, Instant.now()).toMillis() / 1e3;
    long late = Arrays.stream(lags).filter(lag -> lag > 5_000).count();
    return new Figures()
        .put("p50_ms", at(lags, 0.5))
        .put("p99_ms", at(lags, 0.99))
        .put("max_ms", lags.length == 0 ? 0 : lags[lags.length - 1])
        .put("later_than_5s", late)
        .put("lost", due - lags.length)
        .put("twice", twice())
        .put("due", due)
        .put("open", open)
        .put("done_in_seconds", took)
        .put("per_second", lags.length / took)
        .put("killed", kill ? 1 : 0);
  }

  private static double at(double[] sorted, double share) {
    return sorted.length == 0
        ? 0
        : sorted[(int) Math.min(sorted.length - 1, sorted.length * share)];
  }

  /** Breaches recorded or told more often than once; each is told to two people. */
  private long twice() throws SQLException {
    return one(
            """
            SELECT COUNT(*) - COUNT(DISTINCT ticket_id) FROM history
            WHERE act = 'DEADLINE_BREACHED'
            """)
        + one(
            """
            SELECT COALESCE(SUM(letters <> 2), 0) FROM (
              SELECT COUNT(*) AS letters FROM outbox WHERE purpose = 'BREACH' GROUP BY ticket_id) t
            """);
  }

  private long one(String sql) throws SQLException {
    try (Connection connection = connect(MariaDbServer.APPLICATION);
        var statement = connection.createStatement();
        var row = statement.executeQuery(sql)) {
      row.next();
      return row.getLong(1);
    }
  }

  private Connection connect(MariaDbServer.Account account) throws SQLException {
    return DriverManager.getConnection(
        database.jdbcUrl() + "&connectionTimeZone=UTC&preserveInstants=true",
        account.user(),
        account.password());
  }

  private static double seconds(long start) {
    return (System.nanoTime() - start) / 1e9;
  }
}
