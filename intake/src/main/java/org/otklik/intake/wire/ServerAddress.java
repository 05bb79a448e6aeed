package org.otklik.intake.wire;

import java.time.Duration;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import javax.net.ssl.SSLSocketFactory;

/**
 * Where a mail server is and how it is spoken to.
 *
 * @param timeout the longest that any one connect, read or write waits
 * @param trust makes the TLS connections when the server's certificate is not one that the JDK
 *     trusts
 */
public record ServerAddress(
    String host, int port, Security security, Duration timeout, Optional<SSLSocketFactory> trust) {
  /** Watches writes for all connections: Angus Mail would start a thread for each. */
  private static final ScheduledExecutorService WRITE_WATCH = writeWatch();

  public ServerAddress {
    OneLine.required("server", host);
    if (port < 1 || port > 65_535) {
      throw new IllegalArgumentException("Port " + port + " is not between 1 and 65535.");
    }
    if (!timeout.isPositive() || timeout.toMillis() > Integer.MAX_VALUE) {
      throw new IllegalArgumentException("The time-out must be between a millisecond and 24 days.");
    }
  }

  public ServerAddress withPort(int port) {
    return new ServerAddress(host, port, security, timeout, trust);
  }

  public ServerAddress withTimeout(Duration timeout) {
    return new ServerAddress(host, port, security, timeout, trust);
  }

  public ServerAddress withTrust(SSLSocketFactory trust) {
    return new ServerAddress(host, port, security, timeout, Optional.of(trust));
  }

  /**
   * What Angus Mail must know.
   *
   * @param protocol {@code imap} or {@code smtp}
   * @param token whether the login is by an access token, and so by nothing weaker
   */
  public Properties mailProperties(String protocol, boolean token) {
    var properties = new Properties();
    var prefix = "mail." + protocol + ".";
    var millis = Long.toString(timeout.toMillis());
    properties.put(prefix + "connectiontimeout", millis);
    properties.put(prefix + "timeout", millis);
    properties.put(prefix + "writetimeout", millis);
    properties.put(prefix + "executor.writetimeout", WRITE_WATCH);
    properties.put(prefix + "ssl.enable", Boolean.toString(security == Security.TLS));
    properties.put(prefix + "starttls.enable", Boolean.toString(security == Security.STARTTLS));
    properties.put(prefix + "starttls.required", Boolean.toString(security == Security.STARTTLS));
    properties.put(prefix + "ssl.checkserveridentity", "true");
    // Else Angus Mail would try again in another way after a handshake that failed for good reason.
    properties.put(prefix + "socketFactory.fallback", "false");
    if (token) {
      properties.put(prefix + "auth.mechanisms", "XOAUTH2");
    }
    trust.ifPresent(factory -> properties.put(prefix + "ssl.socketFactory", factory));
    return properties;
  }

  private static ScheduledExecutorService writeWatch() {
    var watch =
        new ScheduledThreadPoolExecutor(
            1, task -> Thread.ofPlatform().daemon().name("mail-write-watch").unstarted(task));
    watch.setRemoveOnCancelPolicy(true);
    return Executors.unconfigurableScheduledExecutorService(watch);
  }
}
