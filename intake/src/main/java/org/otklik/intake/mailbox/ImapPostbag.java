package org.otklik.intake.mailbox;

import java.io.InputStream;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.angus.mail.iap.ByteArray;
import org.eclipse.angus.mail.imap.protocol.BODY;
import org.eclipse.angus.mail.imap.protocol.FetchResponse;
import org.eclipse.angus.mail.imap.protocol.INTERNALDATE;
import org.eclipse.angus.mail.imap.protocol.Item;
import org.eclipse.angus.mail.imap.protocol.RFC822SIZE;
import org.jspecify.annotations.Nullable;
import org.otklik.intake.message.RawSource;

/** Brings messages by batched fetches. */
final class ImapPostbag extends Postbag {
  private static final String WHOLE = "INTERNALDATE BODY.PEEK[]";

  private final ImapConnection connection;
  private final MailboxSettings settings;
  private final InstantSource clock;

  ImapPostbag(ImapConnection connection, MailboxSettings settings, InstantSource clock) {
    super(settings);
    this.connection = connection;
    this.settings = settings;
    this.clock = clock;
  }

  /**
   * Of what the server can't tell a size it may still give the bytes: of any number. When small
   * messages came is asked together with them: a server may know sizes by heart, but not dates, for
   * which it looks at each file.
   */
  @Override
  List<Listed> list(List<Long> uids) throws MailboxFailure {
    var found = new LinkedHashMap<Long, FetchResponse>();
    keepWanted(connection.fetch(uids, "RFC822.SIZE"), uids, RFC822SIZE.class, found);
    var missing = uids.stream().filter(uid -> !found.containsKey(uid)).toList();
    var there = new HashSet<>(connection.stillThere(missing));
    var large =
        uids.stream()
            .filter(
                uid -> found.containsKey(uid) && Listed.isLarge(sizeIn(found.get(uid)), settings))
            .toList();
    var dates = large.isEmpty() ? found : connection.fetch(large, "INTERNALDATE");
    List<Listed> listed = new ArrayList<>();
    for (var uid : uids) {
      var response = found.get(uid);
      if (response == null && there.contains(uid)) {
        response = connection.fetch(List.of(uid), "INTERNALDATE").get(uid);
        listed.add(new Listed(uid, Listed.UNKNOWN, arrivalIn(response)));
      } else if (response != null) {
        listed.add(new Listed(uid, sizeIn(response), arrivalIn(dates.getOrDefault(uid, response))));
      }
    }
    return listed;
  }

  @Override
  List<FetchedMail> fetchSmall(List<Listed> batch) throws MailboxFailure {
    var found = bodies(batch.stream().map(Listed::uid).toList());
    List<FetchedMail> mails = new ArrayList<>();
    for (var message : batch) {
      var response = found.get(message.uid());
      if (response != null) {
        rawIn(response)
            .ifPresentOrElse(
                raw -> mails.add(new FetchedMail(message.uid(), arrivalIn(response), raw)),
                () -> leaveOut(message.uid()));
      }
    }
    return mails;
  }

  @Override
  LargeMessage large(Listed message) {
    return new ImapLargeMessage(connection, message.uid(), message.size());
  }

  @Override
  void notGiven(long uid) throws MailboxFailure {
    connection.stillThere(List.of(uid)).forEach(this::leaveOut);
  }

  /** One round trip; then what is missing, if still in the folder, one by one. */
  private Map<Long, FetchResponse> bodies(List<Long> uids) throws MailboxFailure {
    var found = new LinkedHashMap<Long, FetchResponse>();
    keepWanted(connection.fetch(uids, WHOLE), uids, BODY.class, found);
    var missing = uids.stream().filter(uid -> !found.containsKey(uid)).toList();
    for (var uid : connection.stillThere(missing)) {
      keepWanted(connection.fetch(List.of(uid), WHOLE), List.of(uid), BODY.class, found);
      if (!found.containsKey(uid)) {
        leaveOut(uid);
      }
    }
    return found;
  }

  /**
   * A server may send flags of messages nobody asked about: only answers with the content count.
   */
  private static void keepWanted(
      Map<Long, FetchResponse> answers,
      Collection<Long> wanted,
      Class<? extends Item> content,
      Map<Long, FetchResponse> found) {
    var asked = new HashSet<>(wanted);
    answers.forEach((uid, response) -> {
      if (asked.contains(uid) && response.getItem(content) != null) {
        found.put(uid, response);
      }
    });
  }

  private static Optional<RawSource> rawIn(FetchResponse response) {
    return Optional.ofNullable(response.getItem(BODY.class))
        .flatMap(body -> Optional.ofNullable(body.getByteArray()))
        .map(Slice::new);
  }

  /** Where the message lies in the server's answer, so that a batch is in memory once. */
  private record Slice(ByteArray bytes) implements RawSource {
    @Override
    public InputStream open() {
      return bytes.toByteArrayInputStream();
    }

    @Override
    public long size() {
      return bytes.getCount();
    }

    @Override
    public boolean isInMemory() {
      return true;
    }
  }

  private static long sizeIn(FetchResponse response) {
    var size = response.getItem(RFC822SIZE.class);
    return size == null || size.size < 0 ? Listed.UNKNOWN : size.size;
  }

  private Instant arrivalIn(@Nullable FetchResponse response) {
    return Optional.ofNullable(response)
        .flatMap(told -> Optional.ofNullable(told.getItem(INTERNALDATE.class)))
        .flatMap(date -> Optional.ofNullable(date.getDate()))
        .map(Date::toInstant)
        .orElseGet(clock::instant);
  }
}
