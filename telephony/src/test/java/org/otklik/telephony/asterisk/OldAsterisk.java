package org.otklik.telephony.asterisk;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/**
 * An Asterisk 13 as far as a check goes, since no suite has one any more: it lets everybody in and
 * knows no DBGetTree. Answers as manager.c of that version does.
 */
final class OldAsterisk implements AutoCloseable {
  private final ServerSocket door;

  OldAsterisk() {
    try {
      door = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.ofVirtual().start(this::accept);
  }

  int port() {
    return door.getLocalPort();
  }

  private void accept() {
    try {
      while (true) {
        Socket peer = door.accept();
        Thread.ofVirtual().start(() -> serve(peer));
      }
    } catch (IOException _) {
      // Closed.
    }
  }

  private static void serve(Socket peer) {
    try (peer) {
      var out = peer.getOutputStream();
      var in = new BufferedReader(new InputStreamReader(peer.getInputStream(), US_ASCII));
      out.write("Asterisk Call Manager/2.10.5\r\n".getBytes(US_ASCII));
      String action = "";
      String id = "";
      for (String read = in.readLine(); read != null; read = in.readLine()) {
        if (read.startsWith("action: ")) {
          action = read.substring(8);
        } else if (read.startsWith("actionid: ")) {
          id = read.substring(10);
        } else if (read.isEmpty()) {
          out.write((answer(action) + "ActionID: " + id + "\r\n\r\n").getBytes(US_ASCII));
        }
      }
    } catch (IOException _) {
      // Gone.
    }
  }

  private static String answer(String action) {
    return switch (action) {
      case "Challenge" -> "Response: Success\r\nChallenge: 1\r\n";
      case "CoreSettings" -> "Response: Success\r\nAsteriskVersion: 13.38.3\r\n";
      case "DBGetTree" -> "Response: Error\r\nMessage: Invalid/unknown command: DBGetTree.\r\n";
      case "Originate" -> "Response: Error\r\nMessage: Extension does not exist.\r\n";
      case "QueueAdd" ->
          "Response: Error\r\nMessage: Unable to add interface to queue: No such queue\r\n";
      default -> "Response: Success\r\n";
    };
  }

  @Override
  public void close() {
    try {
      door.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
