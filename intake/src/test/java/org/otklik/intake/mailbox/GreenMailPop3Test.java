package org.otklik.intake.mailbox;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The promises in front of GreenMail's POP3. */
class GreenMailPop3Test extends MailboxContract {
  private static final GreenMail SERVER =
      new GreenMail(
          new ServerSetup[] {
            new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_POP3).dynamicPort(),
            new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_IMAP).dynamicPort()
          });
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
    var user = "pop" + USERS.incrementAndGet();
    var account = SERVER.setUser(user + "@example.org", user, "secret");
    return new Mailbox(
        Protocol.POP3,
        SERVER.getPop3().getPort(),
        SERVER.getImap().getPort(),
        user,
        "secret",
        mails -> GreenMailMailboxTest.deliver(SERVER, account, mails));
  }
}
