package org.otklik.intake.mailbox;

import java.time.Duration;
import java.time.LocalDate;
import java.util.Optional;
import javax.net.ssl.SSLSocketFactory;
import org.otklik.intake.wire.AccessToken;
import org.otklik.intake.wire.Login;
import org.otklik.intake.wire.OneLine;
import org.otklik.intake.wire.Security;
import org.otklik.intake.wire.ServerAddress;

/**
 * A mailbox and how it is read. Start with {@link #of} or {@link #pop3} and change what differs.
 *
 * @param name what people call the mailbox
 * @param folder the folder read, as a person writes it (any script, the server's own separator)
 * @param since only what the server took on this day of its own or later (RFC 9051 §6.4.4); empty:
 *     everything
 */
public record MailboxSettings(
    String name,
    Protocol protocol,
    ServerAddress server,
    Login login,
    String folder,
    AfterReading afterReading,
    Optional<LocalDate> since,
    Pace pace) {

  private static final String INBOX = "INBOX";

  /**
   * How often and how much.
   *
   * @param pollEvery how often the mailbox is looked at even when the server is silent
   * @param batch the most messages fetched at once
   * @param batchBytes the most bytes fetched at once; fewer while many mailboxes have a backlog
   * @param smallBytes a message larger than this is streamed, alone
   * @param firstRetry the wait after a first failure; doubled at each further one, with jitter
   * @param lastRetry the longest wait after failures
   */
  public record Pace(
      Duration pollEvery,
      int batch,
      long batchBytes,
      long smallBytes,
      Duration firstRetry,
      Duration lastRetry) {
    private static final Pace USUAL =
        new Pace(
            Duration.ofMinutes(1),
            200,
            8L << 20,
            256L << 10,
            Duration.ofSeconds(1),
            Duration.ofMinutes(5));

    /**
     * @throws IllegalArgumentException with words for who set it
     */
    public Pace {
      positive("time between two looks", pollEvery);
      positive("first wait after a failure", firstRetry);
      positive("longest wait after failures", lastRetry);
      if (batch < 1 || batchBytes < 1 || smallBytes < 1) {
        throw new IllegalArgumentException("A batch holds at least one message and one byte.");
      }
    }
  }

  /**
   * @throws IllegalArgumentException with words for who set it
   */
  public MailboxSettings {
    OneLine.required("mailbox's name", name);
    OneLine.required("folder", folder);
    if (afterReading instanceof AfterReading.MoveTo(var target)) {
      OneLine.required("folder to move to", target);
      if (target.equals(folder)) {
        throw new IllegalArgumentException("Messages can't be moved to the folder they are in.");
      }
    }
    if (protocol == Protocol.POP3) {
      refuseWhatPop3Lacks(folder, afterReading, since);
    }
  }

  /** An IMAP mailbox's INBOX at the usual port, messages marked as seen, looked at each minute. */
  public static MailboxSettings of(
      String name, String host, Security security, String user, String password) {
    return usual(name, Protocol.IMAP, host, security, user, password, new AfterReading.MarkSeen());
  }

  /** A POP3 mailbox at the usual port, messages left in it, looked at each minute. */
  public static MailboxSettings pop3(
      String name, String host, Security security, String user, String password) {
    return usual(name, Protocol.POP3, host, security, user, password, new AfterReading.Leave());
  }

  private static MailboxSettings usual(
      String name,
      Protocol protocol,
      String host,
      Security security,
      String user,
      String password,
      AfterReading afterReading) {
    var server =
        new ServerAddress(
            host, protocol.port(security), security, Duration.ofSeconds(30), Optional.empty());
    return new MailboxSettings(
        name,
        protocol,
        server,
        Login.withPassword(user, password),
        INBOX,
        afterReading,
        Optional.empty(),
        Pace.USUAL);
  }

  public MailboxSettings withPort(int port) {
    return with(server.withPort(port));
  }

  public MailboxSettings withTimeout(Duration timeout) {
    return with(server.withTimeout(timeout));
  }

  public MailboxSettings withTrust(SSLSocketFactory trust) {
    return with(server.withTrust(trust));
  }

  public MailboxSettings withPassword(String password) {
    return with(Login.withPassword(user(), password));
  }

  /** Logs in with OAuth 2.0 instead of the password. */
  public MailboxSettings withAccessToken(AccessToken accessToken) {
    return with(Login.withToken(user(), accessToken));
  }

  public MailboxSettings withFolder(String folder) {
    return new MailboxSettings(name, protocol, server, login, folder, afterReading, since, pace);
  }

  public MailboxSettings withAfterReading(AfterReading afterReading) {
    return new MailboxSettings(name, protocol, server, login, folder, afterReading, since, pace);
  }

  public MailboxSettings withSince(LocalDate since) {
    return new MailboxSettings(
        name, protocol, server, login, folder, afterReading, Optional.of(since), pace);
  }

  /** The same account under another name, as a mailbox of its own. */
  public MailboxSettings withName(String name) {
    return new MailboxSettings(name, protocol, server, login, folder, afterReading, since, pace);
  }

  public MailboxSettings withPollEvery(Duration pollEvery) {
    return with(
        new Pace(
            pollEvery,
            pace.batch,
            pace.batchBytes,
            pace.smallBytes,
            pace.firstRetry,
            pace.lastRetry));
  }

  /** How much is fetched at once: messages, bytes, and from how many bytes on one is streamed. */
  public MailboxSettings withBatches(int batch, long batchBytes, long smallBytes) {
    return with(
        new Pace(pace.pollEvery, batch, batchBytes, smallBytes, pace.firstRetry, pace.lastRetry));
  }

  /** How long is waited after a first failure, and at most after many. */
  public MailboxSettings withRetries(Duration firstRetry, Duration lastRetry) {
    return with(
        new Pace(
            pace.pollEvery, pace.batch, pace.batchBytes, pace.smallBytes, firstRetry, lastRetry));
  }

  public String host() {
    return server.host();
  }

  public int port() {
    return server.port();
  }

  public String user() {
    return login.user();
  }

  private MailboxSettings with(ServerAddress changed) {
    return new MailboxSettings(name, protocol, changed, login, folder, afterReading, since, pace);
  }

  private MailboxSettings with(Login changed) {
    return new MailboxSettings(name, protocol, server, changed, folder, afterReading, since, pace);
  }

  private MailboxSettings with(Pace changed) {
    return new MailboxSettings(name, protocol, server, login, folder, afterReading, since, changed);
  }

  @Override
  public String toString() {
    return "mailbox %s (%s at %s:%d, %s, %s, folder %s)"
        .formatted(name, user(), host(), port(), protocol, server.security(), folder);
  }

  private static void refuseWhatPop3Lacks(
      String folder, AfterReading afterReading, Optional<LocalDate> since) {
    if (since.isPresent()) {
      throw new IllegalArgumentException("POP3 can't tell when messages came.");
    }
    if (!folder.equals(INBOX)) {
      throw new IllegalArgumentException("POP3 knows no folders: only INBOX can be read.");
    }
    switch (afterReading) {
      case AfterReading.MarkSeen _, AfterReading.MoveTo _ ->
          throw new IllegalArgumentException(
              "POP3 knows neither marks nor folders: messages can be left or deleted.");
      case AfterReading.Leave _, AfterReading.Delete _ -> {
        // Both can be done.
      }
    }
  }

  private static void positive(String what, Duration duration) {
    if (!duration.isPositive()) {
      throw new IllegalArgumentException("The " + what + " must be longer than nothing.");
    }
  }
}
