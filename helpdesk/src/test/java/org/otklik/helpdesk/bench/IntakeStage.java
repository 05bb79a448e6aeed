package org.otklik.helpdesk.bench;

import jakarta.mail.Folder;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.otklik.helpdesk.mailbox.Mailroom;
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
  private static final List<String> EARLIER_MAILBOXES = List.of("first", "second");
  private static final Duration LONGEST = Duration.ofMinutes(10);

  static IntakeStage open(BenchContext bench) throws Exception {
    DovecotServer mail = DovecotServer.running();
    return new IntakeStage(bench, mail, BenchedProgram.database(bench.work()));
  }

  /**
   * Two other mailboxes are read first and not counted, each by a program started anew: as with the
   * limit, the JVM is warm.
   */
  void warmUp() throws Exception {
    int each = bench.size("warm", 30_000);
    int seed = 2;
    for (String mailbox : EARLIER_MAILBOXES) {
      deliver(mailbox, seed++, each);
      try (var program = start(mailbox)) {
        if (mailbox.equals(EARLIER_MAILBOXES.getFirst())) {
          program.register();
        }
        bench.out().printf("%s: %.0f/s%n", mailbox, each / read(program, each));
      }
    }
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

  BenchedProgram start(String... mailboxes) {
    return BenchedProgram.start(bench.work(), database, mail, mailboxes);
  }

  /**
   * Reads the program's mailboxes.
   *
   * @param each how many messages lie in each of them
   * @return seconds from the first connection until every message has its outcome, committed
   */
  double read(BenchedProgram program, int each) throws Exception {
    var mailroom = program.context().getBean(Mailroom.class);
    long start = System.nanoTime();
    mailroom.open();
    int mailboxes = mailroom.report().size();
    String names =
        String.join(", ", mailroom.report().stream().map(box -> "'" + box.name() + "'").toList());
    try (Connection connection = connect()) {
      while (!settled(connection, names, mailboxes, each)) {
        if (System.nanoTime() - start > LONGEST.toNanos()) {
          throw new IllegalStateException("not read in " + LONGEST + ": " + mailroom.report());
        }
        TimeUnit.MILLISECONDS.sleep(20); // of some seconds; asked more often, it costs
      }
      return (System.nanoTime() - start) / 1e9;
    }
  }

  /** Costs the server next to nothing: each mailbox's last UID, then what is pending. */
  private static boolean settled(Connection connection, String names, int mailboxes, int each)
      throws SQLException {
    return one(
                connection,
                """
                SELECT COUNT(*) FROM mailbox b WHERE b.name IN (%s) AND %d <= COALESCE((
                  SELECT uid FROM kept_mail k WHERE k.mailbox_id = b.id
                  ORDER BY uid_validity DESC, uid DESC LIMIT 1), 0)
                """
                    .formatted(names, each))
            >= mailboxes
        && one(connection, "SELECT COUNT(*) FROM mail_pending") == 0;
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
