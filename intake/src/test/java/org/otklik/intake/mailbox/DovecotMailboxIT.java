package org.otklik.intake.mailbox;

import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.otklik.intake.servers.DovecotServer;

/** The promises in front of Dovecot. */
class DovecotMailboxIT extends ImapContract {
  private static final AtomicInteger USERS = new AtomicInteger();
  private static @Nullable DovecotServer server;

  @BeforeAll
  static void start() {
    server = DovecotServer.running();
  }

  @AfterAll
  static void stop() {
    if (server != null) {
      server.close();
    }
  }

  @Override
  Mailbox newMailbox() {
    var dovecot = Objects.requireNonNull(server);
    var user = "user" + USERS.incrementAndGet();
    return new Mailbox(
        dovecot.imapPort(), user, DovecotServer.PASSWORD, mails -> dovecot.deliver(user, mails));
  }
}
