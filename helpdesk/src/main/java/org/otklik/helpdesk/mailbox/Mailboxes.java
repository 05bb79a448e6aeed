package org.otklik.helpdesk.mailbox;

import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.otklik.helpdesk.IdSource;
import org.otklik.helpdesk.store.Leases;
import org.otklik.intake.mailbox.MailboxState;
import org.otklik.intake.message.MailAddress;

/** The mailboxes that we know, by the names that the configuration gives them. */
@Singleton
public class Mailboxes {
  private final Mailbox.Rows rows;
  private final IdSource ids;
  private final MailboxRun.Runs runs;
  private final Leases leases;
  private final Map<String, Long> known = new ConcurrentHashMap<>();

  Mailboxes(Mailbox.Rows rows, MailboxRun.Runs runs, Leases leases, IdSource ids) {
    this.rows = rows;
    this.runs = runs;
    this.leases = leases;
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
    leases.introduce(lease(mailbox.id()));
    known.put(name, mailbox.id());
    return new Mailbox(mailbox.id(), name, normal);
  }

  /** The lease on reading it. */
  static String lease(long mailboxId) {
    return "mailbox/" + mailboxId;
  }

  /**
   * What a mailbox that this program reads has to tell with its lease.
   *
   * @param epoch of its lease
   */
  record Renewal(long mailboxId, long epoch, MailboxState state) {}

  /**
   * Reads them longer, and tells how it goes: all in one transaction, since each waits for a disk.
   *
   * @return the ids of those that are another program's by now
   */
  @Transactional
  Set<Long> renew(Collection<Renewal> mailboxes, Duration lasts) {
    Set<Long> lost = new HashSet<>();
    for (Renewal mailbox : mailboxes) {
      if (leases.renew(lease(mailbox.mailboxId()), mailbox.epoch(), lasts)) {
        tell(mailbox.mailboxId(), mailbox.state());
      } else {
        lost.add(mailbox.mailboxId());
      }
    }
    return lost;
  }

  private void tell(long mailboxId, MailboxState state) {
    runs.tell(
        mailboxId,
        state.phase().name(),
        state.lastSuccess().orElse(null),
        state.nextTry().orElse(null),
        state.backlog(),
        state.idle(),
        MailboxProblems.written(state.problems()));
  }

  /**
   * At the end of the transaction that keeps messages.
   *
   * @throws IllegalStateException when another program has taken the mailbox over: this one, which
   *     it must have thought dead, keeps nothing
   */
  public void keeping(long mailboxId, int count) {
    if (!leases.use(lease(mailboxId), count)) {
      throw new IllegalStateException("another program reads this mailbox by now");
    }
  }

  /** The id of one that was introduced. */
  public long idOf(String name) {
    return Optional.ofNullable(known.get(name)).orElseThrow();
  }
}
