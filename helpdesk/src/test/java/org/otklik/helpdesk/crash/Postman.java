package org.otklik.helpdesk.crash;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.otklik.helpdesk.running.Letter;
import org.otklik.helpdesk.running.People;
import org.otklik.intake.servers.DovecotServer;

/** Brings mail of every kind to the mailbox at a steady pace, whether anybody reads it or not. */
final class Postman implements AutoCloseable {
  private static final long PACE_MS = 70;

  /** What must become of a mail. */
  enum Due {
    REGISTERED,
    APPENDED,
    FORWARDED,
    HELD
  }

  /**
   * A mail that was brought.
   *
   * @param copies how often the very same bytes were brought
   */
  record Brought(int number, Due due, int copies) {
    String messageId() {
      return "crash-" + number + "@clients.example";
    }

    String subject() {
      return "crash " + number;
    }
  }

  private final DovecotServer server;
  private final String user;
  private final List<Brought> brought = new ArrayList<>();
  private final ScheduledExecutorService pace = Executors.newSingleThreadScheduledExecutor();

  Postman(DovecotServer server, String user) {
    this.server = server;
    this.user = user;
  }

  void begin() {
    var _ = pace.scheduleAtFixedRate(this::bring, 0, PACE_MS, TimeUnit.MILLISECONDS);
  }

  private void bring() {
    int number = brought.size();
    var due = Due.values()[number % Due.values().length];
    int copies = number % 7 == 3 ? 2 : 1;
    var mail = new Brought(number, due, copies);
    byte[] raw = letter(mail).raw();
    for (int copy = 0; copy < copies; copy++) {
      server.deliver(user, raw);
    }
    brought.add(mail);
  }

  private Letter letter(Brought mail) {
    Letter letter =
        Letter.from(
                switch (mail.due()) {
                  case REGISTERED, APPENDED -> People.ANNA;
                  case FORWARDED -> People.BORIS;
                  case HELD -> People.STRANGER;
                })
            .subject(mail.subject())
            .messageId(mail.messageId())
            .body(mail.subject());
    return mail.due() == Due.APPENDED
        ? letter.answering(brought.get(mail.number() - 1).messageId())
        : letter;
  }

  /** Ends the deliveries. */
  List<Brought> end() throws InterruptedException {
    pace.shutdown();
    if (!pace.awaitTermination(10, TimeUnit.SECONDS)) {
      throw new IllegalStateException("a delivery hangs");
    }
    return List.copyOf(brought);
  }

  @Override
  public void close() {
    pace.shutdownNow();
  }
}
