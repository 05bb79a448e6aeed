package org.otklik.helpdesk.mail;

import io.micronaut.data.connection.annotation.Connectable;
import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.otklik.helpdesk.IdSource;
import org.otklik.helpdesk.mailbox.Mailboxes;
import org.otklik.helpdesk.storage.ObjectStorage;
import org.otklik.helpdesk.store.Inserts;
import org.otklik.intake.KeptMail;
import org.otklik.intake.MailKeeper;
import org.otklik.intake.mailbox.FetchedMail;
import org.otklik.intake.message.RawSource;

/**
 * Keeps raw mail: small messages in the database with the record of them, large ones in object
 * storage, synced before the commit that names them.
 */
@Singleton
public class KeptMails implements MailKeeper {
  /** Up to this size a message lies in the database. */
  public static final long SMALL_BYTES = 256 * 1024;

  private static final int UIDS_A_QUERY = 1000;

  private final MailRows.Mails mails;
  private final MailRows.Stored stored;
  private final Inserts inserts;
  private final Untold untold;
  private final Mailboxes mailboxes;
  private final ObjectStorage storage;
  private final IdSource ids;
  private final InstantSource clock;

  KeptMails(
      MailRows.Mails mails,
      MailRows.Stored stored,
      Inserts inserts,
      Untold untold,
      Mailboxes mailboxes,
      ObjectStorage storage,
      IdSource ids,
      InstantSource clock) {
    this.mails = mails;
    this.stored = stored;
    this.inserts = inserts;
    this.untold = untold;
    this.mailboxes = mailboxes;
    this.storage = storage;
    this.ids = ids;
    this.clock = clock;
  }

  @Override
  @Connectable
  public Set<Long> kept(String mailbox, long uidValidity, Collection<Long> uids) {
    long mailboxId = mailboxes.idOf(mailbox);
    var kept = new HashSet<Long>();
    for (List<Long> some : chunks(uids)) {
      kept.addAll(kept(mailboxId, uidValidity, some));
    }
    return kept;
  }

  /** A stretch without great gaps is looked up for a fifth of what it takes to name each UID. */
  private List<Long> kept(long mailboxId, long uidValidity, List<Long> uids) {
    long first = Collections.min(uids);
    long last = Collections.max(uids);
    if (last - first > 2L * uids.size()) {
      return stored.uids(mailboxId, uidValidity, uids);
    }
    return stored.uidsBetween(mailboxId, uidValidity, first, last).stream()
        .filter(Set.copyOf(uids)::contains)
        .toList();
  }

  @Override
  public List<KeptMail> keep(String mailbox, long uidValidity, List<FetchedMail> batch) {
    long mailboxId = mailboxes.idOf(mailbox);
    Set<Long> before = kept(mailbox, uidValidity, batch.stream().map(FetchedMail::uid).toList());
    var kept = new ArrayList<KeptMail>(batch.size());
    var rows = new ArrayList<StoredMail>(batch.size());
    for (FetchedMail fetched : batch) {
      if (!before.contains(fetched.uid())) {
        Bytes bytes = bytes(fetched.raw());
        long id = ids.next();
        rows.add(
            new StoredMail(
                id,
                mailboxId,
                uidValidity,
                fetched.uid(),
                bytes.sha256(),
                bytes.source().size(),
                fetched.arrived(),
                clock.instant(),
                bytes.small()));
        kept.add(
            new KeptMail(
                id,
                mailbox,
                uidValidity,
                fetched.uid(),
                fetched.arrived(),
                bytes.sha256(),
                bytes.source()));
      }
    }
    if (!rows.isEmpty()) {
      insert(rows);
    }
    return kept;
  }

  @Transactional
  protected void insert(List<StoredMail> rows) {
    for (List<StoredMail> some : StoredMail.portions(rows)) {
      inserts.all(some);
    }
    StoredMail first = rows.getFirst();
    inserts.all(
        List.of(
            new PendingBatch(
                ids.next(), first.mailboxId(), first.id(), rows.getLast().id(), rows.size())));
    mailboxes.keeping(first.mailboxId(), rows.size());
  }

  @Override
  @Transactional
  public List<KeptMail> pending(String mailbox, long afterId, long beforeId, int limit) {
    return mails.pending(mailboxes.idOf(mailbox), afterId, beforeId, limit).stream()
        .map(row ->
            new KeptMail(
                row.id(),
                mailbox,
                row.uidValidity(),
                row.uid(),
                row.arrivedAt(),
                row.sha256(),
                raw(row)))
        .toList();
  }

  @Override
  @Connectable
  public List<Long> settled(String mailbox, long uidValidity, int limit) {
    return untold.uids(mailboxes.idOf(mailbox), uidValidity, limit);
  }

  @Override
  @Transactional
  public void told(String mailbox, long uidValidity, Collection<Long> uids) {
    untold.told(mailboxes.idOf(mailbox), uidValidity, uids);
  }

  /** The raw bytes of a received message. */
  @Transactional
  public RawSource raw(ReceivedMail mail) {
    return mail.size() <= SMALL_BYTES
        ? RawSource.of(
            stored
                .findById(mail.id())
                .flatMap(row -> Optional.ofNullable(row.content()))
                .orElseThrow())
        : inStorage(mail.sha256(), mail.size());
  }

  private RawSource inStorage(String sha256, long size) {
    return new RawSource() {
      @Override
      public InputStream open() throws IOException {
        return storage.open(sha256);
      }

      @Override
      public long size() {
        return size;
      }
    };
  }

  /** A message's bytes where they belong: in memory until the insert, or in storage already. */
  private record Bytes(
      String sha256,
      RawSource source,
      @SuppressWarnings("ArrayRecordComponent") byte @org.jspecify.annotations.Nullable [] small) {}

  private Bytes bytes(RawSource raw) {
    try (InputStream in = raw.open()) {
      if (raw.size() <= SMALL_BYTES) {
        var content = new byte[(int) raw.size()];
        if (in.readNBytes(content, 0, content.length) == content.length && in.read() < 0) {
          return new Bytes(sha256(content), RawSource.of(content), content);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return putInStorage(raw);
  }

  private Bytes putInStorage(RawSource raw) {
    try (InputStream in = raw.open()) {
      var put = storage.put(in);
      if (put.size() <= SMALL_BYTES) {
        // The server announced another size than it gave: it belongs in the database after all.
        try (InputStream again = storage.open(put.sha256())) {
          byte[] content = again.readAllBytes();
          return new Bytes(put.sha256(), RawSource.of(content), content);
        }
      }
      return new Bytes(put.sha256(), inStorage(put.sha256(), put.size()), null);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String sha256(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private static List<List<Long>> chunks(Collection<Long> uids) {
    var all = List.copyOf(uids);
    var chunks = new ArrayList<List<Long>>();
    for (int from = 0; from < all.size(); from += UIDS_A_QUERY) {
      chunks.add(all.subList(from, Math.min(from + UIDS_A_QUERY, all.size())));
    }
    return chunks;
  }
}
