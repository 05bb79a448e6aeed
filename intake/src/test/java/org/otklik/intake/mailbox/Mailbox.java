package org.otklik.intake.mailbox;

import jakarta.mail.Flags;
import jakarta.mail.Folder;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Store;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.otklik.intake.wire.Security;

/**
 * An account on a test server, used by IMAP as another mail program would.
 *
 * @param readPort where the reader reads it
 */
record Mailbox(
    Protocol protocol, int readPort, int port, String user, String password, Postman postman) {

  /** Read by IMAP. */
  Mailbox(int port, String user, String password, Postman postman) {
    this(Protocol.IMAP, port, port, user, password, postman);
  }

  /** Puts mail into the INBOX by the server's back door: quicker than APPEND. */
  interface Postman {
    void deliver(byte[]... mails);
  }

  interface Act {
    void on(Folder folder) throws MessagingException;
  }

  interface Question<T> {
    T of(Folder folder) throws MessagingException;
  }

  MailboxSettings settings() {
    var settings =
        protocol == Protocol.IMAP
            ? MailboxSettings.of("support", "127.0.0.1", Security.PLAIN, user, password)
            : MailboxSettings.pop3("support", "127.0.0.1", Security.PLAIN, user, password);
    return settings.withPort(readPort);
  }

  void deliver(byte[]... mails) {
    postman.deliver(mails);
  }

  void deliverTo(String folderName, byte[]... mails) {
    in(
        folderName,
        folder -> {
          var session = Session.getInstance(new Properties());
          var messages = new Message[mails.length];
          for (int i = 0; i < mails.length; i++) {
            messages[i] = new MimeMessage(session, new ByteArrayInputStream(mails[i]));
          }
          folder.appendMessages(messages);
        });
  }

  /** Removes a message the way another program does. */
  void remove(int number) {
    markDeleted(number);
    in("INBOX", Folder::expunge);
  }

  /** Marks a message the way a program does that leaves the removing for later. */
  void markDeleted(int number) {
    in("INBOX", folder -> folder.getMessage(number).setFlag(Flags.Flag.DELETED, true));
  }

  void markAllSeen() {
    in("INBOX", folder -> folder.setFlags(folder.getMessages(), new Flags(Flags.Flag.SEEN), true));
  }

  void create(String folderName) {
    ask(null, folder -> folder.getFolder(folderName).create(Folder.HOLDS_MESSAGES));
  }

  void drop(String folderName) {
    ask(null, folder -> folder.getFolder(folderName).delete(true));
  }

  int count(String folderName) {
    return ask(folderName, Folder::getMessageCount);
  }

  long seen() {
    return ask(
        "INBOX",
        folder -> {
          var seen = 0L;
          for (var message : folder.getMessages()) {
            seen += message.isSet(Flags.Flag.SEEN) ? 1 : 0;
          }
          return seen;
        });
  }

  void in(String folderName, Act act) {
    ask(
        folderName,
        folder -> {
          act.on(folder);
          return true;
        });
  }

  private <T> T ask(@Nullable String folderName, Question<T> question) {
    try (Store store = Session.getInstance(new Properties()).getStore("imap")) {
      store.connect("127.0.0.1", port, user, password);
      if (folderName == null) {
        return question.of(store.getDefaultFolder());
      }
      var folder = store.getFolder(folderName);
      folder.open(Folder.READ_WRITE);
      var answer = question.of(folder);
      folder.close(false);
      return answer;
    } catch (MessagingException e) {
      throw new IllegalStateException(e);
    }
  }

  static byte[] mail(int number) {
    return mail(number, 200);
  }

  /** A mail with a body of about so many bytes. */
  static byte[] mail(int number, int size) {
    var head =
        "From: a@example.com\r\nSubject: mail "
            + number
            + "\r\nMessage-ID: <"
            + number
            + "@x>\r\n\r\n";
    var body = new StringBuilder(head);
    while (body.length() < head.length() + size) {
      body.append("line ").append(body.length()).append(" of mail ").append(number).append("\r\n");
    }
    return body.toString().getBytes(StandardCharsets.US_ASCII);
  }

  static byte[][] mails(int from, int to) {
    byte[][] mails = new byte[to - from][];
    Arrays.setAll(mails, i -> mail(from + i));
    return mails;
  }
}
