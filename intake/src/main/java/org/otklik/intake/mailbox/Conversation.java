package org.otklik.intake.mailbox;

import java.time.InstantSource;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * One conversation with the server, the mailbox open. Messages are named by numbers that mean the
 * same message in every conversation under one UIDVALIDITY. Used by one thread at a time, but for
 * {@link #endIdle}.
 */
interface Conversation extends AutoCloseable {
  static Conversation open(MailboxSettings settings, InstantSource clock) throws MailboxFailure {
    return switch (settings.protocol()) {
      case IMAP -> ImapConnection.open(settings, clock);
      case POP3 -> Pop3Connection.open(settings, clock);
    };
  }

  long uidValidity() throws MailboxFailure;

  /** The messages that are there, oldest first, without those that lie before {@code first}. */
  List<Long> uidsFrom(long first) throws MailboxFailure;

  /** Brings messages over. */
  Postbag postbag();

  /** Tells the mailbox what is done with. */
  Telling telling();

  /**
   * Whether what arrives later is seen in it too. A POP3 conversation knows only what was there
   * when it began, and keeps other programs out of the mailbox (RFC 1939 §4): it should be short.
   */
  boolean lasts();

  /**
   * Ends what does not last, in good order.
   *
   * @return those that the mailbox is told of only by this
   */
  default List<Long> finish() throws MailboxFailure {
    return List.of();
  }

  /** Whether the server tells of new messages by itself. */
  default boolean idles() {
    return false;
  }

  /** Whether there is something to do at once. */
  boolean hasNews();

  /**
   * Waits until the server has news, {@code awake} with {@link #endIdle} says so, or the time is
   * over (at most one time-out later).
   */
  default void idle(long nanos, BooleanSupplier awake) throws MailboxFailure {}

  /** Ends an IDLE, from any thread; does nothing when there is none. */
  default void endIdle() {}

  @Override
  void close();
}
