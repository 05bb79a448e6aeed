package org.otklik.intake.mailbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.otklik.intake.mailbox.Mailbox.mail;
import static org.otklik.intake.mailbox.Mailbox.mails;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.otklik.intake.servers.DovecotServer;
import org.otklik.intake.wire.Problem.Kind;

/** The promises in front of Dovecot's POP3, and what POP3 is asked besides. */
class DovecotPop3IT extends MailboxContract {
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
    var user = "pop" + USERS.incrementAndGet();
    return new Mailbox(
        Protocol.POP3,
        dovecot.pop3Port(),
        dovecot.imapPort(),
        user,
        DovecotServer.PASSWORD,
        mails -> dovecot.deliver(user, mails));
  }

  @Test
  void a_thousand_messages_are_asked_for_without_waiting_for_each() {
    mailbox.deliver(mails(0, 1000));
    read();
    untilKept(1000);
    assertThat(wire.said().stream().filter(words -> words.contains("RETR"))).hasSizeLessThan(40);
    assertThat(wire.connections()).isEqualTo(1);
  }

  @Test
  void more_than_fits_into_one_conversation_is_deleted_at_once_all_the_same() {
    mailbox.deliver(mails(0, 1500));
    read(settings.withAfterReading(new AfterReading.Delete()));
    untilKept(1500);
    until(() -> mailbox.count("INBOX") == 0);
    until(() -> kept.told().size() == 1500);
  }

  @Test
  void a_refused_removal_is_told_in_words_and_tried_again() {
    wire.change("+OK Logging out, messages deleted", "-ERR Logging out, message locked");
    mailbox.deliver(mail(1));
    read(settings.withAfterReading(new AfterReading.Delete()).withPollEvery(OFTEN));
    until(() ->
        reader.state().problems().stream().anyMatch(problem -> problem.kind() == Kind.CANT_DELETE));
    assertThat(kept.mails()).hasSize(1);
    until(() -> kept.told().size() == 1); // It was removed, and the next look sees that.
  }

  /** RFC 5321 §4.4: the server writes at the top when it took a message. */
  @Test
  void a_message_arrived_when_its_server_took_it() {
    var arrived = new AtomicReference<Instant>();
    var noting =
        new KeptMail() {
          @Override
          byte[] bytesOf(FetchedMail mail) {
            arrived.set(mail.arrived());
            return super.bytesOf(mail);
          }
        };
    mailbox.deliver(
        """
        Return-Path: <a@example.com>
        Received: from there by here; (a comment)
        \tMon, 02 Nov 2026 10:00:00 +0300
        Received: from forged by forged; Mon, 02 Nov 2020 10:00:00 +0300
        Subject: x

        y
        """
            .replace("\n", "\r\n")
            .getBytes(StandardCharsets.US_ASCII));
    reader = new MailboxReader(settings, noting, Instant::now);
    reader.start();
    until(() -> !noting.mails().isEmpty());
    assertThat(arrived.get()).isEqualTo("2026-11-02T07:00:00Z");
  }
}
