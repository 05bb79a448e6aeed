package org.otklik.helpdesk.mail;

import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.otklik.helpdesk.IdSource;
import org.otklik.intake.message.MailAddress;

/** The mailboxes that we know, by the names that the configuration gives them. */
@Singleton
public class Mailboxes {
  private final MailRows.Mailboxes rows;
  private final IdSource ids;
  private final MailboxRun.Runs runs;
  private final Map<Long, Long> epochs = new ConcurrentHashMap<>();
  private final Map<String, Long> known = new ConcurrentHashMap<>();

  Mailboxes(MailRows.Mailboxes rows, MailboxRun.Runs runs, IdSource ids) {
    this.rows = rows;
    this.runs = runs;
    this.ids = ids;
  }

  /** Makes a configured mailbox known. */
  @Transactional
  public Mailbox introduce(String name, String address) {
    String normal = MailAddress.of(address).normalized();
    Mailbox mailbox =
        rows.findByName(name).orElseGet(() -> rows.save(new Mailbox(ids.next(), name, normal)));
    if (!mailbox.address().equals(normal)) {
      rows.changeAddress(mailbox.id(), normal);
    }
    known.put(name, mailbox.id());
    return new Mailbox(mailbox.id(), name, normal);
  }

  /** This program reads a mailbox from here on, until another takes it over. */
  void leased(long mailboxId, long epoch) {
    epochs.put(mailboxId, epoch);
  }

  /**
   * At the end of the transaction that keeps messages.
   *
   * @throws IllegalStateException when another program has taken the mailbox over: this one, which
   *     it must have thought dead, keeps nothing
   */
  void keeping(long mailboxId, int count) {
    Long epoch = epochs.get(mailboxId);
    if (epoch != null && runs.count(mailboxId, epoch, count) == 0) {
      throw new IllegalStateException("another program reads this mailbox by now");
    }
  }

  long idOf(String name) {
    return Optional.ofNullable(known.get(name)).orElseThrow();
  }
}
