package org.otklik.intake;

import java.util.List;
import java.util.concurrent.Semaphore;
import org.otklik.intake.mailbox.FetchedMail;
import org.otklik.intake.message.MessageParser;

/**
 * A batch that is kept and parsed. However many mailboxes there are, only as many batches are at
 * work at the same time as the machine has processors, in the order of their coming: more would
 * come no sooner, and all would lie in memory in pieces.
 *
 * @param kept those of its messages that had not been kept before
 */
record Keeping(List<KeptMail> kept, ParsedMeanwhile parsed) {
  static final int AT_ONCE = Runtime.getRuntime().availableProcessors();

  private static final Semaphore ROOM = new Semaphore(AT_ONCE, true);

  static Keeping of(
      MailKeeper keeper,
      MessageParser parser,
      String mailbox,
      long uidValidity,
      List<FetchedMail> batch) {
    if (!batch.stream().allMatch(mail -> mail.raw().isInMemory())) {
      return begin(keeper, parser, mailbox, uidValidity, batch); // at the pace of its mail server
    }
    ROOM.acquireUninterruptibly();
    try {
      var keeping = begin(keeper, parser, mailbox, uidValidity, batch);
      keeping.parsed().await();
      return keeping;
    } finally {
      ROOM.release();
    }
  }

  private static Keeping begin(
      MailKeeper keeper,
      MessageParser parser,
      String mailbox,
      long uidValidity,
      List<FetchedMail> batch) {
    var parsed = ParsedMeanwhile.begin(parser, batch);
    return new Keeping(keeper.keep(mailbox, uidValidity, batch), parsed);
  }
}
