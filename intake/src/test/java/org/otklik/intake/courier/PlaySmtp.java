package org.otklik.intake.courier;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * An SMTP server that keeps every byte it was given and answers as a test wants it to: GreenMail
 * can neither refuse nor keep 8-bit mail as it came.
 */
final class PlaySmtp implements AutoCloseable {
  private final ServerSocket listening;
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();
  private final List<byte[]> mails = new CopyOnWriteArrayList<>();
  private final List<String> said = new CopyOnWriteArrayList<>();
  private final Map<String, String> answers = new ConcurrentHashMap<>();
  private final AtomicInteger connections = new AtomicInteger();
  private final AtomicLong bytes = new AtomicLong();
  private final AtomicInteger longestLine = new AtomicInteger();
  private volatile String offer = "8BITMIME";
  private volatile boolean silent;
  private volatile boolean keeping = true;

  PlaySmtp() {
    try {
      listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.ofVirtual().start(this::accept);
  }

  int port() {
    return listening.getLocalPort();
  }

  int connections() {
    return connections.get();
  }

  /** The only extension that EHLO names. */
  void offer(String extension) {
    offer = extension;
  }

  /** What is said to commands that begin so; a dot stands for the end of the content. */
  void answer(String command, String reply) {
    answers.put(command, reply);
  }

  void fallSilent() {
    silent = true;
  }

  /** Mail is counted only. */
  void keepNothing() {
    keeping = false;
  }

  long bytes() {
    return bytes.get();
  }

  /** The longest line of any content, in bytes without its end. */
  int longestLine() {
    return longestLine.get();
  }

  void hangUp() {
    sockets.forEach(PlaySmtp::close);
  }

  /** Commands in their order. */
  List<String> said() {
    return List.copyOf(said);
  }

  List<MimeMessage> mails() {
    var session = Session.getInstance(new Properties());
    List<MimeMessage> parsed = new ArrayList<>();
    for (var mail : mails) {
      try {
        parsed.add(new MimeMessage(session, new ByteArrayInputStream(mail)));
      } catch (MessagingException e) {
        throw new IllegalStateException(e);
      }
    }
    return parsed;
  }

  private void accept() {
    while (!listening.isClosed()) {
      try {
        var socket = listening.accept();
        sockets.add(socket);
        connections.incrementAndGet();
        Thread.ofVirtual().start(() -> serve(socket));
      } catch (IOException _) {
        // Closed.
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      var in = new BufferedInputStream(socket.getInputStream());
      var out = socket.getOutputStream();
      if (silent) {
        var _ = in.read();
        return;
      }
      say(out, "220 mx.example.org");
      for (String command; (command = line(in)) != null; ) {
        said.add(command);
        if (command.startsWith("EHLO")) {
          say(out, "250-mx.example.org\r\n250 " + offer);
        } else if (command.equals("DATA")) {
          say(out, "354 Go on");
          if (!readContent(in)) {
            return;
          }
          say(out, reply(".", "250 2.0.0 Ok: queued as " + mails.size()));
        } else {
          say(out, reply(command, "250 Ok"));
        }
      }
    } catch (IOException _) {
      // The client went.
    }
  }

  private String reply(String command, String usual) {
    return answers.entrySet().stream()
        .filter(entry -> command.startsWith(entry.getKey()))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse(usual);
  }

  private static void say(OutputStream out, String reply) throws IOException {
    out.write((reply + "\r\n").getBytes(StandardCharsets.US_ASCII));
    out.flush();
  }

  /** Undoes the dots (RFC 5321 §4.5.2) and keeps the rest as it is. */
  private boolean readContent(InputStream in) throws IOException {
    var content = new ByteArrayOutputStream();
    for (byte[] line; (line = rawLine(in)) != null; ) {
      bytes.addAndGet(line.length);
      longestLine.accumulateAndGet(line.length - 2, Math::max);
      boolean dot = line.length > 0 && line[0] == '.';
      if (dot && line.length == 3) {
        mails.add(content.toByteArray());
        return true;
      }
      if (keeping) {
        content.write(line, dot ? 1 : 0, line.length - (dot ? 1 : 0));
      }
    }
    return false;
  }

  private static @Nullable String line(InputStream in) throws IOException {
    var raw = rawLine(in);
    return raw == null ? null : new String(raw, StandardCharsets.UTF_8).strip();
  }

  /** Up to and with CRLF: a bare LF ends no line here. */
  private static byte @Nullable [] rawLine(InputStream in) throws IOException {
    var line = new ByteArrayOutputStream();
    for (int b, before = 0; (b = in.read()) != -1; before = b) {
      line.write(b);
      if (b == '\n' && before == '\r') {
        return line.toByteArray();
      }
    }
    return null;
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException _) {
      // Gone already.
    }
  }

  @Override
  public void close() throws IOException {
    listening.close();
    hangUp();
  }
}
