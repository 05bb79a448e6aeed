package org.otklik.intake.courier;

import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLSocketFactory;
import org.otklik.intake.wire.AccessToken;
import org.otklik.intake.wire.OneLine;
import org.otklik.intake.wire.Security;
import org.otklik.intake.wire.ServerAddress;

/**
 * The server that takes outgoing mail.
 *
 * @param user empty: no login
 * @param password never shown by {@link #toString}
 * @param heloName how we call ourselves to the server; empty: the machine's own name
 * @param timeout the longest that any one connect, read or write waits for the server
 * @param trust makes the TLS connections when the JDK does not trust the server's certificate
 * @param accessToken logs in instead of the password
 */
public record SmtpSettings(
    String host,
    int port,
    Security security,
    Optional<String> user,
    String password,
    Optional<String> heloName,
    Duration timeout,
    Optional<SSLSocketFactory> trust,
    Optional<AccessToken> accessToken) {

  /**
   * @throws IllegalArgumentException with words for who set it
   */
  public SmtpSettings {
    user.ifPresent(name -> OneLine.required("user name", name));
    OneLine.setting("password", password);
    heloName.ifPresent(name -> OneLine.required("name for HELO", name));
    var _ = new ServerAddress(host, port, security, timeout, trust);
  }

  /** A server at the usual port, without a login, waited for at most 30 seconds a step. */
  public static SmtpSettings of(String host, Security security) {
    int port =
        switch (security) {
          case PLAIN -> 25;
          case STARTTLS -> 587;
          case TLS -> 465;
        };
    return new SmtpSettings(
        host,
        port,
        security,
        Optional.empty(),
        "",
        Optional.empty(),
        Duration.ofSeconds(30),
        Optional.empty(),
        Optional.empty());
  }

  public SmtpSettings withPort(int port) {
    return new SmtpSettings(
        host, port, security, user, password, heloName, timeout, trust, accessToken);
  }

  public SmtpSettings withLogin(String user, String password) {
    return new SmtpSettings(
        host, port, security, Optional.of(user), password, heloName, timeout, trust, accessToken);
  }

  public SmtpSettings withHeloName(String heloName) {
    return new SmtpSettings(
        host, port, security, user, password, Optional.of(heloName), timeout, trust, accessToken);
  }

  public SmtpSettings withTimeout(Duration timeout) {
    return new SmtpSettings(
        host, port, security, user, password, heloName, timeout, trust, accessToken);
  }

  public SmtpSettings withTrust(SSLSocketFactory trust) {
    return new SmtpSettings(
        host, port, security, user, password, heloName, timeout, Optional.of(trust), accessToken);
  }

  /** Logs in with OAuth 2.0. */
  public SmtpSettings withLogin(String user, AccessToken accessToken) {
    return new SmtpSettings(
        host,
        port,
        security,
        Optional.of(user),
        "",
        heloName,
        timeout,
        trust,
        Optional.of(accessToken));
  }

  ServerAddress server() {
    return new ServerAddress(host, port, security, timeout, trust);
  }

  @Override
  public String toString() {
    return "SMTP server %s:%d (%s, %s)"
        .formatted(host, port, security, user.map(name -> "as " + name).orElse("no login"));
  }
}
