package org.otklik.intake.mailbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.otklik.intake.mailbox.MailboxState.Phase;
import org.otklik.intake.servers.DovecotServer;
import org.otklik.intake.wire.Problem.Kind;
import org.otklik.intake.wire.Security;

/** Many mailboxes of one server (Zammad #2321, #6043: one stuck while others run). */
class FiftyMailboxesIT {
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final int MAILBOXES = 50;
  private static final int MAILS = 20;

  private record Read(MailboxReader reader, KeptMail kept) {}

  private static Read read(MailboxSettings settings) {
    var kept = new KeptMail();
    var reader = new MailboxReader(settings, kept, InstantSource.system());
    reader.start();
    return new Read(reader, kept);
  }

  @Test
  void fifty_are_read_side_by_side_and_one_that_hangs_or_is_broken_holds_up_none()
      throws Exception {
    var all = new ArrayList<Read>();
    try (var server = DovecotServer.running();
        var mute = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      for (int box = 0; box < MAILBOXES; box++) {
        server.deliver("box" + box, List.of(Mailbox.mails(0, MAILS)));
      }
      var hanging =
          read(settings("hanging", mute.getLocalPort()).withTimeout(Duration.ofSeconds(3)));
      var broken = read(settings("broken", server.imapPort()).withPassword("wrong"));
      all.add(hanging);
      all.add(broken);
      for (int box = 0; box < MAILBOXES; box++) {
        all.add(
            read(
                box % 5 == 0
                    ? MailboxSettings.pop3(
                            "box" + box,
                            DovecotServer.HOST,
                            Security.PLAIN,
                            "box" + box,
                            DovecotServer.PASSWORD)
                        .withPort(server.pop3Port())
                    : settings("box" + box, server.imapPort())));
      }
      var good = all.subList(2, all.size());
      await()
          .atMost(PATIENCE)
          .until(() ->
              good.stream()
                  .allMatch(read ->
                      read.kept().mails().size() == MAILS
                          && read.reader().state().phase() == Phase.WAITING));
      await().atMost(PATIENCE).until(() -> hanging.reader().state().phase() == Phase.FAILING);
      assertThat(hanging.reader().state().problems().getFirst().kind()).isEqualTo(Kind.NO_ANSWER);
      await().atMost(PATIENCE).until(() -> broken.reader().state().phase() == Phase.FAILING);
      assertThat(broken.reader().state().problems().getFirst().kind())
          .isEqualTo(Kind.PASSWORD_REFUSED);
    } finally {
      all.parallelStream().forEach(read -> read.reader().close());
    }
  }

  private static MailboxSettings settings(String user, int port) {
    return MailboxSettings.of(
            user, DovecotServer.HOST, Security.PLAIN, user, DovecotServer.PASSWORD)
        .withPort(port)
        .withRetries(Duration.ofMillis(500), Duration.ofSeconds(60))
        .withTimeout(Duration.ofSeconds(20));
  }
}
