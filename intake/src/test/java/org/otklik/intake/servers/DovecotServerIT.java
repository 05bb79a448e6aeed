package org.otklik.intake.servers;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import jakarta.mail.Folder;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Store;
import jakarta.mail.event.MessageCountAdapter;
import jakarta.mail.event.MessageCountEvent;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.eclipse.angus.mail.imap.IMAPFolder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class DovecotServerIT {
  private static DovecotServer server;

  @BeforeAll
  static void start() {
    server = DovecotServer.running();
  }

  @AfterAll
  static void close() {
    if (server != null) {
      server.close();
    }
  }

  @Test
  void delivered_mail_is_read_by_imap_byte_for_byte_and_in_order() throws Exception {
    List<byte[]> mail = IntStream.range(0, 50).mapToObj(DovecotServerIT::message).toList();
    server.deliver("order@example.org", mail);

    try (Store store = login("imap", "order@example.org", server.imapPort())) {
      Message[] found = open(store).getMessages();
      assertThat(found).hasSize(50);
      for (int i = 0; i < found.length; i++) {
        assertThat(((org.eclipse.angus.mail.imap.IMAPMessage) found[i]).getMimeStream())
            .hasBinaryContent(mail.get(i));
      }
    }
  }

  @Test
  void mail_is_read_by_pop3() throws Exception {
    server.deliver("pop", message(1));
    try (Store store = login("pop3", "pop", server.pop3Port())) {
      assertThat(open(store).getMessage(1).getSubject()).isEqualTo("Message 1");
    }
  }

  @Test
  void new_mail_is_announced_to_an_idle_connection() throws Exception {
    server.deliver("idle", message(1));
    try (Store store = login("imap", "idle", server.imapPort())) {
      var inbox = (IMAPFolder) open(store);
      var announced = new CopyOnWriteArrayList<Message>();
      inbox.addMessageCountListener(
          new MessageCountAdapter() {
            @Override
            public void messagesAdded(MessageCountEvent e) {
              announced.addAll(List.of(e.getMessages()));
            }
          });
      Thread idle = Thread.ofVirtual().start(() -> idle(inbox));
      server.deliver("idle", message(2));
      await().untilAsserted(() -> assertThat(announced).hasSize(1));
      inbox.close();
      idle.join();
    }
  }

  @Test
  void a_wrong_password_is_refused_and_holds_up_no_later_login() throws Exception {
    for (int i = 0; i < 3; i++) {
      assertThatThrownBy(() -> connect("imap", "who", "wrong", server.imapPort()))
          .isInstanceOf(MessagingException.class);
    }
    long start = System.nanoTime();
    login("imap", "who", server.imapPort()).close();
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
  }

  @Test
  void a_killed_server_drops_its_connections_and_comes_back_with_its_mail() throws Exception {
    try (var own = DovecotServer.running()) {
      own.deliver("crash", message(1));
      Folder before = open(login("imap", "crash", own.imapPort()));
      own.kill();
      assertThatThrownBy(() -> before.getMessage(1).getSubject())
          .isInstanceOf(MessagingException.class);
      assertThatThrownBy(() -> login("imap", "crash", own.imapPort()))
          .isInstanceOf(MessagingException.class);

      own.deliver("crash", message(2));
      own.start();
      try (Store store = login("imap", "crash", own.imapPort())) {
        assertThat(open(store).getMessageCount()).isEqualTo(2);
      }
    }
  }

  @Test
  void a_stopped_server_starts_again_on_the_same_port() throws Exception {
    try (var own = DovecotServer.running()) {
      own.stop();
      own.start();
      try (Store store = login("imap", "again", own.imapPort())) {
        assertThat(open(store).getMessageCount()).isZero();
      }
    }
  }

  private static void idle(IMAPFolder inbox) {
    try {
      while (inbox.isOpen()) {
        inbox.idle();
      }
    } catch (MessagingException | IllegalStateException _) {
      // Closed by the test.
    }
  }

  private static byte[] message(int number) {
    return "From: a@example.org\r\nTo: b@example.org\r\nSubject: Message %d\r\n\r\nBody %d\r\n"
        .formatted(number, number)
        .getBytes(US_ASCII);
  }

  private static Folder open(Store store) throws MessagingException {
    Folder inbox = store.getFolder("INBOX");
    inbox.open(Folder.READ_ONLY);
    return inbox;
  }

  private static Store login(String protocol, String user, int port) throws MessagingException {
    return connect(protocol, user, DovecotServer.PASSWORD, port);
  }

  private static Store connect(String protocol, String user, String password, int port)
      throws MessagingException {
    Store store = Session.getInstance(new Properties()).getStore(protocol);
    store.connect(DovecotServer.HOST, port, user, password);
    return store;
  }
}
