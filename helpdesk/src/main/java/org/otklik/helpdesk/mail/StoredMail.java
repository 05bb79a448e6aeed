package org.otklik.helpdesk.mail;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A message as a mailbox gave it, never changed.
 *
 * @param sha256 of the raw bytes, 64 lower-case hexadecimal digits
 * @param arrivedAt when the mail server took it
 * @param keptAt when its bytes were durable here
 * @param content the raw bytes, unless they lie in object storage
 */
@MappedEntity("kept_mail")
record StoredMail(
    @Id long id,
    long mailboxId,
    long uidValidity,
    long uid,
    String sha256,
    long size,
    Instant arrivedAt,
    Instant keptAt,
    @SuppressWarnings("ArrayRecordComponent") byte @Nullable [] content) {
  /** A statement of up to a MiB fits the driver's buffer; for a greater one it makes 16 MiB. */
  private static final long BYTES_A_STATEMENT = 900 * 1024;

  /** In the same order, so many at a time as one statement should hold. */
  static List<List<StoredMail>> portions(List<StoredMail> mails) {
    var portions = new ArrayList<List<StoredMail>>();
    int from = 0;
    long bytes = 0;
    for (int i = 0; i < mails.size(); i++) {
      long size = mails.get(i).content() == null ? 0 : mails.get(i).size();
      if (bytes + size > BYTES_A_STATEMENT && i > from) {
        portions.add(mails.subList(from, i));
        from = i;
        bytes = 0;
      }
      bytes += size;
    }
    portions.add(mails.subList(from, mails.size()));
    return portions;
  }
}
