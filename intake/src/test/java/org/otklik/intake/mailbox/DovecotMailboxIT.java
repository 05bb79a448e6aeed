package org.otklik.intake.mailbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
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

  /** libredesk's window of 48 hours, Chatwoot #10429. */
  @Test
  void mail_of_an_outage_of_72_hours_is_read_whole_and_arrived_when_it_did() throws IOException {
    read();
    untilKept(0);
    reader.close();
    mailbox.deliver(Mailbox.mails(0, 30));
    mailbox.deliver(Mailbox.mail(30, 3_000_000));
    var then = Instant.now().minus(Duration.ofDays(3)).truncatedTo(ChronoUnit.SECONDS);
    var inbox = Objects.requireNonNull(server).mailOf(mailbox.user()).resolve("new");
    try (var files = Files.newDirectoryStream(inbox)) {
      for (var file : files) {
        Files.setLastModifiedTime(file, FileTime.from(then));
      }
    }
    var arrivals = new ConcurrentSkipListSet<Instant>();
    var noting =
        new KeptMail() {
          @Override
          byte[] bytesOf(FetchedMail mail) {
            arrivals.add(mail.arrived());
            return super.bytesOf(mail);
          }
        };
    reader = new MailboxReader(settings, noting, Instant::now);
    reader.start();
    until(() -> noting.mails().size() == 31);
    assertThat(arrivals).containsExactly(then);
  }

  @Override
  Mailbox newMailbox() {
    var dovecot = Objects.requireNonNull(server);
    var user = "user" + USERS.incrementAndGet();
    return new Mailbox(
        dovecot.imapPort(), user, DovecotServer.PASSWORD, mails -> dovecot.deliver(user, mails));
  }
}
