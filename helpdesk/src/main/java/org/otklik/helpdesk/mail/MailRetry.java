package org.otklik.helpdesk.mail;

import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.util.List;
import org.otklik.helpdesk.IdSource;
import org.otklik.helpdesk.mailbox.HistoryImports;
import org.otklik.helpdesk.mailbox.Mailroom;
import org.otklik.helpdesk.store.Inserts;

/** Has a message that could not be read, or acted upon, taken up again: after an upgrade, say. */
@Singleton
public class MailRetry {
  private final MailRows.Mails mails;
  private final MailRows.Decided decided;
  private final MailRows.Pending pending;
  private final Inserts inserts;
  private final IdSource ids;
  private final HistoryImports imports;
  private final Mailroom mailroom;

  MailRetry(
      MailRows.Mails mails,
      MailRows.Decided decided,
      MailRows.Pending pending,
      Inserts inserts,
      IdSource ids,
      HistoryImports imports,
      Mailroom mailroom) {
    this.mails = mails;
    this.decided = decided;
    this.pending = pending;
    this.inserts = inserts;
    this.ids = ids;
    this.imports = imports;
    this.mailroom = mailroom;
  }

  /** What came of it. */
  public enum Outcome {
    /** It is pending again, and will be decided within seconds. */
    PENDING,
    NO_SUCH_MESSAGE,
    /** Something else became of it. */
    NOT_UNREADABLE,
    /** Its mailbox is configured no more, so that nobody would take it up. */
    MAILBOX_GONE
  }

  /** It is given its time of arrival: whatever is registered keeps it. */
  @Transactional
  public Outcome retry(long id) {
    var mail = mails.findById(id);
    if (mail.isEmpty()) {
      return Outcome.NO_SUCH_MESSAGE;
    }
    long mailbox = mail.get().mailboxId();
    if (mail.get().outcome() != MailOutcome.UNREADABLE) {
      return Outcome.NOT_UNREADABLE;
    }
    if (!imports.reopen(mailbox) && !mailroom.worksUpon(mailbox)) {
      return Outcome.MAILBOX_GONE;
    }
    if (decided.undo(id) != 1) {
      return Outcome.NOT_UNREADABLE; // somebody else was faster
    }
    pending.forgive(id);
    inserts.all(List.of(new PendingBatch(ids.next(), mailbox, id, id, 1)));
    return Outcome.PENDING;
  }
}
