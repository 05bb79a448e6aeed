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
import java.util.TreeSet;
import org.eclipse.angus.mail.iap.ByteArray;
import org.eclipse.angus.mail.imap.protocol.BODY;
import org.eclipse.angus.mail.imap.protocol.FetchResponse;
import org.eclipse.angus.mail.imap.protocol.INTERNALDATE;
import org.eclipse.angus.mail.imap.protocol.RFC822SIZE;
import org.otklik.intake.message.RawSource;

/** Brings messages over a connection, and keeps apart those that the server can't give. */
final class Postbag {
  private final ImapConnection connection;
  private final MailboxSettings settings;
  private final InstantSource clock;
  private final TreeSet<Long> unreadable = new TreeSet<>();

  Postbag(ImapConnection connection, MailboxSettings settings, InstantSource clock) {
    this.connection = connection;
    this.settings = settings;
    this.clock = clock;
  }

  /** Sizes and dates, in the order of the UIDs; what has vanished meanwhile is not among them. */
  List<Listed> list(List<Long> uids) throws MailboxFailure {
    var found = fetchAll(uids, "RFC822.SIZE INTERNALDATE");
    List<Listed> listed = new ArrayList<>();
    for (var uid : uids) {
      var response = found.get(uid);
      if (response != null) {
        listed.add(new Listed(uid, sizeIn(response), arrivalIn(response)));
      }
    }
    return listed;
  }

  /** The small messages of a batch, in its order. */
  List<FetchedMail> fetchSmall(List<Listed> batch) throws MailboxFailure {
    var found = fetchAll(batch.stream().map(Listed::uid).toList(), "BODY.PEEK[]");
    List<FetchedMail> mails = new ArrayList<>();
    for (var message : batch) {
      var response = found.get(message.uid());
      if (response != null) {
        rawIn(response)
            .ifPresentOrElse(
                raw -> mails.add(new FetchedMail(message.uid(), message.arrived(), raw)),
                () -> unreadable.add(message.uid()));
      }
    }
    return mails;
  }

  LargeMessage large(Listed message) {
    return new LargeMessage(connection, message.uid(), message.size());
  }

  /** The server would not give its bytes: it has vanished, or else is kept apart. */
  void notGiven(long uid) throws MailboxFailure {
    unreadable.addAll(connection.stillThere(List.of(uid)));
  }

  void leaveOut(long uid) {
    unreadable.add(uid);
  }

  /** They are tried anew at the next full look at the folder. */
  void forgetUnreadable() {
    unreadable.clear();
  }

  /** What the administrator should know about messages that can't be read. */
  Optional<String> problem() {
    if (unreadable.isEmpty()) {
      return Optional.empty();
    }
    var some = unreadable.stream().limit(10).map(String::valueOf).toList();
    return Optional.of(
        "The server can't give %d of the messages in %s (UID %s%s); the others are read."
            .formatted(
                unreadable.size(),
                settings.folder(),
                String.join(", ", some),
                unreadable.size() > some.size() ? ", …" : ""));
  }

  /** One round trip; then what is missing, if still in the folder, one by one. */
  private Map<Long, FetchResponse> fetchAll(List<Long> uids, String items) throws MailboxFailure {
    var found = new LinkedHashMap<Long, FetchResponse>();
    keepWanted(connection.fetch(uids, items), uids, found);
    var missing = uids.stream().filter(uid -> !found.containsKey(uid)).toList();
    for (var uid : connection.stillThere(missing)) {
      keepWanted(connection.fetch(List.of(uid), items), List.of(uid), found);
      if (!found.containsKey(uid)) {
        unreadable.add(uid);
      }
    }
    return found;
  }

  /** A server may send flags of messages nobody asked about: only answers that hold more count. */
  private static void keepWanted(
      Map<Long, FetchResponse> answers, Collection<Long> wanted, Map<Long, FetchResponse> found) {
    var asked = new HashSet<>(wanted);
    answers.forEach((uid, response) -> {
      if (asked.contains(uid) && hasContent(response)) {
        found.put(uid, response);
      }
    });
  }

  private static boolean hasContent(FetchResponse response) {
    return response.getItem(BODY.class) != null || response.getItem(RFC822SIZE.class) != null;
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
  }

  private static long sizeIn(FetchResponse response) {
    var size = response.getItem(RFC822SIZE.class);
    return size == null ? 0 : size.size;
  }

  private Instant arrivalIn(FetchResponse response) {
    return Optional.ofNullable(response.getItem(INTERNALDATE.class))
        .flatMap(date -> Optional.ofNullable(date.getDate()))
        .map(Date::toInstant)
        .orElseGet(clock::instant);
  }
}
