package org.otklik.helpdesk.mail;

import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.otklik.intake.KeptMail;
import org.otklik.intake.MailKeeper;
import org.otklik.intake.mailbox.FetchedMail;

/**
 * Takes no mail while that would leave too little room on the disk of the data folder, as Postfix
 * does (queue_minfree): a database that finds its disk full may end then and there. Mail stays in
 * the mailbox, whose state says why, and is taken as soon as there is room again.
 */
final class KeepsRoom implements MailKeeper {
  private final MailKeeper keeper;
  private final Path disk;
  private final long bytesFree;

  KeepsRoom(MailKeeper keeper, Path disk, long bytesFree) {
    this.keeper = keeper;
    this.disk = disk;
    this.bytesFree = bytesFree;
  }

  @Override
  public List<KeptMail> keep(String mailbox, long uidValidity, List<FetchedMail> batch) {
    long wanted = batch.stream().mapToLong(mail -> mail.raw().size()).sum();
    long free = disk.toFile().getUsableSpace(); // asks the file system, not the table of all mounts
    if (free - wanted < bytesFree) {
      throw new IllegalStateException(
          "too little space on the disk of %s: %d MB are free, %d MB stay free, and this takes %d MB"
              .formatted(disk, free >> 20, bytesFree >> 20, (wanted >> 20) + 1));
    }
    return keeper.keep(mailbox, uidValidity, batch);
  }

  @Override
  public Set<Long> kept(String mailbox, long uidValidity, Collection<Long> uids) {
    return keeper.kept(mailbox, uidValidity, uids);
  }

  @Override
  public List<KeptMail> pending(String mailbox, long afterId, long beforeId, int limit) {
    return keeper.pending(mailbox, afterId, beforeId, limit);
  }

  @Override
  public List<Long> settled(String mailbox, long uidValidity, int limit) {
    return keeper.settled(mailbox, uidValidity, limit);
  }

  @Override
  public void told(String mailbox, long uidValidity, Collection<Long> uids) {
    keeper.told(mailbox, uidValidity, uids);
  }
}
