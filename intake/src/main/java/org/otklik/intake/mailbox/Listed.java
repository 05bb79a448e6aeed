package org.otklik.intake.mailbox;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A message that is to be fetched.
 *
 * @param size bytes, as the server says, which may be wrong; {@link #UNKNOWN} when it says none
 * @param arrived when the server took it
 */
record Listed(long uid, long size, Instant arrived) {
  static final long UNKNOWN = -1;

  /** Cuts into batches in the same order, large messages alone. */
  static List<List<Listed>> batches(List<Listed> messages, MailboxSettings settings) {
    List<List<Listed>> batches = new ArrayList<>();
    List<Listed> batch = new ArrayList<>();
    long bytes = 0;
    for (var message : messages) {
      boolean large = message.isLarge(settings);
      boolean full =
          batch.size() >= settings.pace().batch()
              || bytes + message.size() > settings.pace().batchBytes();
      if (!batch.isEmpty() && (large || full || batch.getFirst().isLarge(settings))) {
        batches.add(batch);
        batch = new ArrayList<>();
        bytes = 0;
      }
      batch.add(message);
      bytes += message.size();
    }
    if (!batch.isEmpty()) {
      batches.add(batch);
    }
    return batches;
  }

  boolean isLarge(MailboxSettings settings) {
    return isLarge(size, settings);
  }

  /** To be streamed; so is what may be of any size. */
  static boolean isLarge(long size, MailboxSettings settings) {
    return size == UNKNOWN || size > settings.pace().smallBytes();
  }
}
