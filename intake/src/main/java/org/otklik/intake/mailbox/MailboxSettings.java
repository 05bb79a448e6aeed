package org.otklik.intake.mailbox;

import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLSocketFactory;
import org.otklik.intake.wire.AccessToken;
import org.otklik.intake.wire.OneLine;
import org.otklik.intake.wire.Security;
import org.otklik.intake.wire.ServerAddress;

/**
 * A mailbox and how it is read. Start with {@link #of} and change what differs.
 *
 * @param name what people call the mailbox
 * @param password never shown by {@link #toString}
 * @param folder the folder read, as a person writes it (any script, the server's own separator)
 * @param pollEvery how often the mailbox is looked at even when the server is silent
 * @param timeout the longest that any one connect, read or write waits for the server
 * @param batch the most messages fetched at once
 * @param batchBytes the most bytes fetched at once; three such batches are in memory at most: one
 *     being fetched, one being kept, one being acted upon
 * @param smallBytes a message larger than this is streamed, alone
 * @param firstRetry the wait after a first failure; doubled at each further one, with jitter
 * @param lastRetry the longest wait after failures
 * @param trust makes the TLS connections when the JDK does not trust the server's certificate
 * @param accessToken logs in instead of the password
 */
public record MailboxSettings(
    String name,
    String host,
    int port,
    Security security,
    String user,
    String password,
    String folder,
    AfterReading afterReading,
    Duration pollEvery,
    Duration timeout,
    int batch,
    long batchBytes,
    long smallBytes,
    Duration firstRetry,
    Duration lastRetry,
    Optional<SSLSocketFactory> trust,
    Optional<AccessToken> accessToken) {

  /**
   * @throws IllegalArgumentException with words for who set it
   */
  public MailboxSettings {
    OneLine.required("mailbox's name", name);
    OneLine.required("user name", user);
    OneLine.setting("password", password);
    OneLine.required("folder", folder);
    if (afterReading instanceof AfterReading.MoveTo(var target)) {
      OneLine.required("folder to move to", target);
      if (target.equals(folder)) {
        throw new IllegalArgumentException("Messages can't be moved to the folder they are in.");
      }
    }
    positive("time between two looks", pollEvery);
    positive("first wait after a failure", firstRetry);
    positive("longest wait after failures", lastRetry);
    if (batch < 1 || batchBytes < 1 || smallBytes < 1) {
      throw new IllegalArgumentException("A batch holds at least one message and one byte.");
    }
    var _ = new ServerAddress(host, port, security, timeout, trust);
  }

  /** A mailbox's INBOX at the usual port, messages marked as seen, looked at each minute. */
  public static MailboxSettings of(
      String name, String host, Security security, String user, String password) {
    return new MailboxSettings(
        name,
        host,
        security == Security.TLS ? 993 : 143,
        security,
        user,
        password,
        "INBOX",
        new AfterReading.MarkSeen(),
        Duration.ofMinutes(1),
        Duration.ofSeconds(30),
        200,
        8L << 20,
        256L << 10,
        Duration.ofSeconds(1),
        Duration.ofMinutes(5),
        Optional.empty(),
        Optional.empty());
  }

  public MailboxSettings withPort(int port) {
    return new MailboxSettings(
        name,
        host,
        port,
        security,
        user,
        password,
        folder,
        afterReading,
        pollEvery,
        timeout,
        batch,
        batchBytes,
        smallBytes,
        firstRetry,
        lastRetry,
        trust,
        accessToken);
  }

  public MailboxSettings withFolder(String folder) {
    return new MailboxSettings(
        name,
        host,
        port,
        security,
        user,
        password,
        folder,
        afterReading,
        pollEvery,
        timeout,
        batch,
        batchBytes,
        smallBytes,
        firstRetry,
        lastRetry,
        trust,
        accessToken);
  }

  public MailboxSettings withAfterReading(AfterReading afterReading) {
    return new MailboxSettings(
        name,
        host,
        port,
        security,
        user,
        password,
        folder,
        afterReading,
        pollEvery,
        timeout,
        batch,
        batchBytes,
        smallBytes,
        firstRetry,
        lastRetry,
        trust,
        accessToken);
  }

  public MailboxSettings withPollEvery(Duration pollEvery) {
    return new MailboxSettings(
        name,
        host,
        port,
        security,
        user,
        password,
        folder,
        afterReading,
        pollEvery,
        timeout,
        batch,
        batchBytes,
        smallBytes,
        firstRetry,
        lastRetry,
        trust,
        accessToken);
  }

  public MailboxSettings withTimeout(Duration timeout) {
    return new MailboxSettings(
        name,
        host,
        port,
        security,
        user,
        password,
        folder,
        afterReading,
        pollEvery,
        timeout,
        batch,
        batchBytes,
        smallBytes,
        firstRetry,
        lastRetry,
        trust,
        accessToken);
  }

  /** How much is fetched at once: messages, bytes, and from how many bytes on one is streamed. */
  public MailboxSettings withBatches(int batch, long batchBytes, long smallBytes) {
    return new MailboxSettings(
        name,
        host,
        port,
        security,
        user,
        password,
        folder,
        afterReading,
        pollEvery,
        timeout,
        batch,
        batchBytes,
        smallBytes,
        firstRetry,
        lastRetry,
        trust,
        accessToken);
  }

  /** How long is waited after a first failure, and at most after many. */
  public MailboxSettings withRetries(Duration firstRetry, Duration lastRetry) {
    return new MailboxSettings(
        name,
        host,
        port,
        security,
        user,
        password,
        folder,
        afterReading,
        pollEvery,
        timeout,
        batch,
        batchBytes,
        smallBytes,
        firstRetry,
        lastRetry,
        trust,
        accessToken);
  }

  public MailboxSettings withTrust(SSLSocketFactory trust) {
    return new MailboxSettings(
        name,
        host,
        port,
        security,
        user,
        password,
        folder,
        afterReading,
        pollEvery,
        timeout,
        batch,
        batchBytes,
        smallBytes,
        firstRetry,
        lastRetry,
        Optional.of(trust),
        accessToken);
  }

  /** Logs in with OAuth 2.0 instead of the password. */
  public MailboxSettings withAccessToken(AccessToken accessToken) {
    return new MailboxSettings(
        name,
        host,
        port,
        security,
        user,
        password,
        folder,
        afterReading,
        pollEvery,
        timeout,
        batch,
        batchBytes,
        smallBytes,
        firstRetry,
        lastRetry,
        trust,
        Optional.of(accessToken));
  }

  ServerAddress server() {
    return new ServerAddress(host, port, security, timeout, trust);
  }

  @Override
  public String toString() {
    return "mailbox %s (%s at %s:%d, %s, folder %s)"
        .formatted(name, user, host, port, security, folder);
  }

  private static void positive(String what, Duration duration) {
    if (!duration.isPositive()) {
      throw new IllegalArgumentException("The " + what + " must be longer than nothing.");
    }
  }
}
