package org.otklik.intake.mailbox;

import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * Where a mailbox's messages go. The reader calls it from one thread at a time per mailbox; an
 * exception means that nothing of the batch is known to be durable: the reader backs off, says so
 * in its state, and offers the same messages again.
 */
public interface MailboxSink {
  /** Those of the UIDs that were taken before and so need no second fetch. */
  Set<Long> taken(long uidValidity, Collection<Long> uids);

  /**
   * Takes a batch, in the mailbox's order. When it returns, every message is durable; those in
   * {@link #settled} are done with.
   */
  void take(long uidValidity, List<FetchedMail> batch);

  /**
   * Comes back when nothing that was taken is still being worked upon: what can be settled is. A
   * sink that works upon a batch only while it takes it has nothing to do here.
   */
  default void finish() {}

  /** UIDs, oldest first, that are done with here and that the mailbox was not told of yet. */
  List<Long> settled(long uidValidity, int limit);

  /** The mailbox has been told (seen, moved or deleted, as configured). */
  void told(long uidValidity, Collection<Long> uids);
}
