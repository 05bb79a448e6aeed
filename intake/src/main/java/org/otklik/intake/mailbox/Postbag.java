package org.otklik.intake.mailbox;

import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.otklik.intake.wire.Problem;
import org.otklik.intake.wire.Problem.Kind;

/** Brings messages over a connection, and keeps apart those that the server can't give. */
abstract class Postbag {
  private static final int NAMED = 10;

  private final String folder;
  private final TreeSet<Long> unreadable = new TreeSet<>();

  Postbag(MailboxSettings settings) {
    this.folder = settings.folder();
  }

  /** Sizes and dates, in the order of the UIDs; what has vanished meanwhile is not among them. */
  abstract List<Listed> list(List<Long> uids) throws MailboxFailure;

  /** The small messages of a batch, in its order. */
  abstract List<FetchedMail> fetchSmall(List<Listed> batch) throws MailboxFailure;

  abstract LargeMessage large(Listed message) throws MailboxFailure;

  /** The server would not give its bytes: it has vanished, or else is kept apart. */
  abstract void notGiven(long uid) throws MailboxFailure;

  void leaveOut(long uid) {
    unreadable.add(uid);
  }

  /** They are tried anew at the next full look at the folder. */
  void forgetUnreadable() {
    unreadable.clear();
  }

  /** What the administrator should know about messages that can't be read. */
  Optional<Problem> problem() {
    if (unreadable.isEmpty()) {
      return Optional.empty();
    }
    var some = unreadable.stream().limit(NAMED).map(this::name).toList();
    var more = unreadable.size() > some.size() ? ", …" : "";
    return Optional.of(
        Problem.of(Kind.NOT_GIVEN, unreadable.size(), folder, String.join(", ", some) + more));
  }

  /** How the server calls a message. */
  String name(long uid) {
    return Long.toString(uid);
  }
}
