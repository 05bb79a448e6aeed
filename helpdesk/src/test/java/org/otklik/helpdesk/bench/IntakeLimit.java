package org.otklik.helpdesk.bench;

import jakarta.mail.Folder;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Store;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.eclipse.angus.mail.imap.IMAPFolder;
import org.eclipse.angus.mail.imap.protocol.BODY;
import org.eclipse.angus.mail.imap.protocol.FetchResponse;
import org.eclipse.angus.mail.imap.protocol.IMAPProtocol;
import org.otklik.intake.servers.DovecotServer;
import org.otklik.intake.servers.MariaDbServer;

/**
 * The fastest that mail can get from a mailbox into a database on this machine: raw bytes fetched
 * 200 at a time and inserted 200 a durable commit, nothing looked at. What the intake does is
 * measured against it, with the same servers and messages.
 *
 * <p>Which plain way to insert is the fastest differs by machine, so three are measured and the
 * best counts. In turn: a batch is fetched, inserted, committed, then comes the next. What could be
 * had by fetching and inserting at the same time is measured as well, and reported apart.
 */
public final class IntakeLimit {
  /** Messages a fetch and rows a commit. */
  static final int BATCH = 200;

  private static final int ROUNDS = 3;

  /** Ways to send 200 rows. */
  enum Insert {
    /** One INSERT of 200 rows whose text has the bytes. */
    MULTI_ROW_TEXT("", true),
    /** One INSERT of 200 rows, prepared, bytes as parameters. */
    MULTI_ROW_PREPARED("&useServerPrepStmts=true", true),
    /** One row prepared, 200 sets of parameters in one packet (MariaDB's bulk protocol). */
    BULK("&useBulkStmts=true", false);

    final String urlOptions;
    final boolean multiRow;

    Insert(String urlOptions, boolean multiRow) {
      this.urlOptions = urlOptions;
      this.multiRow = multiRow;
    }
  }

  private final DovecotServer mail;
  private final String user;
  private final MariaDbServer database;
  private final int messages;

  /**
   * For a mailbox whose UIDs are 1 to {@code messages}, as after a first delivery.
   *
   * @param user the mailbox's user
   */
  public IntakeLimit(DovecotServer mail, String user, MariaDbServer database, int messages) {
    this.mail = mail;
    this.user = user;
    this.database = database;
    this.messages = messages;
  }

  static Figures benchmark(BenchContext context) throws Exception {
    int count = context.size("messages", 10_000);
    var senders =
        IntStream.range(0, 50).mapToObj(i -> "user" + i + "@client" + i % 10 + ".example");
    try (DovecotServer mail = DovecotServer.running();
        MariaDbServer database =
            MariaDbServer.running(
                MariaDbServer.Options.defaults()
                    .withBufferPoolMiB(512)
                    .in(context.work())
                    .with("--innodb-log-file-size=512M"))) {
      long start = System.nanoTime();
      mail.deliver("limit", new VariedMail(1, count, senders.toList()));
      context.out().printf("%d messages delivered in %.1f s%n", count, seconds(start));
      return new IntakeLimit(mail, "limit", database, count).measure();
    }
  }

  private record Way(Insert insert, boolean overlapped) {
    String key() {
      String name = "limit_" + insert.name().toLowerCase(Locale.ROOT);
      return overlapped ? name + "_overlapped" : name;
    }
  }

  /**
   * Measures all ways; {@code limit_per_second} is the median of the fastest in turn, {@code
   * limit_overlapped_per_second} that of the fastest at the same time. The ways take turns, so that
   * what else the machine does falls on all of them; the first turn warms the JVM, Dovecot's
   * indexes and the page cache, and doesn't count. The table they fill is dropped.
   */
  public Figures measure() throws Exception {
    var ways = new LinkedHashMap<Way, List<Double>>();
    for (Insert insert : Insert.values()) {
      ways.put(new Way(insert, false), new ArrayList<>());
      ways.put(new Way(insert, true), new ArrayList<>());
    }
    for (int round = 0; round <= ROUNDS; round++) {
      for (Map.Entry<Way, List<Double>> way : ways.entrySet()) {
        double perSecond = round(way.getKey().insert(), way.getKey().overlapped());
        if (round > 0) {
          way.getValue().add(perSecond);
        }
      }
    }
    var figures = new Figures();
    ways.forEach((way, rounds) -> figures.put(way.key(), median(rounds)));
    return new Figures()
        .put("limit_per_second", best(ways, false))
        .put("limit_overlapped_per_second", best(ways, true))
        .putAll(figures);
  }

  private static double best(Map<Way, List<Double>> ways, boolean overlapped) {
    return ways.entrySet().stream()
        .filter(way -> way.getKey().overlapped() == overlapped)
        .mapToDouble(way -> median(way.getValue()))
        .max()
        .orElseThrow();
  }

  private static double median(List<Double> rounds) {
    return rounds.stream().sorted().skip(ROUNDS / 2).findFirst().orElseThrow();
  }

  private double round(Insert insert, boolean overlapped) throws Exception {
    execute("CREATE TABLE limit_raw (id BIGINT PRIMARY KEY, raw MEDIUMBLOB NOT NULL)");
    try (Connection connection = connect(MariaDbServer.APPLICATION, insert.urlOptions)) {
      connection.setAutoCommit(false);
      return perSecond(connection, insert, overlapped);
    } finally {
      execute("DROP TABLE limit_raw");
    }
  }

  /** From before the mailbox's connection, as the program's time. */
  private double perSecond(Connection connection, Insert insert, boolean overlapped)
      throws Exception {
    long start = System.nanoTime();
    try (Store store = login()) {
      var inbox = (IMAPFolder) store.getFolder("INBOX");
      inbox.open(Folder.READ_ONLY);
      int done =
          overlapped ? overlapped(inbox, connection, insert) : inTurn(inbox, connection, insert);
      double perSecond = done / seconds(start);
      if (done != messages) {
        throw new IllegalStateException(done + " of " + messages + " messages arrived");
      }
      return perSecond;
    }
  }

  private int inTurn(IMAPFolder inbox, Connection connection, Insert insert) throws Exception {
    int done = 0;
    for (int first = 1; first <= messages; first += BATCH) {
      done += insert(connection, insert, first, fetch(inbox, first));
    }
    return done;
  }

  private record Batch(int firstUid, List<byte[]> mails) {}

  private int overlapped(IMAPFolder inbox, Connection connection, Insert insert) throws Exception {
    BlockingQueue<Batch> fetched = new ArrayBlockingQueue<>(4);
    var fetching =
        CompletableFuture.runAsync(() -> {
          try {
            for (int first = 1; first <= messages; first += BATCH) {
              fetched.put(new Batch(first, fetch(inbox, first)));
            }
          } catch (MessagingException | InterruptedException e) {
            throw new CompletionException(e);
          }
        });
    int done = 0;
    while (done < messages && !(fetching.isCompletedExceptionally() && fetched.isEmpty())) {
      Batch batch = fetched.poll(100, TimeUnit.MILLISECONDS);
      if (batch != null) {
        done += insert(connection, insert, batch.firstUid(), batch.mails());
      }
    }
    fetching.join();
    return done;
  }

  /** {@code UID FETCH a:b BODY.PEEK[]} in one command (RFC 9051, section 6.4.5). */
  private static List<byte[]> fetch(IMAPFolder inbox, int firstUid) throws MessagingException {
    Object found =
        inbox.doCommand((IMAPProtocol imap) -> {
          var responses =
              imap.command(
                  "UID FETCH " + firstUid + ":" + (firstUid + BATCH - 1) + " BODY.PEEK[]", null);
          imap.handleResult(responses[responses.length - 1]);
          return Arrays.stream(responses)
              .filter(FetchResponse.class::isInstance)
              .map(r -> ((FetchResponse) r).getItem(BODY.class).getByteArray().getNewBytes())
              .toList();
        });
    var mails = new ArrayList<byte[]>();
    ((List<?>) found).forEach(raw -> mails.add((byte[]) raw));
    return mails;
  }

  private static int insert(Connection connection, Insert insert, int firstUid, List<byte[]> mails)
      throws SQLException {
    String rows =
        String.join(",", Collections.nCopies(insert.multiRow ? mails.size() : 1, "(?,?)"));
    try (PreparedStatement statement =
        connection.prepareStatement("INSERT INTO limit_raw (id, raw) VALUES " + rows)) {
      int parameter = 1;
      for (int i = 0; i < mails.size(); i++) {
        statement.setLong(parameter++, firstUid + i);
        statement.setBytes(parameter++, mails.get(i));
        if (!insert.multiRow) {
          statement.addBatch();
          parameter = 1;
        }
      }
      if (insert.multiRow) {
        statement.executeUpdate();
      } else {
        statement.executeBatch();
      }
    }
    connection.commit();
    return mails.size();
  }

  private void execute(String sql) throws SQLException {
    try (Connection connection = connect(MariaDbServer.OWNER, "");
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private Connection connect(MariaDbServer.Account account, String options) throws SQLException {
    return DriverManager.getConnection(
        database.jdbcUrl() + options, account.user(), account.password());
  }

  private Store login() throws MessagingException {
    Store store = Session.getInstance(new Properties()).getStore("imap");
    store.connect(DovecotServer.HOST, mail.imapPort(), user, DovecotServer.PASSWORD);
    return store;
  }

  private static double seconds(long start) {
    return (System.nanoTime() - start) / 1e9;
  }
}
