package org.otklik.intake.mailbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.otklik.intake.mailbox.Mailbox.mail;
import static org.otklik.intake.mailbox.Mailbox.mails;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.otklik.intake.mailbox.MailboxState.Phase;

/** What a reader promises in front of any server; each protocol has a subclass. */
abstract class MailboxContract {
  static final Duration OFTEN = Duration.ofMillis(200);

  private static final Duration SOON = Duration.ofSeconds(30);

  Mailbox mailbox = new Mailbox(1, "nobody", "", _ -> {});
  FaultyWire wire = new FaultyWire(1);
  MailboxSettings settings = mailbox.settings();
  final KeptMail kept = new KeptMail();
  MailboxReader reader = new MailboxReader(settings, kept, InstantSource.system());

  /** An account of its own for each test. */
  abstract Mailbox newMailbox();

  @BeforeEach
  void prepare() throws IOException {
    mailbox = newMailbox();
    wire.close();
    wire = new FaultyWire(mailbox.readPort());
    settings =
        mailbox
            .settings()
            .withPort(wire.port())
            .withPollEvery(Duration.ofMinutes(5))
            .withTimeout(Duration.ofSeconds(10))
            .withRetries(Duration.ofMillis(50), Duration.ofMillis(200));
  }

  @AfterEach
  void close() throws IOException {
    reader.close();
    wire.close();
  }

  void read() {
    read(settings);
  }

  void read(MailboxSettings changed) {
    reader = new MailboxReader(changed, kept, InstantSource.system());
    reader.start();
  }

  static void until(BooleanSupplier condition) {
    await()
        .dontCatchUncaughtExceptions()
        .atMost(SOON)
        .pollInterval(Duration.ofMillis(20))
        .until(condition::getAsBoolean);
  }

  void untilKept(int count) {
    until(() -> kept.mails().size() >= count && reader.state().phase() == Phase.WAITING);
    assertThat(kept.mails()).hasSize(count);
  }

  @Test
  void messages_are_taken_in_order_and_byte_for_byte() {
    byte[][] sent = mails(0, 25);
    mailbox.deliver(sent);
    read(settings.withBatches(10, 1 << 20, 100_000));
    untilKept(25);
    assertThat(kept.mails()).usingRecursiveComparison().isEqualTo(Arrays.asList(sent));
    assertThat(kept.batches()).containsExactly(10, 10, 5);
  }

  @Test
  void a_batch_is_bounded_in_bytes() {
    mailbox.deliver(mail(1, 6000), mail(2, 6000), mail(3, 6000));
    read(settings.withBatches(200, 13_000, 100_000));
    untilKept(3);
    assertThat(kept.batches()).containsExactly(2, 1);
  }

  @Test
  void while_many_mailboxes_have_a_backlog_the_batches_of_each_are_smaller() {
    List<Share> others = new ArrayList<>();
    try (var ours = Share.taken()) {
      while (ours.batchBytes() > 13_000) {
        others.add(Share.taken());
      }
      mailbox.deliver(mail(1, 6000), mail(2, 6000), mail(3, 6000));
      read(settings);
      untilKept(3);
      assertThat(kept.batches()).containsExactly(2, 1);
    } finally {
      others.forEach(Share::close);
    }
  }

  @Test
  void a_later_reader_takes_only_what_is_new() {
    mailbox.deliver(mails(0, 3));
    read();
    untilKept(3);
    reader.close();
    mailbox.deliver(mail(4));
    read();
    untilKept(4);
    assertThat(kept.batches()).containsExactly(3, 1);
  }

  @Test
  void a_wrong_password_is_told_in_words() {
    read(settings.withPassword("wrong"));
    until(() -> reader.state().phase() == Phase.FAILING);
    assertThat(reader.state().problem().orElseThrow())
        .startsWith("The server refused the password of " + settings.user());
  }

  /** As Toxiproxy's limit_data cuts it. */
  @Test
  void a_connection_cut_in_mid_message_loses_and_doubles_nothing() {
    byte[][] sent = mails(0, 100);
    mailbox.deliver(sent);
    wire.cutOnceAfter(25_000);
    read();
    untilKept(100);
    assertThat(wire.connections()).isEqualTo(2);
    assertThat(kept.mails())
        .usingRecursiveFieldByFieldElementComparator()
        .containsExactlyInAnyOrderElementsOf(List.of(sent));
  }

  @Test
  void a_message_that_breaks_every_connection_holds_up_no_other() {
    byte[][] sent = mails(0, 30);
    sent[4] = "Subject: poison\r\n\r\nbody\r\n".getBytes(StandardCharsets.US_ASCII);
    mailbox.deliver(sent);
    wire.cutAt("Subject: poison");
    read(settings.withBatches(10, 1 << 20, 1 << 20));
    untilKept(29);
    assertThat(reader.state().problem().orElseThrow()).contains("can't give 1 of the messages");
  }

  /** Zammad #2554: a download of more than a minute was lost. Each wait has a time-out, not all. */
  @Test
  void a_download_that_takes_longer_than_the_timeout_comes_to_its_end() {
    byte[] large = mail(1, 2_000_000);
    mailbox.deliver(large);
    wire.slowDown(Duration.ofMillis(20));
    read(settings.withTimeout(Duration.ofSeconds(1)));
    long start = System.nanoTime();
    untilKept(1);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofSeconds(2));
    assertThat(kept.mails().getFirst()).isEqualTo(large);
    assertThat(wire.connections()).isEqualTo(1);
  }

  /** Zammad #4935: connections of failed tries piled up to the server's limit. */
  @Test
  void after_many_failures_one_connection_is_open_at_most() {
    kept.failWith("the database is away");
    mailbox.deliver(mail(1));
    read(settings.withRetries(Duration.ofMillis(5), Duration.ofMillis(10)));
    until(() -> wire.connections() >= 45);
    kept.failWith(null);
    untilKept(1);
    until(() -> wire.open() <= 1);
  }

  @Test
  void closing_ends_an_idle_at_once() {
    read();
    untilKept(0);
    long start = System.nanoTime();
    reader.close();
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
    assertThat(reader.state().phase()).isEqualTo(Phase.STOPPED);
  }

  @Test
  void a_connection_that_hangs_is_noticed_and_left() {
    read(settings.withPollEvery(Duration.ofMillis(300)).withTimeout(Duration.ofMillis(500)));
    untilKept(0);
    wire.freeze();
    until(() -> reader.state().phase() == Phase.FAILING);
    mailbox.deliver(mail(1));
    wire.thaw();
    untilKept(1);
  }

  @Test
  void a_server_that_hangs_in_mid_message_is_left_and_nothing_of_it_kept_in_part() {
    byte[] large = mail(2, 2_000_000);
    mailbox.deliver(mail(1), large, mail(3));
    wire.freezeAfter(800_000);
    read(settings.withTimeout(Duration.ofMillis(500)));
    until(() -> reader.state().phase() == Phase.FAILING);
    assertThat(kept.mails()).noneMatch(mail -> mail.length > 10_000);
    wire.thaw();
    untilKept(3);
    assertThat(kept.mails()).usingRecursiveFieldByFieldElementComparator().contains(large);
  }

  @Test
  void a_large_message_comes_byte_for_byte_between_small_ones() {
    byte[] large = mail(2, 3_000_000);
    mailbox.deliver(mail(1), large, mail(3));
    read();
    untilKept(3);
    assertThat(kept.mails().get(1)).isEqualTo(large);
    assertThat(kept.batches()).containsExactly(1, 1, 1);
  }

  /** The store of large messages may be full while there is room for small ones. */
  @Test
  void a_large_message_that_cannot_be_kept_holds_up_no_other() {
    var full =
        new KeptMail() {
          @Override
          byte[] bytesOf(FetchedMail mail) {
            if (mail.raw().size() > 1_000_000) {
              throw new IllegalStateException("no space left");
            }
            return super.bytesOf(mail);
          }
        };
    mailbox.deliver(mail(1), mail(2, 3_000_000), mail(3));
    reader = new MailboxReader(settings, full, InstantSource.system());
    reader.start();
    until(() -> full.mails().size() == 2);
    until(() -> reader.state().problem().filter(p -> p.contains("no space left")).isPresent());
    mailbox.deliver(mail(4));
    until(() -> full.mails().size() == 3);
  }

  @Test
  void lines_that_begin_with_a_dot_come_as_they_are() {
    byte[] dots =
        "Subject: dots\r\n\r\n.\r\n..\r\n.a\r\n \r\n...\r\n".getBytes(StandardCharsets.US_ASCII);
    mailbox.deliver(dots, mail(2));
    read();
    untilKept(2);
    assertThat(kept.mails().getFirst()).isEqualTo(dots);
  }

  @Test
  void what_is_settled_is_deleted_and_the_rest_is_not() {
    kept.settleLater();
    mailbox.deliver(mails(0, 3));
    read(settings.withAfterReading(new AfterReading.Delete()));
    untilKept(3);
    assertThat(mailbox.count("INBOX")).isEqualTo(3);
    kept.settle(kept.uids().get(1));
    reader.wakeUp();
    until(() -> mailbox.count("INBOX") == 2);
    until(() -> kept.told().equals(Set.of(kept.uids().get(1))));
  }

  /** FreeScout #3406: what was read is remembered here, not in the mailbox. */
  @Test
  void what_is_left_in_the_mailbox_is_taken_once_and_stays() {
    mailbox.deliver(mails(0, 3));
    read(settings.withAfterReading(new AfterReading.Leave()).withPollEvery(OFTEN));
    untilKept(3);
    mailbox.deliver(mail(4));
    untilKept(4);
    assertThat(mailbox.count("INBOX")).isEqualTo(4);
    assertThat(kept.batches()).containsExactly(3, 1);
  }

  @Test
  void nothing_is_deleted_when_the_sink_fails_and_all_is_offered_again() {
    kept.failWith("the database is away");
    mailbox.deliver(mails(0, 3));
    read(settings.withAfterReading(new AfterReading.Delete()));
    until(() -> kept.offers() >= 2);
    until(() -> reader.state().phase() == Phase.FAILING);
    assertThat(reader.state().problem().orElseThrow()).contains("the database is away");
    assertThat(mailbox.count("INBOX")).isEqualTo(3);
    kept.failWith(null);
    untilKept(3);
    until(() -> mailbox.count("INBOX") == 0);
  }
}
