package org.otklik.intake.mailbox;

import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.otklik.intake.servers.DovecotServer;

/** The promises in front of Dovecot. */
class DovecotMailboxIT extends MailboxContract {
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
    if (server == null) {
      throw new IllegalStateException("not started");
    }
    return new Mailbox(server.imapPort(), "user" + USERS.incrementAndGet(), DovecotServer.PASSWORD);
  }
}
