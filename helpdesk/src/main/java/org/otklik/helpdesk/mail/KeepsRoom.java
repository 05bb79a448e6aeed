package org.otklik.helpdesk.mail;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
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
    long free = free();
    if (free - wanted < bytesFree) {
      throw new IllegalStateException(
          "too little space on the disk of %s: %d MB are free, %d MB stay free, and this takes %d MB"
              .formatted(disk, free >> 20, bytesFree >> 20, (wanted >> 20) + 1));
    }
    return keeper.keep(mailbox, uidValidity, batch);
  }

  private long free() {
    try {
      return Files.getFileStore(disk).getUsableSpace();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public Set<Long> kept(String mailbox, long uidValidity, Collection<Long> uids) {
    return keeper.kept(mailbox, uidValidity, uids);
  }

  @Override
  public List<KeptMail> pending(String mailbox, long afterId, int limit) {
    return keeper.pending(mailbox, afterId, limit);
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
