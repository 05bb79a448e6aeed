package org.otklik.helpdesk.mail;

import io.micronaut.transaction.TransactionDefinition.Propagation;
import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.otklik.helpdesk.IdSource;
import org.otklik.helpdesk.mailbox.Mailboxes;
import org.otklik.helpdesk.store.Inserts;
import org.otklik.intake.KeptMail;

/** What is decided and the mailbox doesn't know: remembered by the batch, which costs little. */
@Singleton
class Untold {
  private static final int BATCHES_AT_ONCE = 100;

  private final MailRows.Untold rows;
  private final Mailboxes mailboxes;
  private final Inserts inserts;
  private final IdSource ids;

  Untold(MailRows.Untold rows, Mailboxes mailboxes, Inserts inserts, IdSource ids) {
    this.rows = rows;
    this.mailboxes = mailboxes;
    this.inserts = inserts;
    this.ids = ids;
  }

  private record Place(String mailbox, long uidValidity) {}

  @Transactional(propagation = Propagation.MANDATORY)
  public void add(List<KeptMail> decided) {
    var places =
        decided.stream()
            .collect(
                Collectors.groupingBy(
                    mail -> new Place(mail.mailbox(), mail.uidValidity()),
                    Collectors.mapping(KeptMail::uid, Collectors.toList())));
    places.forEach((place, uids) ->
        inserts.all(
            List.of(
                new UntoldBatch(
                    ids.next(),
                    mailboxes.idOf(place.mailbox()),
                    place.uidValidity(),
                    UntoldBatch.text(uids)))));
  }

  /** The UIDs that a mailbox is to be told of, of the oldest decisions first. */
  public List<Long> uids(long mailboxId, long uidValidity, int limit) {
    return rows.oldest(mailboxId, uidValidity, limit).stream()
        .flatMap(batch -> batch.each().stream())
        .distinct()
        .limit(limit)
        .toList();
  }

  /** It knows of these. */
  @Transactional(propagation = Propagation.MANDATORY)
  public void told(long mailboxId, long uidValidity, Collection<Long> uids) {
    Set<Long> left = new HashSet<>(uids);
    long after = Long.MIN_VALUE;
    while (!left.isEmpty()) {
      var batches = rows.lock(mailboxId, uidValidity, after, BATCHES_AT_ONCE);
      if (batches.isEmpty()) {
        return;
      }
      after = batches.getLast().id();
      strike(batches, left);
    }
  }

  /** Takes UIDs out of batches, and those that were found out of what is left to be found. */
  private void strike(List<UntoldBatch> batches, Set<Long> left) {
    var done = new ArrayList<Long>();
    for (UntoldBatch batch : batches) {
      List<Long> uids = batch.each();
      List<Long> untold = uids.stream().filter(uid -> !left.contains(uid)).toList();
      if (untold.isEmpty()) {
        done.add(batch.id());
      } else if (untold.size() < uids.size()) {
        rows.leave(batch.id(), UntoldBatch.text(untold));
      }
      left.removeAll(Set.copyOf(uids));
    }
    if (!done.isEmpty()) {
      rows.told(done);
    }
  }
}
