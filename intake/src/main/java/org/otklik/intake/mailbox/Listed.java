package org.otklik.intake.mailbox;

import java.time.Instant;
import java.util.List;

/**
 * A message that is to be fetched.
 *
 * @param size bytes, as the server says, which may be wrong; {@link #UNKNOWN} when it says none
 * @param arrived when the server took it
 */
record Listed(long uid, long size, Instant arrived) {
  static final long UNKNOWN = -1;

  /**
   * The first of them that are fetched together: a large message alone.
   *
   * @param mostBytes of several
   */
  static List<Listed> batch(List<Listed> messages, MailboxSettings settings, long mostBytes) {
    int count = 0;
    long bytes = 0;
    for (var message : messages) {
      bytes += message.size();
      boolean fits =
          count < settings.pace().batch() && bytes <= mostBytes && !message.isLarge(settings);
      if (count > 0 && !fits) {
        break;
      }
      count++;
      if (message.isLarge(settings)) {
        break;
      }
    }
    return messages.subList(0, count);
  }

  boolean isLarge(MailboxSettings settings) {
    return isLarge(size, settings);
  }

  /** To be streamed; so is what may be of any size. */
  static boolean isLarge(long size, MailboxSettings settings) {
    return size == UNKNOWN || size > settings.pace().smallBytes();
  }
}
