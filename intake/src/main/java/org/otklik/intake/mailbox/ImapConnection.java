package org.otklik.intake.mailbox;

import jakarta.mail.Folder;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Store;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.function.BooleanSupplier;
import org.eclipse.angus.mail.iap.Argument;
import org.eclipse.angus.mail.iap.ConnectionException;
import org.eclipse.angus.mail.iap.ProtocolException;
import org.eclipse.angus.mail.iap.Response;
import org.eclipse.angus.mail.imap.IMAPFolder;
import org.eclipse.angus.mail.imap.protocol.BASE64MailboxEncoder;
import org.eclipse.angus.mail.imap.protocol.FetchResponse;
import org.eclipse.angus.mail.imap.protocol.IMAPProtocol;
import org.eclipse.angus.mail.imap.protocol.IMAPResponse;
import org.eclipse.angus.mail.imap.protocol.UID;
import org.jspecify.annotations.Nullable;
import org.otklik.intake.wire.AccessToken.NoToken;
import org.otklik.intake.wire.Problem;
import org.otklik.intake.wire.Problem.Kind;
import org.otklik.intake.wire.Trouble;

/**
 * An IMAP connection with the mailbox's folder open. Messages are named by UID only: sequence
 * numbers shift whenever another program removes a message (RFC 9051 §2.3.1.2).
 */
final class ImapConnection implements Conversation {
  private static final DateTimeFormatter IMAP_DATE =
      DateTimeFormatter.ofPattern("d-MMM-yyyy", Locale.ENGLISH);

  private final MailboxSettings settings;
  private final InstantSource clock;
  private final Store store;
  private final IMAPFolder folder;
  private final boolean idles;
  private final Idle idle = new Idle();
  private boolean news;
  private int count;

  /** A command's answers: the untagged ones, then the one that ends it. */
  private record Answer(List<IMAPResponse> lines, Response end) {}

  private ImapConnection(
      MailboxSettings settings, InstantSource clock, Store store, IMAPFolder folder)
      throws MessagingException {
    this.settings = settings;
    this.clock = clock;
    this.store = store;
    this.folder = folder;
    this.count = folder.getMessageCount();
    this.idles =
        (boolean)
            folder.doCommand(protocol -> {
              protocol.addResponseHandler(this::noticeNews);
              return protocol.hasCapability("IDLE");
            });
  }

  static ImapConnection open(MailboxSettings settings, InstantSource clock) throws MailboxFailure {
    try {
      var session = Session.getInstance(properties(settings));
      var store = new BoundedStore(session);
      try {
        var secret = settings.login().secret();
        store.connect(settings.host(), settings.port(), settings.user(), secret);
        var folder = (IMAPFolder) store.getFolder(settings.folder());
        folder.open(Folder.READ_WRITE);
        return new ImapConnection(settings, clock, store, folder);
      } catch (MessagingException e) {
        closeQuietly(store);
        throw e;
      }
    } catch (NoToken e) {
      throw new MailboxFailure(e.problem(), e);
    } catch (MessagingException e) {
      throw Failures.of(e, settings);
    }
  }

  private static Properties properties(MailboxSettings settings) {
    return settings.server().mailProperties("imap", settings.login().byToken());
  }

  @Override
  public long uidValidity() throws MailboxFailure {
    try {
      return folder.getUIDValidity();
    } catch (MessagingException e) {
      throw Failures.of(e, settings);
    }
  }

  @Override
  public Postbag postbag() {
    return new ImapPostbag(this, settings, clock);
  }

  @Override
  public Telling telling() {
    return new ImapTelling(this, settings);
  }

  @Override
  public boolean lasts() {
    return true;
  }

  @Override
  public boolean idles() {
    return idles;
  }

  @Override
  public List<Long> uidsFrom(long first) throws MailboxFailure {
    news = false;
    var since = settings.since().map(day -> "SINCE " + IMAP_DATE.format(day));
    var found =
        search(
            first <= 1
                ? since.orElse("ALL")
                : "UID " + first + ":*" + since.map(s -> " " + s).orElse(""));
    // The star names the last message even when it lies before the first (RFC 9051 §9).
    return found.stream().filter(uid -> uid >= first).sorted().toList();
  }

  /** Those of the UIDs that are still in the folder. */
  List<Long> stillThere(Collection<Long> uids) throws MailboxFailure {
    return uids.isEmpty() ? List.of() : search("UID " + UidSet.of(uids));
  }

  /**
   * Fetches something of many messages in one round trip. A message that the server can't give is
   * missing from the result, whatever it answered to the command as a whole.
   */
  Map<Long, FetchResponse> fetch(Collection<Long> uids, String items) throws MailboxFailure {
    var answer = command("UID FETCH " + UidSet.of(uids) + " (UID " + items + ")", null);
    Map<Long, FetchResponse> found = new LinkedHashMap<>();
    for (var line : answer.lines()) {
      var id = line instanceof FetchResponse response ? response.getItem(UID.class) : null;
      if (id != null) {
        found.merge(id.uid, (FetchResponse) line, ImapConnection::fuller);
      }
    }
    return found;
  }

  /**
   * Sends a command that changes something.
   *
   * @return whether the server did it
   */
  Response change(String command) throws MailboxFailure {
    return command(command, null).end();
  }

  /** As {@link #change(String)}, with a folder's name at its end. */
  Response change(String command, String folderName) throws MailboxFailure {
    return command(command, folderName).end();
  }

  boolean can(String capability) throws MailboxFailure {
    return (boolean) talk(protocol -> protocol.hasCapability(capability));
  }

  /**
   * {@inheritDoc}
   *
   * <p>The IDLE is short against the 29 minutes after which a server may hang up (RFC 2177), and
   * ends with an answer of the server within the time-out: a connection that hangs is noticed.
   */
  @Override
  public void idle(long nanos, BooleanSupplier awake) throws MailboxFailure {
    idle.begin();
    talk(protocol -> idle.run(protocol, nanos, () -> news || awake.getAsBoolean()));
  }

  @Override
  public void endIdle() {
    idle.end();
  }

  @Override
  public boolean hasNews() {
    return news;
  }

  @Override
  public void close() {
    try {
      folder.close(false);
    } catch (MessagingException | IllegalStateException _) {
      // Broken or closed already: nothing is left to say to the server.
    }
    closeQuietly(store);
  }

  private List<Long> search(String criteria) throws MailboxFailure {
    var answer = command("UID SEARCH " + criteria, null);
    if (!answer.end().isOK()) {
      throw new MailboxFailure(
          Problem.of(Kind.CANT_LIST, settings.host(), Trouble.saying(answer.end().getRest())),
          new ProtocolException(answer.end().toString()));
    }
    List<Long> uids = new ArrayList<>();
    for (var line : answer.lines()) {
      if (line.keyEquals("SEARCH")) {
        for (long uid; (uid = line.readLong()) != -1; ) {
          uids.add(uid);
        }
      }
    }
    return uids;
  }

  private Answer command(String command, @Nullable String folderName) throws MailboxFailure {
    return (Answer) talk(protocol -> ask(protocol, command, folderName));
  }

  private static Answer ask(IMAPProtocol protocol, String command, @Nullable String folderName)
      throws ProtocolException {
    var argument = folderName == null ? null : folderArgument(protocol, folderName);
    var responses = protocol.command(command, argument);
    var end = responses[responses.length - 1];
    var lines =
        Arrays.stream(responses, 0, responses.length - 1)
            .filter(IMAPResponse.class::isInstance)
            .map(IMAPResponse.class::cast)
            .toList();
    // The folder keeps count by what is untagged, but its copies of messages are of no use here.
    protocol.notifyResponseHandlers(
        Arrays.stream(responses)
            .filter(r -> !(r instanceof FetchResponse))
            .toArray(Response[]::new));
    if (end.isBYE()) {
      protocol.handleResult(end);
    }
    return new Answer(lines, end);
  }

  /** Modified UTF-7 (RFC 3501 §5.1.3), or UTF-8 where both sides agreed on it (RFC 6855 §3). */
  private static Argument folderArgument(IMAPProtocol protocol, String folderName) {
    var argument = new Argument();
    if (protocol.supportsUtf8()) {
      argument.writeString(folderName, StandardCharsets.UTF_8);
    } else {
      argument.writeString(BASE64MailboxEncoder.encode(folderName));
    }
    return argument;
  }

  private Object talk(IMAPFolder.ProtocolCommand command) throws MailboxFailure {
    try {
      return folder.doCommand(protocol -> withCause(command, protocol));
    } catch (MessagingException e) {
      throw Failures.of(e, settings);
    }
  }

  /** Angus Mail tells that a connection broke, but not by what: a time-out, or the server's end. */
  private static Object withCause(IMAPFolder.ProtocolCommand command, IMAPProtocol protocol)
      throws ProtocolException {
    try {
      return command.doCommand(protocol);
    } catch (ConnectionException e) {
      var cause = e.getResponse() == null ? null : e.getResponse().getException();
      throw cause == null ? e : new ProtocolException(Trouble.saying(cause), cause);
    }
  }

  private void noticeNews(Response response) {
    if (response instanceof IMAPResponse line) {
      if (line.keyEquals("EXISTS")) {
        // Some servers repeat the count at each command: only a greater one is news.
        news |= line.getNumber() > count;
        count = line.getNumber();
      } else if (line.keyEquals("EXPUNGE")) {
        count--;
      }
    }
  }

  /** A server may tell of new flags in a line of its own (RFC 9051 §7.5.2). */
  private static FetchResponse fuller(FetchResponse one, FetchResponse other) {
    return one.getItemCount() >= other.getItemCount() ? one : other;
  }

  private static void closeQuietly(Store store) {
    try {
      store.close();
    } catch (MessagingException _) {
      // It is given up anyway.
    }
  }
}
