package org.otklik.intake.mailbox;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The promises in front of GreenMail. */
class GreenMailMailboxTest extends MailboxContract {
  private static final GreenMail SERVER =
      new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_IMAP).dynamicPort());
  private static final AtomicInteger USERS = new AtomicInteger();

  @BeforeAll
  static void start() {
    SERVER.start();
  }

  @AfterAll
  static void stop() {
    SERVER.stop();
  }

  @Override
  Mailbox newMailbox() {
    var user = "user" + USERS.incrementAndGet();
    SERVER.setUser(user + "@example.org", user, "secret");
    return new Mailbox(SERVER.getImap().getPort(), user, "secret");
  }
}
