package org.otklik.intake.courier;

import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLSocketFactory;
import org.otklik.intake.wire.AccessToken;
import org.otklik.intake.wire.Login;
import org.otklik.intake.wire.OneLine;
import org.otklik.intake.wire.Security;
import org.otklik.intake.wire.ServerAddress;

/**
 * The server that takes outgoing mail.
 *
 * @param login empty: none is asked for
 * @param heloName how we call ourselves to the server; empty: the machine's own name
 */
public record SmtpSettings(ServerAddress server, Optional<Login> login, Optional<String> heloName) {

  /**
   * @throws IllegalArgumentException with words for who set it
   */
  public SmtpSettings {
    heloName.ifPresent(name -> OneLine.required("name for HELO", name));
  }

  /** A server at the usual port, without a login, waited for at most 30 seconds a step. */
  public static SmtpSettings of(String host, Security security) {
    int port =
        switch (security) {
          case PLAIN -> 25;
          case STARTTLS -> 587;
          case TLS -> 465;
        };
    var server = new ServerAddress(host, port, security, Duration.ofSeconds(30), Optional.empty());
    return new SmtpSettings(server, Optional.empty(), Optional.empty());
  }

  public SmtpSettings withPort(int port) {
    return with(server.withPort(port));
  }

  public SmtpSettings withTimeout(Duration timeout) {
    return with(server.withTimeout(timeout));
  }

  public SmtpSettings withTrust(SSLSocketFactory trust) {
    return with(server.withTrust(trust));
  }

  public SmtpSettings withLogin(String user, String password) {
    return withLogin(Login.withPassword(user, password));
  }

  /** Logs in with OAuth 2.0. */
  public SmtpSettings withLogin(String user, AccessToken accessToken) {
    return withLogin(Login.withToken(user, accessToken));
  }

  public SmtpSettings withLogin(Login login) {
    return new SmtpSettings(server, Optional.of(login), heloName);
  }

  public SmtpSettings withHeloName(String heloName) {
    return new SmtpSettings(server, login, Optional.of(heloName));
  }

  private SmtpSettings with(ServerAddress changed) {
    return new SmtpSettings(changed, login, heloName);
  }

  boolean byToken() {
    return login.filter(Login::byToken).isPresent();
  }

  @Override
  public String toString() {
    return "SMTP server %s:%d (%s, %s)"
        .formatted(
            server.host(),
            server.port(),
            server.security(),
            login.map(who -> "as " + who.user()).orElse("no login"));
  }
}
