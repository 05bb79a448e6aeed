package org.otklik.intake.mailbox;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.otklik.intake.wire.ServerAddress;

/**
 * Lines and texts of POP3 (RFC 1939 §3) over a socket. Our own, since the libraries wait for each
 * answer before they ask again, and hold a message whole. Every wait ends by the time-out, every
 * line and list has a bound.
 */
final class Pop3Wire implements Closeable {
  /** Far above the 512 bytes of RFC 2449 §4. */
  private static final int LONGEST_LINE = 8 << 10;

  /** Lines of a list, and so messages of a mailbox. */
  private static final int MOST_LINES = 1_000_000;

  private static final String OK = "+OK";

  private final ServerAddress server;
  private Socket socket;
  private byte[] buffer = new byte[64 << 10];
  private int position;
  private int limit;

  /** The first line of an answer. */
  record Reply(boolean ok, String text) {}

  Pop3Wire(ServerAddress server) throws IOException {
    this.server = server;
    var address = new InetSocketAddress(server.host(), server.port());
    if (address.isUnresolved()) {
      throw new UnknownHostException(server.host());
    }
    socket = new Socket();
    try {
      socket.setTcpNoDelay(true);
      socket.connect(address, millis());
      socket.setSoTimeout(millis());
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  /**
   * Goes on over TLS.
   *
   * @throws IOException when the certificate isn't good for the server's name, or when the server
   *     said something before that we would take for a word of the secure conversation (RFC 3207
   *     §6)
   */
  void secure() throws IOException {
    if (position < limit) {
      throw new IOException("the server speaks out of turn before TLS begins");
    }
    var factory = server.trust().orElseGet(() -> (SSLSocketFactory) SSLSocketFactory.getDefault());
    var secured =
        (SSLSocket)
            factory.createSocket(socket, server.host(), server.port(), /* autoClose= */ true);
    var parameters = secured.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS"); // names as RFC 7817 §3 compares them
    secured.setSSLParameters(parameters);
    secured.startHandshake();
    socket = secured;
  }

  /** Sends commands, all at once. */
  void send(List<String> commands) throws IOException {
    var text = String.join("\r\n", commands) + "\r\n";
    socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    socket.getOutputStream().flush();
  }

  Reply reply() throws IOException {
    var line = line();
    boolean ok = line.startsWith(OK) || line.startsWith("+ ") || line.equals("+");
    if (!ok && !line.startsWith("-ERR")) {
      throw new IOException("the server answers \"" + bearable(line) + "\"");
    }
    int start = line.startsWith("+ ") || line.equals("+") ? 1 : OK.length() + (ok ? 0 : 1);
    return new Reply(ok, line.substring(start).strip());
  }

  Reply ask(String command) throws IOException {
    send(List.of(command));
    return reply();
  }

  /** The lines of a list that has been announced. */
  List<String> lines() throws IOException {
    List<String> lines = new ArrayList<>();
    for (var line = line(); !line.equals("."); line = line()) {
      if (lines.size() == MOST_LINES) {
        throw new IOException("the list has more than " + MOST_LINES + " lines");
      }
      lines.add(line.startsWith(".") ? line.substring(1) : line);
    }
    return lines;
  }

  /** The message that has been announced; it must be read to its end before anything else. */
  InputStream message() {
    return new Message();
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException _) {
      // It is given up anyway.
    }
  }

  private int millis() {
    return (int) server.timeout().toMillis();
  }

  private String line() throws IOException {
    var line = new StringBuilder();
    for (int next = next(); next != '\n'; next = next()) {
      if (line.length() == LONGEST_LINE) {
        throw new IOException("the server's answer is too long a line");
      }
      line.append((char) next);
    }
    int end = line.length() - 1;
    return end >= 0 && line.charAt(end) == '\r' ? line.substring(0, end) : line.toString();
  }

  private int next() throws IOException {
    if (position == limit) {
      fill();
    }
    return buffer[position++] & 0xff;
  }

  private void fill() throws IOException {
    limit = Math.max(0, socket.getInputStream().read(buffer));
    position = 0;
    if (limit == 0) {
      throw new java.net.SocketException("the server closed it");
    }
  }

  private static String bearable(String line) {
    return Optional.of(line).filter(l -> l.length() <= 100).orElseGet(() -> line.substring(0, 100));
  }

  /**
   * The text up to a line with a dot only, the dots undone that were put before others. Only CR LF
   * ends a line: a server that counts bare LF as well could be made to end a message early.
   */
  private final class Message extends InputStream {
    private boolean lineStart = true;
    private int before;
    private boolean end;

    @Override
    public int read() throws IOException {
      var one = new byte[1];
      return read(one, 0, 1) == -1 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] to, int offset, int length) throws IOException {
      int count = 0;
      while (count < length && !end) {
        if (count > 0 && position == limit) {
          return count; // What is here goes first; the rest may take its time.
        }
        int next = next();
        if (lineStart && next == '.') {
          next = next();
          if (next == '\r') {
            end = next() == '\n';
            if (!end) {
              throw new IOException("the server breaks off a message");
            }
            continue;
          }
        }
        lineStart = before == '\r' && next == '\n';
        before = next;
        to[offset + count++] = (byte) next;
      }
      return count == 0 && length > 0 ? -1 : count;
    }
  }
}
