package org.otklik.intake;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.otklik.intake.mailbox.FetchedMail;

/**
 * Port: where raw mail is kept, and what each mailbox was told of it. Every method throws when the
 * store is away; nothing then counts as done.
 */
public interface MailKeeper {
  /** Those of the UIDs that were kept before. */
  Set<Long> kept(String mailbox, long uidValidity, Collection<Long> uids);

  /**
   * Makes raw messages durable before anything judges them. A message kept before under the same
   * UID is left out of the answer.
   */
  List<KeptMail> keep(String mailbox, long uidValidity, List<FetchedMail> batch);

  /**
   * Kept, but not acted upon yet: what a crash or a failure left behind, oldest first, between the
   * two that are named.
   */
  List<KeptMail> pending(String mailbox, long afterId, long beforeId, int limit);

  /** UIDs that were acted upon and that the mailbox does not know of yet, oldest first. */
  List<Long> settled(String mailbox, long uidValidity, int limit);

  /** The mailbox knows now. */
  void told(String mailbox, long uidValidity, Collection<Long> uids);
}
