package org.otklik.intake.mailbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.otklik.intake.mailbox.Mailbox.mail;
import static org.otklik.intake.mailbox.Mailbox.mails;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.otklik.intake.mailbox.MailboxState.Phase;

/**
 * What a reader promises in front of an IMAP server besides; each kind of server has a subclass.
 */
abstract class ImapContract extends MailboxContract {
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
  void requests_come_before_marks() {
    mailbox.deliver(mails(0, 1300));
    read();
    until(() -> kept.told().size() == 1300);
    assertThat(firstMark()).isGreaterThan(lastFetch());
  }

  @Test
  void a_backlog_that_takes_long_is_marked_meanwhile() {
    kept.takeOnceSlowly(Duration.ofSeconds(11));
    mailbox.deliver(mails(0, 500));
    read();
    until(() -> kept.told().size() == 500);
    assertThat(firstMark()).isLessThan(lastFetch());
  }

  private int firstMark() {
    return indices("STORE").min().orElseThrow();
  }

  private int lastFetch() {
    return indices("BODY.PEEK").max().orElseThrow();
  }

  private IntStream indices(String command) {
    var said = wire.said();
    return IntStream.range(0, said.size()).filter(i -> said.get(i).contains(command));
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

  /** FreeScout #3406: what others have read is no sign that we have. */
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

  /** RFC 9051 §2.3.1.1: then UIDs mean other messages. */
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

  /** osTicket #6979: sequence numbers shift while the mailbox is read. */
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

  /** Zammad #2754: one FETCH answer that can't be parsed blocked a mailbox of 80. */
  @Test
  void an_unreadable_answer_does_not_block_the_others() {
    mailbox.deliver(mails(0, 3));
    wire.change("* 2 FETCH (", "* 2 FETCH )");
    read();
    untilKept(2);
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
  void a_cut_idle_is_noticed_and_the_mail_of_the_meantime_taken() {
    read();
    untilKept(0);
    wire.cut();
    mailbox.deliver(mail(1));
    untilKept(1);
  }

  @Test
  void what_is_left_in_the_mailbox_stays_unmarked() {
    mailbox.deliver(mails(0, 3));
    read(settings.withAfterReading(new AfterReading.Leave()));
    untilKept(3);
    until(() -> kept.told().size() == 3);
    assertThat(mailbox.seen()).isZero();
  }
}
