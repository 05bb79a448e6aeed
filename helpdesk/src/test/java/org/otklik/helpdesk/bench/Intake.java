package org.otklik.helpdesk.bench;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.otklik.helpdesk.mail.Mailroom;
import org.otklik.intake.servers.DovecotServer;
import org.otklik.intake.servers.MariaDbServer;

/**
 * How fast mail becomes tickets: a mailbox full of {@link VariedMail}, read by the program from the
 * first connection until the last message is accounted for, against {@link IntakeLimit} with the
 * same servers and messages before and after. Everything is as in an installation: the sender is
 * proven by Authentication-Results and on the client's list, commits are durable, the
 * acknowledgement lies in the outbox; only nothing is sent.
 *
 * <p>Two other mailboxes are read first and not counted, each by a program started anew: as with
 * the limit, the JVM is warm.
 */
final class Intake {
  private static final String MAILBOX = "help";
  private static final List<String> EARLIER_MAILBOXES = List.of("first", "second");
  private static final Duration LONGEST = Duration.ofMinutes(10);

  private final BenchContext bench;
  private final int messages;
  private final DovecotServer mail;
  private final MariaDbServer database;

  private Intake(BenchContext bench, DovecotServer mail, MariaDbServer database) {
    this.bench = bench;
    this.messages = bench.size("messages", 10_000);
    this.mail = mail;
    this.database = database;
  }

  static Figures benchmark(BenchContext context) throws Exception {
    try (DovecotServer mail = DovecotServer.running();
        MariaDbServer database = BenchedProgram.database(context.work())) {
      return new Intake(context, mail, database).measure();
    }
  }

  private Figures measure() throws Exception {
    warmUp(bench.size("warm", 30_000));
    mail.deliver(MAILBOX, new VariedMail(1, messages, BenchedProgram.senders()));
    bench.out().printf("%d messages delivered%n", messages);
    var limit = new IntakeLimit(mail, MAILBOX, database, messages);
    Figures before = limit.measure();
    double seconds;
    Duration programCpu;
    Duration databaseCpu;
    double statements;
    try (var program = BenchedProgram.start(bench.work(), database, mail, MAILBOX)) {
      long start = status("Questions");
      Duration programStart = cpu(ProcessHandle.current());
      Duration databaseStart = databaseCpu();
      seconds = read(program, MAILBOX, messages);
      programCpu = cpu(ProcessHandle.current()).minus(programStart);
      databaseCpu = databaseCpu().minus(databaseStart);
      statements = status("Questions") - start;
    }
    Figures after = limit.measure();
    double limitPerSecond = mean(before, after, "limit_per_second");
    double overlapped = mean(before, after, "limit_overlapped_per_second");
    double perSecond = messages / seconds;
    return new Figures()
        .put("ratio", perSecond / limitPerSecond)
        .put("per_second", perSecond)
        .put("limit_per_second", limitPerSecond)
        .put("ratio_overlapped", perSecond / overlapped)
        .put("limit_overlapped_per_second", overlapped)
        .put("lost", messages - tickets())
        .put("twice", twice())
        .put("limit_before_per_second", before.get("limit_per_second"))
        .put("limit_after_per_second", after.get("limit_per_second"))
        .put("program_cpu_us", (double) programCpu.toMillis() * 1000 / messages)
        .put("database_cpu_us", (double) databaseCpu.toMillis() * 1000 / messages)
        .put("statements_per_message", statements / messages);
  }

  private void warmUp(int each) throws Exception {
    int seed = 2;
    for (String mailbox : EARLIER_MAILBOXES) {
      mail.deliver(mailbox, new VariedMail(seed++, each, BenchedProgram.senders()));
      try (var program = BenchedProgram.start(bench.work(), database, mail, mailbox)) {
        if (mailbox.equals(EARLIER_MAILBOXES.getFirst())) {
          program.register();
        }
        bench.out().printf("%s: %.0f/s%n", mailbox, each / read(program, mailbox, each));
      }
    }
  }

  private static double mean(Figures before, Figures after, String key) {
    return (before.get(key) + after.get(key)) / 2;
  }

  private Duration databaseCpu() {
    var server = ProcessHandle.of(database.pid()).orElseThrow();
    return server.descendants().map(Intake::cpu).reduce(cpu(server), Duration::plus);
  }

  private static Duration cpu(ProcessHandle process) {
    return process.info().totalCpuDuration().orElse(Duration.ZERO);
  }

  /** Seconds from the first connection until every message has its outcome, committed. */
  private double read(BenchedProgram program, String mailbox, int expected) throws Exception {
    var mailroom = program.context().getBean(Mailroom.class);
    long start = System.nanoTime();
    mailroom.open();
    try (Connection connection = connect()) {
      while (!settled(connection, mailbox, expected)) {
        if (System.nanoTime() - start > LONGEST.toNanos()) {
          throw new IllegalStateException("not read in " + LONGEST + ": " + mailroom.report());
        }
        TimeUnit.MILLISECONDS.sleep(5);
      }
      return (System.nanoTime() - start) / 1e9;
    }
  }

  /** Costs the server next to nothing: the last UID is the index's last, then what is pending. */
  private static boolean settled(Connection connection, String mailbox, int expected)
      throws SQLException {
    return one(
                connection,
                """
                SELECT COALESCE((SELECT uid FROM kept_mail
                  WHERE mailbox_id = (SELECT id FROM mailbox WHERE name = '%s')
                  ORDER BY uid_validity DESC, uid DESC LIMIT 1), 0)
                """
                    .formatted(mailbox))
            >= expected
        && one(connection, "SELECT COUNT(*) FROM mail_pending") == 0;
  }

  /** Messages of the mailbox that have a ticket of their own. */
  private long tickets() throws SQLException {
    return one(
        """
        SELECT COUNT(DISTINCT m.uid) FROM mail m JOIN mailbox b ON b.id = m.mailbox_id
        JOIN comment c ON c.mail_id = m.id JOIN ticket t ON t.id = c.ticket_id
        WHERE b.name = '%s' AND m.outcome = 'REGISTERED' AND m.ticket_id = t.id
        """
            .formatted(MAILBOX));
  }

  /** Messages kept, registered or acknowledged more often than once. */
  private long twice() throws SQLException {
    return one(
            """
            SELECT COUNT(*) - COUNT(DISTINCT m.message_id) FROM mail m
            JOIN mailbox b ON b.id = m.mailbox_id WHERE b.name = '%s'
            """
                .formatted(MAILBOX))
        + one("SELECT COUNT(*) - COUNT(DISTINCT mail_id) FROM comment")
        + one("SELECT COUNT(*) - COUNT(DISTINCT mail_id) FROM outbox");
  }

  private long status(String variable) throws SQLException {
    try (Connection connection = connect();
        var statement = connection.createStatement();
        var row = statement.executeQuery("SHOW GLOBAL STATUS LIKE '" + variable + "'")) {
      row.next();
      return row.getLong(2);
    }
  }

  private long one(String query) throws SQLException {
    try (Connection connection = connect()) {
      return one(connection, query);
    }
  }

  private static long one(Connection connection, String query) throws SQLException {
    try (var statement = connection.createStatement();
        var row = statement.executeQuery(query)) {
      row.next();
      return row.getLong(1);
    }
  }

  private Connection connect() throws SQLException {
    var account = MariaDbServer.APPLICATION;
    return DriverManager.getConnection(database.jdbcUrl(), account.user(), account.password());
  }
}
