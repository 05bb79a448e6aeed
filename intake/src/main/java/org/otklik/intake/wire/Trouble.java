package org.otklik.intake.wire;

import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.Optional;
import javax.net.ssl.SSLException;

/** Says what a failed conversation with a server means. */
public final class Trouble {
  private Trouble() {}

  /** What the failure means, when it lies in the way to the server rather than in its answers. */
  public static Optional<String> onTheWay(Throwable failure, ServerAddress server) {
    for (Throwable t = failure; t != null; t = t.getCause()) {
      var words = words(t, server);
      if (words.isPresent()) {
        return words;
      }
    }
    return Optional.empty();
  }

  private static Optional<String> words(Throwable failure, ServerAddress server) {
    var host = server.host();
    var late = host + " did not answer within " + seconds(server) + " s.";
    return Optional.ofNullable(
        switch (failure) {
          case UnknownHostException _ -> "There is no server named " + host + ".";
          case SSLException tls -> "No secure connection to " + host + ": " + saying(tls) + ".";
          case SocketTimeoutException _ -> late;
          case ConnectException _ when timedOut(failure) -> late;
          case ConnectException _ -> host + " refuses connections at port " + server.port() + ".";
          case NoRouteToHostException _ -> "There is no way to " + host + " from here.";
          case SocketException _ -> host + " broke the connection: " + saying(failure) + ".";
          default -> null;
        });
  }

  /** What an exception says, on one line and of bearable length: servers write into it. */
  public static String saying(Throwable failure) {
    var message = failure.getMessage();
    var text = message == null ? failure.getClass().getSimpleName() : message;
    var line = text.replaceAll("\\p{Cntrl}+", " ").strip();
    var bearable = line.length() > 300 ? line.substring(0, 300) + "…" : line;
    return bearable.replaceFirst("[.?!]+$", "");
  }

  private static boolean timedOut(Throwable failure) {
    var message = failure.getMessage();
    return message != null && message.contains("timed out");
  }

  private static String seconds(ServerAddress server) {
    var millis = server.timeout().toMillis();
    return millis % 1000 == 0 ? Long.toString(millis / 1000) : Double.toString(millis / 1000.0);
  }
}
