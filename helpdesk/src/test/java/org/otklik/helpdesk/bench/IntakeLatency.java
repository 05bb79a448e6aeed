package org.otklik.helpdesk.bench;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * From a message's arrival in the mailbox until another connection sees its ticket committed, while
 * twenty messages a second arrive and the program waits in IDLE (RFC 2177). Half a second of it can
 * be Dovecot's, which gathers news for so long before it tells.
 */
final class IntakeLatency {
  private static final String MAILBOX = "idle";
  private static final int PER_SECOND = 20;
  private static final long LONGEST_NANOS = TimeUnit.MINUTES.toNanos(2);

  private final IntakeStage stage;
  private final VariedMail mail;
  private final List<byte[]> messages = new ArrayList<>();
  private final long[] arrived;

  private IntakeLatency(IntakeStage stage, int count) {
    this.stage = stage;
    this.mail = new VariedMail(7, count, BenchedProgram.senders());
    mail.forEach(messages::add);
    this.arrived = new long[count];
  }

  static Figures benchmark(BenchContext context) throws Exception {
    try (var stage = IntakeStage.open(context);
        var program = stage.start(MAILBOX)) {
      stage.warm(program);
      int seconds = context.size("seconds", 60);
      return new IntakeLatency(stage, seconds * PER_SECOND).measure(program);
    }
  }

  private Figures measure(BenchedProgram program) throws Exception {
    stage.open(program, MAILBOX);
    stage.awaitTold(program, MAILBOX);
    long firstId = stage.one("SELECT COALESCE(MAX(mail_id), 0) FROM mail_decision");
    var postman = CompletableFuture.runAsync(this::bring, task -> new Thread(task).start());
    Map<Integer, Long> seen = watch(firstId);
    postman.join();
    double[] lags =
        seen.entrySet().stream()
            .mapToDouble(e -> (e.getValue() - arrived[e.getKey()]) / 1e6)
            .sorted()
            .toArray();
    return new Figures()
        .put("p50_ms", at(lags, 0.5))
        .put("p99_ms", at(lags, 0.99))
        .put("max_ms", at(lags, 1))
        .put("lost", messages.size() - seen.size())
        .put("twice", stage.twice(MAILBOX));
  }

  private void bring() {
    long start = System.nanoTime();
    for (int i = 0; i < messages.size(); i++) {
      long at = start + i * TimeUnit.SECONDS.toNanos(1) / PER_SECOND;
      while (System.nanoTime() < at) {
        LockSupport.parkNanos(at - System.nanoTime());
      }
      arrived[i] = System.nanoTime();
      stage.mail().deliver(MAILBOX, messages.get(i));
    }
  }

  /** When each message's ticket was first seen. */
  private Map<Integer, Long> watch(long firstId) throws Exception {
    var numbers = new HashMap<String, Integer>();
    for (int i = 0; i < messages.size(); i++) {
      numbers.put(bare(mail.messageId(i)), i);
    }
    var seen = new HashMap<Integer, Long>();
    long last = firstId;
    long until = System.nanoTime() + LONGEST_NANOS;
    try (Connection connection = stage.connect();
        var query =
            connection.prepareStatement(
                "SELECT mail_id, message_id FROM mail_decision WHERE mail_id > ? AND ticket_id IS"
                    + " NOT NULL ORDER BY mail_id")) {
      while (seen.size() < messages.size() && System.nanoTime() < until) {
        last = look(query, last, numbers, seen);
        TimeUnit.MILLISECONDS.sleep(2);
      }
    }
    return seen;
  }

  private static long look(
      PreparedStatement query, long after, Map<String, Integer> numbers, Map<Integer, Long> seen)
      throws SQLException {
    long last = after;
    query.setLong(1, after);
    try (var rows = query.executeQuery()) {
      long now = System.nanoTime();
      while (rows.next()) {
        last = rows.getLong(1);
        Optional.ofNullable(numbers.get(bare(rows.getString(2))))
            .ifPresent(n -> seen.putIfAbsent(n, now));
      }
    }
    return last;
  }

  private static String bare(String messageId) {
    return messageId.replace("<", "").replace(">", "");
  }

  private static double at(double[] sorted, double share) {
    if (sorted.length == 0) {
      throw new IllegalStateException("nothing came: " + Arrays.toString(sorted));
    }
    return sorted[(int) Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)];
  }
}
