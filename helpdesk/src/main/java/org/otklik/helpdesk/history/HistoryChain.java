package org.otklik.helpdesk.history;

import java.nio.ByteBuffer;
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
    return new Values()
        .add(before)
        .add(entry.id())
        .add(entry.ticketId())
        .add(entry.seq())
        .add(ChronoUnit.MICROS.between(Instant.EPOCH, entry.at()))
        .add(entry.actorKind())
        .add(entry.actorId())
        .add(entry.act())
        .add(entry.was())
        .add(entry.became())
        .add(entry.commentId())
        .add(entry.digest())
        .sha256();
  }

  /** The digest of something said, which its salt keeps from being guessed once it is erased. */
  public static String digest(String salt, String text) {
    return new Values().add(salt).add(text).sha256();
  }

  /** Each value with its length before it: no two lists of values look alike. */
  private static final class Values {
    private static final int NOTHING = -1;

    private final MessageDigest digest;
    private final ByteBuffer length = ByteBuffer.allocate(Integer.BYTES);

    Values() {
      try {
        digest = MessageDigest.getInstance("SHA-256");
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException("every Java platform has SHA-256", e);
      }
    }

    Values add(@Nullable Object value) {
      if (value == null) {
        length(NOTHING);
      } else {
        byte[] text = value.toString().getBytes(StandardCharsets.UTF_8);
        length(text.length);
        digest.update(text);
      }
      return this;
    }

    private void length(int bytes) {
      digest.update(length.putInt(0, bytes).array());
    }

    String sha256() {
      return HexFormat.of().formatHex(digest.digest());
    }
  }
}
