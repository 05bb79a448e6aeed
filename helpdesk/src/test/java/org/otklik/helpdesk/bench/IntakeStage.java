package org.otklik.helpdesk.bench;

import jakarta.mail.Folder;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.otklik.helpdesk.mailbox.Mailroom;
import org.otklik.intake.mailbox.MailboxState.Phase;
import org.otklik.intake.servers.DovecotServer;
import org.otklik.intake.servers.MariaDbServer;

/**
 * What the benchmarks of the intake share: a mail server and a database, processes of their own,
 * the program reading mailboxes, and what is counted afterwards. Everything is as in an
 * installation: the sender is proven by Authentication-Results and on the client's list, commits
 * are durable, the acknowledgement lies in the outbox; only nothing is sent.
 */
record IntakeStage(BenchContext bench, DovecotServer mail, MariaDbServer database)
    implements AutoCloseable {
  private static final String EARLIER = "earlier";
  private static final String AGAIN = "again";
  private static final Duration LONGEST = Duration.ofMinutes(10);

  static IntakeStage open(BenchContext bench) throws Exception {
    DovecotServer mail = DovecotServer.running();
    return new IntakeStage(bench, mail, BenchedProgram.database(bench.work()));
  }

  /**
   * Starts the program, with the senders on their firms' lists.
   *
   * @param mailboxes empty ones, none of which is read before {@link #read}
   */
  BenchedProgram start(String... mailboxes) throws Exception {
    var all = Stream.concat(Stream.of(EARLIER, AGAIN), Stream.of(mailboxes)).toArray(String[]::new);
    var program = BenchedProgram.start(bench.work(), database, mail, all);
    program.register();
    var mailroom = program.context().getBean(Mailroom.class);
    mailroom.open();
    execute("UPDATE mailbox_run SET paused_at = UTC_TIMESTAMP(6), paused_by = 'benchmark'");
    mailroom.changed();
    return program;
  }

  /** Has another mailbox read, which doesn't count: as with the limit, the JVM is warm. */
  void warm(BenchedProgram program) throws Exception {
    readOther(program, EARLIER, bench.size("warm", 60_000));
  }

  /**
   * Has one more read after the limit was measured, whose rows, four times as many bytes as the
   * database has room for in memory, took the place of the indexes that the program looks into.
   */
  void warmAgain(BenchedProgram program) throws Exception {
    readOther(program, AGAIN, bench.size("again", 10_000));
  }

  private void readOther(BenchedProgram program, String mailbox, int messages) throws Exception {
    deliver(mailbox, mailbox.hashCode(), messages);
    double perSecond = messages / read(program, messages, mailbox);
    bench.out().printf("%d %s: %.0f/s%n", messages, mailbox, perSecond);
    awaitTold(program, mailbox);
  }

  void deliver(String mailbox, long seed, int messages) {
    mail.deliver(mailbox, new VariedMail(seed, messages, BenchedProgram.senders()));
    lookInto(mailbox);
  }

  /**
   * As somebody's mail program would: Dovecot moves each message to its place when a folder is
   * first opened for writing, 18 µs each. Limit and program find the folder in the same state.
   */
  private void lookInto(String mailbox) {
    try (var store = Session.getInstance(new Properties()).getStore("imap")) {
      store.connect(DovecotServer.HOST, mail.imapPort(), mailbox, DovecotServer.PASSWORD);
      var inbox = store.getFolder("INBOX");
      inbox.open(Folder.READ_WRITE);
      inbox.close(false);
    } catch (MessagingException e) {
      throw new IllegalStateException("the folder of " + mailbox + " can't be opened", e);
    }
  }

  /**
   * Has mailboxes read.
   *
   * @param each how many messages lie in each of them
   * @return seconds from before the first connection until every message has its outcome, committed
   */
  double read(BenchedProgram program, int each, String... mailboxes) throws Exception {
    try (Connection connection = connect()) {
      long start = System.nanoTime();
      open(program, mailboxes);
      while (!settled(connection, each, mailboxes)) {
        if (System.nanoTime() - start > LONGEST.toNanos()) {
          throw new IllegalStateException("not read in " + LONGEST);
        }
        TimeUnit.MILLISECONDS.sleep(20); // of some seconds; asked more often, it costs
      }
      return (System.nanoTime() - start) / 1e9;
    }
  }

  /** Begins to read mailboxes, whether or not anything is in them. */
  void open(BenchedProgram program, String... mailboxes) throws SQLException {
    execute(
        """
        UPDATE mailbox_run r JOIN mailbox b ON b.id = r.mailbox_id
        SET r.paused_at = NULL, r.paused_by = NULL WHERE b.name IN (%s)
        """
            .formatted(names(mailboxes)));
    program.context().getBean(Mailroom.class).changed();
  }

  /** Until the program has told a mailbox of all and waits for news. */
  void awaitTold(BenchedProgram program, String mailbox) throws InterruptedException {
    var mailroom = program.context().getBean(Mailroom.class);
    long start = System.nanoTime();
    while (!mailroom.report(mailbox).orElseThrow().phase().equals(Phase.WAITING.name())) {
      if (System.nanoTime() - start > LONGEST.toNanos()) {
        throw new IllegalStateException("not told in " + LONGEST + ": " + mailroom.report(mailbox));
      }
      TimeUnit.MILLISECONDS.sleep(20);
    }
  }

  private static String names(String... mailboxes) {
    return "'" + String.join("', '", mailboxes) + "'";
  }

  /**
   * Nothing is pending, before and after a look at each mailbox's last UID. While mail is being
   * kept that look takes the server a millisecond, since it must find out which of it is committed.
   */
  private static boolean settled(Connection connection, int each, String... mailboxes)
      throws SQLException {
    return pending(connection) == 0
        && one(
                connection,
                """
                SELECT COUNT(*) FROM mailbox b WHERE b.name IN (%s) AND %d <= COALESCE((
                  SELECT uid FROM kept_mail k WHERE k.mailbox_id = b.id
                  ORDER BY uid_validity DESC, uid DESC LIMIT 1), 0)
                """
                    .formatted(names(mailboxes), each))
            >= mailboxes.length
        && pending(connection) == 0;
  }

  private static long pending(Connection connection) throws SQLException {
    return one(connection, "SELECT COUNT(*) FROM mail_pending");
  }

  /** Messages of a mailbox that have a ticket of their own; of several, by a pattern of LIKE. */
  long tickets(String mailbox) throws SQLException {
    return one(
        """
        SELECT COUNT(DISTINCT m.id) FROM mail m JOIN mailbox b ON b.id = m.mailbox_id
        JOIN comment c ON c.mail_id = m.id JOIN ticket t ON t.id = c.ticket_id
        WHERE b.name LIKE '%s' AND m.outcome = 'REGISTERED' AND m.ticket_id = t.id
        """
            .formatted(mailbox));
  }

  /** Messages kept, registered or acknowledged more often than once. */
  long twice(String mailbox) throws SQLException {
    return one(
            """
            SELECT COUNT(*) - COUNT(DISTINCT b.id, m.message_id) FROM mail m
            JOIN mailbox b ON b.id = m.mailbox_id WHERE b.name LIKE '%s'
            """
                .formatted(mailbox))
        + one("SELECT COUNT(*) - COUNT(DISTINCT mail_id) FROM comment")
        + one("SELECT COUNT(*) - COUNT(DISTINCT mail_id) FROM outbox");
  }

  long status(String variable) throws SQLException {
    try (Connection connection = connect();
        var statement = connection.createStatement();
        var row = statement.executeQuery("SHOW GLOBAL STATUS LIKE '" + variable + "'")) {
      row.next();
      return row.getLong(2);
    }
  }

  long one(String query) throws SQLException {
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

  private void execute(String change) throws SQLException {
    try (Connection connection = connect();
        var statement = connection.createStatement()) {
      statement.executeUpdate(change);
    }
  }

  Connection connect() throws SQLException {
    var account = MariaDbServer.APPLICATION;
    return DriverManager.getConnection(database.jdbcUrl(), account.user(), account.password());
  }

  @Override
  public void close() {
    database.close();
    mail.close();
  }
}
