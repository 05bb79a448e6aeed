package org.otklik.helpdesk.history;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Chains the entries of a ticket's history: each carries a SHA-256 over itself and the hash before
 * it, so that an entry changed, removed or put in between shows. The ticket knows the last hash.
 */
public final class HistoryChain {
  /** What stands before the first entry. */
  public static final String BEGINNING = "0".repeat(64);

  private HistoryChain() {}

  /** The entry with its hash, after the one before it. */
  public static HistoryEntry chained(HistoryEntry entry, String before) {
    return new HistoryEntry(
        entry.id(),
        entry.ticketId(),
        entry.seq(),
        entry.at(),
        entry.actorKind(),
        entry.actorId(),
        entry.act(),
        entry.was(),
        entry.became(),
        entry.commentId(),
        entry.digest(),
        hash(entry, before));
  }

  /** What the entry's hash must be. */
  public static String hash(HistoryEntry entry, String before) {
    MessageDigest sha = sha256();
    add(sha, before);
    add(sha, entry.id());
    add(sha, entry.ticketId());
    add(sha, entry.seq());
    add(sha, ChronoUnit.MICROS.between(Instant.EPOCH, entry.at()));
    add(sha, entry.actorKind());
    add(sha, entry.actorId());
    add(sha, entry.act());
    add(sha, entry.was());
    add(sha, entry.became());
    add(sha, entry.commentId());
    add(sha, entry.digest());
    return HexFormat.of().formatHex(sha.digest());
  }

  /** The digest of something said, which its salt keeps from being guessed once it is erased. */
  public static String digest(String salt, String text) {
    MessageDigest sha = sha256();
    add(sha, salt);
    add(sha, text);
    return HexFormat.of().formatHex(sha.digest());
  }

  /** Each value with its length before it: no two lists of values look alike. */
  private static void add(MessageDigest sha, @Nullable Object value) {
    byte[] bytes = value == null ? new byte[0] : value.toString().getBytes(StandardCharsets.UTF_8);
    int length = value == null ? -1 : bytes.length;
    sha.update(
        new byte[] {
          (byte) (length >>> 24), (byte) (length >>> 16), (byte) (length >>> 8), (byte) length
        });
    sha.update(bytes);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
