package org.otklik.intake.mailbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.otklik.intake.mailbox.Mailbox.mail;
import static org.otklik.intake.mailbox.Mailbox.mails;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.otklik.intake.mailbox.MailboxState.Phase;

/** What a reader promises in front of any IMAP server; each kind of server has a subclass. */
abstract class MailboxContract {
  private static final Duration SOON = Duration.ofSeconds(20);

  private Mailbox mailbox = new Mailbox(1, "nobody", "", _ -> {});
  private FaultyWire wire = new FaultyWire(1);
  private MailboxSettings settings = mailbox.settings();
  private final KeptMail kept = new KeptMail();
  private MailboxReader reader = new MailboxReader(settings, kept, InstantSource.system());

  /** An account of its own for each test. */
  abstract Mailbox newMailbox();

  @BeforeEach
  void prepare() throws IOException {
    mailbox = newMailbox();
    wire.close();
    wire = new FaultyWire(mailbox.port());
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

  private void read() {
    read(settings);
  }

  private void read(MailboxSettings changed) {
    reader = new MailboxReader(changed, kept, InstantSource.system());
    reader.start();
  }

  private static void until(BooleanSupplier condition) {
    await()
        .dontCatchUncaughtExceptions()
        .atMost(SOON)
        .pollInterval(Duration.ofMillis(20))
        .until(condition::getAsBoolean);
  }

  private void untilKept(int count) {
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
    assertThat(kept.uids()).isSorted();
  }

  @Test
  void a_batch_is_bounded_in_bytes() {
    mailbox.deliver(mail(1, 6000), mail(2, 6000), mail(3, 6000));
    read(settings.withBatches(200, 13_000, 100_000));
    untilKept(3);
    assertThat(kept.batches()).containsExactly(2, 1);
  }

  @Test
  void a_thousand_messages_cost_few_round_trips() {
    mailbox.deliver(mails(0, 1000));
    read();
    untilKept(1000);
    until(() -> kept.told().size() == 1000);
    assertThat(wire.said().stream().filter(words -> words.contains("UID FETCH")).count())
        .isLessThanOrEqualTo(6);
    assertThat(kept.overlaps()).isZero();
    assertThat(wire.connections()).isEqualTo(1);
  }

  @Test
  void a_message_arriving_during_idle_is_taken_within_a_second() {
    read();
    untilKept(0);
    assertThat(reader.state().idle()).isTrue();
    mailbox.deliver(mail(1));
    await()
        .dontCatchUncaughtExceptions()
        .atMost(Duration.ofSeconds(1))
        .pollInterval(Duration.ofMillis(10))
        .until(() -> kept.mails().size() == 1);
  }

  @Test
  void a_message_marked_seen_by_someone_else_is_still_taken() {
    mailbox.deliver(mails(0, 2));
    mailbox.markAllSeen();
    read();
    untilKept(2);
  }

  @Test
  void what_is_settled_is_marked_as_seen_and_the_rest_is_not() {
    kept.settleLater();
    mailbox.deliver(mails(0, 3));
    read();
    untilKept(3);
    assertThat(mailbox.seen()).isZero();
    kept.settle(kept.uids().get(1));
    reader.wakeUp();
    until(() -> mailbox.seen() == 1);
    until(() -> kept.told().equals(Set.of(kept.uids().get(1))));
  }

  @Test
  void what_is_settled_moves_to_a_folder_made_for_it() {
    mailbox.deliver(mails(0, 3));
    read(settings.withAfterReading(new AfterReading.MoveTo("Разобрано")));
    untilKept(3);
    assertThat(mailbox.count("INBOX")).isZero();
    assertThat(mailbox.count("Разобрано")).isEqualTo(3);
  }

  @Test
  void what_is_settled_moves_on_a_server_that_can_only_copy() {
    wire.change(" MOVE", " MOOV");
    mailbox.deliver(mails(0, 3));
    read(settings.withAfterReading(new AfterReading.MoveTo("Done")));
    untilKept(3);
    assertThat(mailbox.count("INBOX")).isZero();
    assertThat(mailbox.count("Done")).isEqualTo(3);
  }

  @Test
  void what_is_settled_is_deleted_and_what_others_marked_for_deletion_stays() {
    mailbox.deliver(mails(0, 3));
    kept.settleLater();
    read(settings.withAfterReading(new AfterReading.Delete()));
    untilKept(3);
    mailbox.markDeleted(1);
    kept.settle(kept.uids().get(2));
    reader.wakeUp();
    until(() -> mailbox.count("INBOX") == 2);
  }

  @Test
  void without_uidplus_nothing_is_expunged_that_others_marked() {
    wire.change(" UIDPLUS", " UIDMINU");
    mailbox.deliver(mails(0, 3));
    mailbox.markDeleted(1);
    read(settings.withAfterReading(new AfterReading.Delete()));
    untilKept(3);
    assertThat(kept.told()).hasSize(3);
    assertThat(mailbox.count("INBOX")).isEqualTo(3);
  }

  @Test
  void the_next_batch_is_fetched_while_one_is_taken() {
    mailbox.deliver(mails(0, 20));
    var patient =
        new KeptMail() {
          @Override
          byte[] bytesOf(FetchedMail mail) {
            until(() -> bodyFetches() >= 2);
            return super.bytesOf(mail);
          }
        };
    var batched = settings.withBatches(10, 1 << 20, 1 << 20);
    reader = new MailboxReader(batched, patient, InstantSource.system());
    reader.start();
    until(() -> patient.mails().size() == 20);
    assertThat(patient.overlaps()).isZero();
  }

  private long bodyFetches() {
    return wire.said().stream().filter(words -> words.contains("BODY.PEEK[]")).count();
  }

  @Test
  void nothing_is_flagged_when_the_sink_fails_and_all_is_offered_again() {
    kept.failWith("the database is away");
    mailbox.deliver(mails(0, 3));
    read();
    until(() -> kept.offers() >= 2);
    until(() -> reader.state().phase() == Phase.FAILING);
    assertThat(reader.state().problem().orElseThrow()).contains("the database is away");
    assertThat(reader.state().nextTry()).isPresent();
    assertThat(mailbox.seen()).isZero();
    kept.failWith(null);
    untilKept(3);
    assertThat(reader.state().problem()).isEmpty();
    assertThat(mailbox.seen()).isEqualTo(3);
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
  void a_changed_uidvalidity_offers_everything_again() {
    mailbox.create("Support");
    mailbox.deliverTo("Support", mails(0, 2));
    read(settings.withFolder("Support"));
    untilKept(2);
    reader.close();
    mailbox.drop("Support");
    // UIDVALIDITY is often the second of the folder's making.
    long second = System.currentTimeMillis() / 1000;
    until(() -> System.currentTimeMillis() / 1000 > second + 1);
    mailbox.create("Support");
    mailbox.deliverTo("Support", mails(0, 2));
    read(settings.withFolder("Support"));
    untilKept(4);
  }

  @Test
  void a_wrong_password_is_told_in_words() {
    read(
        new MailboxSettings(
            "support",
            settings.host(),
            settings.port(),
            settings.security(),
            settings.user(),
            "wrong",
            "INBOX",
            settings.afterReading(),
            settings.pollEvery(),
            settings.timeout(),
            1,
            1,
            1,
            Duration.ofSeconds(1),
            Duration.ofSeconds(1),
            settings.trust(),
            settings.accessToken()));
    until(() -> reader.state().phase() == Phase.FAILING);
    assertThat(reader.state().problem().orElseThrow())
        .startsWith("The server refused the password of " + settings.user());
  }

  @Test
  void a_missing_folder_is_told_in_words() {
    read(settings.withFolder("Nowhere"));
    until(() -> reader.state().phase() == Phase.FAILING);
    assertThat(reader.state().problem()).contains("There is no folder Nowhere in the mailbox.");
  }

  @Test
  void a_large_message_is_streamed() {
    byte[] large = mail(2, 3_000_000);
    mailbox.deliver(mail(1), large, mail(3));
    read();
    untilKept(3);
    assertThat(kept.mails().get(1)).isEqualTo(large);
    assertThat(kept.batches()).containsExactly(1, 1, 1);
    assertThat(wire.said().stream().filter(words -> words.contains("BODY.PEEK[]<")).count())
        .isGreaterThan(5);
  }

  @Test
  void a_vanished_message_does_not_block_the_others() throws InterruptedException {
    mailbox.deliver(mails(0, 5));
    var firstTaken = new CountDownLatch(1);
    var removed = new CountDownLatch(1);
    var slow =
        new KeptMail() {
          @Override
          byte[] bytesOf(FetchedMail mail) {
            firstTaken.countDown();
            try {
              assertThat(removed.await(20, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException e) {
              throw new IllegalStateException(e);
            }
            return super.bytesOf(mail);
          }
        };
    reader =
        new MailboxReader(settings.withBatches(1, 1 << 20, 1 << 20), slow, InstantSource.system());
    reader.start();
    assertThat(firstTaken.await(20, TimeUnit.SECONDS)).isTrue();
    mailbox.remove(4);
    removed.countDown();
    until(() -> slow.mails().size() == 4 && reader.state().phase() == Phase.WAITING);
    assertThat(reader.state().problem()).isEmpty();
    assertThat(wire.connections()).isEqualTo(1);
  }

  @Test
  void an_unreadable_answer_does_not_block_the_others() {
    mailbox.deliver(mails(0, 3));
    wire.change("* 2 FETCH (UID", "* 2 FETCH )UID");
    read();
    untilKept(2);
    assertThat(reader.state().problem().orElseThrow()).contains("can't give 1 of the messages");
  }

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

  @Test
  void a_server_without_idle_is_polled() {
    wire.change(" IDLE", " IDOL");
    read(settings.withPollEvery(Duration.ofMillis(200)));
    untilKept(0);
    assertThat(reader.state().idle()).isFalse();
    mailbox.deliver(mail(1));
    untilKept(1);
  }

  @Test
  void a_connection_that_hangs_in_idle_is_noticed_and_left() {
    read(settings.withPollEvery(Duration.ofMillis(300)).withTimeout(Duration.ofMillis(500)));
    untilKept(0);
    wire.freeze();
    until(() -> reader.state().phase() == Phase.FAILING);
    mailbox.deliver(mail(1));
    wire.thaw();
    untilKept(1);
  }

  @Test
  void a_cut_idle_is_noticed_and_the_mail_of_the_meantime_taken() {
    read();
    untilKept(0);
    wire.cut();
    mailbox.deliver(mail(1));
    untilKept(1);
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
}
