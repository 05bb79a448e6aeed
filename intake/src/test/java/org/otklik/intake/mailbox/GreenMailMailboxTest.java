package org.otklik.intake.mailbox;

import com.icegreen.greenmail.store.FolderException;
import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.Flags;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.time.Instant;
import java.util.Date;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The promises in front of GreenMail. */
class GreenMailMailboxTest extends ImapContract {
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
    var account = SERVER.setUser(user + "@example.org", user, "secret");
    return new Mailbox(
        SERVER.getImap().getPort(), user, "secret", mails -> deliver(SERVER, account, mails));
  }

  static void deliver(GreenMail server, GreenMailUser account, byte[]... mails) {
    try {
      var inbox = server.getManagers().getImapHostManager().getInbox(account);
      var session = Session.getInstance(new Properties());
      for (var mail : mails) {
        var message = new MimeMessage(session, new ByteArrayInputStream(mail));
        inbox.appendMessage(message, new Flags(), Date.from(Instant.now()));
      }
    } catch (FolderException | MessagingException e) {
      throw new IllegalStateException(e);
    }
  }
}
