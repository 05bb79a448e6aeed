package org.otklik.helpdesk.mailbox;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.otklik.helpdesk.mailbox.MadeMailboxes.Wanted;
import org.otklik.helpdesk.mailbox.MailSettings.ReadMailbox;
import org.otklik.intake.MailIntake;
import org.otklik.intake.mailbox.MailboxReader;
import org.otklik.intake.mailbox.MailboxState;

/**
 * A mailbox's place in the mailroom: whether this program holds its lease, and if so, what reads
 * it. Changed by one thread at a time, asked by any.
 */
final class MailPlace {
  private final ReadMailbox mailbox;
  private final long id;
  private final boolean importing;
  private final Optional<Wanted> made;
  private volatile boolean retired;
  private volatile Optional<MailboxRun> run = Optional.empty();
  private volatile @Nullable Held held;
  private volatile @Nullable MailboxReader reader;
  private @Nullable Thread closing;

  /** What is there while the lease is held: mail kept before is worked upon, reading or not. */
  record Held(long epoch, MailIntake intake) {}

  /** Makes readers. */
  interface Readers {
    MailboxReader reader(ReadMailbox mailbox, MailIntake intake);
  }

  MailPlace(ReadMailbox mailbox, long id, boolean importing) {
    this(mailbox, id, importing, Optional.empty());
  }

  /** Of a mailbox that was made in the console. */
  MailPlace(Wanted made) {
    this(made.mailbox(), made.id(), false, Optional.of(made));
  }

  private MailPlace(ReadMailbox mailbox, long id, boolean importing, Optional<Wanted> made) {
    this.mailbox = mailbox;
    this.id = id;
    this.importing = importing;
    this.made = made;
  }

  ReadMailbox mailbox() {
    return mailbox;
  }

  long id() {
    return id;
  }

  /** Whether it is read once, as history. */
  boolean isImport() {
    return importing;
  }

  /** As it was made in the console, when it was. */
  Optional<Wanted> made() {
    return made;
  }

  /** Whether people see it: neither an import nor one that has ended. */
  boolean isShown() {
    return !importing && made.filter(Wanted::ended).isEmpty();
  }

  Optional<MailboxRun> run() {
    return run;
  }

  void known(Optional<MailboxRun> asOf) {
    run = asOf;
  }

  Optional<Held> held() {
    return Optional.ofNullable(held);
  }

  /** How the reader here is doing, where there is one. */
  Optional<MailboxState> state() {
    return Optional.ofNullable(reader).map(MailboxReader::state);
  }

  void hold(Held lease) {
    held = lease;
  }

  /** Begins to read, unless an earlier reader hasn't ended yet: then another time. */
  void read(Readers readers) {
    Held lease = held;
    if (lease != null && reader == null && isRead() && !retired && isAtRest()) {
      MailboxReader made = readers.reader(mailbox, lease.intake());
      reader = made;
      made.start();
    }
  }

  private boolean isRead() {
    return importing || isShown();
  }

  private boolean isAtRest() {
    return closing == null || !closing.isAlive();
  }

  /** Ends reading for good; true once it has ended, which takes seconds. */
  boolean retire() {
    retired = true;
    rest();
    return isAtRest();
  }

  /** Ends reading, within seconds, without waiting for it. */
  void rest() {
    MailboxReader ending = reader;
    if (ending != null) {
      reader = null;
      closing = Thread.ofVirtual().name("closing " + mailbox.name()).start(ending::close);
    }
  }

  /** The lease is another's, or given back. */
  void leave() {
    rest();
    held = null;
  }

  /** Until an ended reader has ended. */
  void awaitRest() throws InterruptedException {
    Thread ending = closing;
    if (ending != null) {
      ending.join();
    }
  }
}
