package org.otklik.intake.wire;

import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import org.otklik.intake.wire.Problem.Kind;

/** Says what a failed conversation with a server means. */
public final class Trouble {
  /** As the JDK's check of a server's name says it. */
  private static final Pattern ANOTHER_NAME =
      Pattern.compile("No (subject alternative|name matching)", Pattern.CASE_INSENSITIVE);

  private Trouble() {}

  /** What the failure means, when it lies in the way to the server rather than in its answers. */
  public static Optional<Problem> onTheWay(Throwable failure, ServerAddress server) {
    return problem(failure, server.host(), server.port(), server.timeout());
  }

  /** As {@link #onTheWay}, of a server that is known by less. */
  public static Optional<Problem> problem(
      Throwable failure, String host, int port, Duration timeout) {
    for (Throwable t = failure; t != null; t = t.getCause()) {
      var problem = one(t, host, port, timeout);
      if (problem.isPresent()) {
        return problem;
      }
    }
    return Optional.empty();
  }

  private static Optional<Problem> one(Throwable failure, String host, int port, Duration timeout) {
    var late = Problem.of(Kind.NO_ANSWER, host, seconds(timeout));
    return Optional.ofNullable(
        switch (failure) {
          case UnknownHostException _ -> Problem.of(Kind.NO_SUCH_SERVER, host);
          case UnresolvedAddressException _ -> Problem.of(Kind.NO_SUCH_SERVER, host);
          case SSLException tls -> Problem.of(tlsKind(tls), host, saying(tls));
          case SocketTimeoutException _ -> late;
          case TimeoutException _ -> late;
          case ConnectException _ when timedOut(failure) -> late;
          case ConnectException _ -> Problem.of(Kind.CONNECTION_REFUSED, host, port);
          case NoRouteToHostException _ -> Problem.of(Kind.NO_WAY, host);
          case SocketException _ -> Problem.of(Kind.CONNECTION_BROKEN, host, saying(failure));
          default -> null;
        });
  }

  private static Kind tlsKind(SSLException failure) {
    for (Throwable t = failure; t != null; t = t.getCause()) {
      switch (t) {
        case CertificateExpiredException _ -> {
          return Kind.CERTIFICATE_EXPIRED;
        }
        case CertificateNotYetValidException _ -> {
          return Kind.CERTIFICATE_EXPIRED;
        }
        case CertPathBuilderException _ -> {
          return Kind.CERTIFICATE_UNKNOWN;
        }
        default -> {
          if (ANOTHER_NAME.matcher(saying(t)).find()) {
            return Kind.CERTIFICATE_OF_ANOTHER;
          }
        }
      }
    }
    return Kind.NOT_SECURE;
  }

  /** What an exception says, on one line and of bearable length: servers write into it. */
  public static String saying(Throwable failure) {
    var message = failure.getMessage();
    return saying(message == null ? failure.getClass().getSimpleName() : message);
  }

  /** What a server says, on one line and of bearable length. */
  public static String saying(String text) {
    var line = text.replaceAll("\\p{Cntrl}+", " ").strip();
    var bearable = line.length() > 300 ? line.substring(0, 300) + "…" : line;
    return bearable.replaceFirst("[.?!]+$", "");
  }

  private static boolean timedOut(Throwable failure) {
    var message = failure.getMessage();
    return message != null && message.contains("timed out");
  }

  private static String seconds(Duration timeout) {
    var millis = timeout.toMillis();
    return millis % 1000 == 0 ? Long.toString(millis / 1000) : Double.toString(millis / 1000.0);
  }
}
