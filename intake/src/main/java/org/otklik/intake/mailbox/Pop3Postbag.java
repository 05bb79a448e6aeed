package org.otklik.intake.mailbox;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.otklik.intake.mailbox.Pop3Connection.Entry;
import org.otklik.intake.message.RawSource;

/** Retrieves messages, the small ones of a batch without waiting for each. */
final class Pop3Postbag extends Postbag {
  /**
   * How much longer than announced a small message may be: servers count line ends as they like.
   */
  private static final int TOLERANCE = 2;

  private final Pop3Connection connection;
  private final MailboxSettings settings;
  private final InstantSource clock;

  Pop3Postbag(Pop3Connection connection, MailboxSettings settings, InstantSource clock) {
    super(settings);
    this.connection = connection;
    this.settings = settings;
    this.clock = clock;
  }

  /** When they came is only seen in the messages themselves: of large ones in their headers. */
  @Override
  List<Listed> list(List<Long> uids) throws MailboxFailure {
    var there = connection.entries();
    Map<Entry, Instant> arrivals = new HashMap<>();
    var large =
        uids.stream()
            .map(there::get)
            .filter(entry -> entry != null && entry.size() > settings.pace().smallBytes())
            .toList();
    connection.askEach(
        large,
        number -> "TOP " + number + " 0", // RFC 1939 §7: a server need not have it
        (entry, reply, over) -> {
          if (reply.ok()) {
            var header = RawSource.of(small(over));
            arrivals.put(entry, ReceivedHeader.newest(header, clock.instant()));
          }
        });
    List<Listed> listed = new ArrayList<>();
    for (var uid : uids) {
      var entry = there.get(uid);
      if (entry != null) {
        listed.add(new Listed(uid, entry.size(), arrivals.getOrDefault(entry, clock.instant())));
      }
    }
    return listed;
  }

  @Override
  List<FetchedMail> fetchSmall(List<Listed> batch) throws MailboxFailure {
    var there = connection.entries();
    var entries =
        batch.stream().map(listed -> Objects.requireNonNull(there.get(listed.uid()))).toList();
    List<FetchedMail> mails = new ArrayList<>();
    var next = batch.iterator();
    connection.askEach(
        entries,
        number -> "RETR " + number,
        (_, reply, over) -> {
          long uid = next.next().uid();
          if (!reply.ok()) {
            leaveOut(uid);
            return;
          }
          byte[] raw = small(over);
          var arrived = ReceivedHeader.newest(RawSource.of(raw), clock.instant());
          mails.add(new FetchedMail(uid, arrived, RawSource.of(raw)));
        });
    return mails;
  }

  private byte[] small(Pop3Wire over) throws IOException {
    long most = settings.pace().smallBytes() * TOLERANCE + 1024;
    var bytes = new ByteArrayOutputStream();
    var in = over.message();
    var buffer = new byte[16 << 10];
    for (int count; (count = in.read(buffer)) != -1; ) {
      if (bytes.size() + count > most) {
        throw new IOException("the server gives far more of a message than it announced");
      }
      bytes.write(buffer, 0, count);
    }
    return bytes.toByteArray();
  }

  @Override
  LargeMessage large(Listed message) throws MailboxFailure {
    return new Pop3LargeMessage(
        connection,
        Objects.requireNonNull(connection.entries().get(message.uid())),
        message.size());
  }

  @Override
  void notGiven(long uid) {
    leaveOut(uid);
  }

  /** Numbers made of UIDLs say nothing to the server's administrator. */
  @Override
  String name(long uid) {
    try {
      var entry = connection.entries().get(uid);
      return entry == null ? super.name(uid) : entry.uidl();
    } catch (MailboxFailure _) {
      return super.name(uid);
    }
  }
}
