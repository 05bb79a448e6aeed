package org.otklik.telephony.asterisk;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.time.Duration;
import javax.net.ssl.SSLSocket;
import org.asteriskjava.util.SocketConnectionFacade;

/**
 * One connection's bytes. In place of Asterisk-Java's own, which by TLS would believe any host, and
 * which has no limit to a line.
 */
final class AmiSocket implements SocketConnectionFacade {
  /** AMI itself sends no line beyond some kilobytes. */
  private static final int LONGEST_LINE_BYTES = 1 << 16;

  private final Socket socket;
  private final InputStream in;
  private final OutputStream out;

  AmiSocket(Pbx pbx, Duration patience) throws IOException {
    socket = new Socket();
    try {
      int millis = Math.toIntExact(patience.toMillis());
      socket.connect(new InetSocketAddress(pbx.host(), pbx.port()), millis);
      socket.setSoTimeout(millis);
      socket.setTcpNoDelay(true);
      Socket spoken = secured(pbx);
      in = new BufferedInputStream(spoken.getInputStream(), 1 << 16);
      out = spoken.getOutputStream();
    } catch (IOException | RuntimeException e) {
      socket.close();
      throw e;
    }
  }

  private Socket secured(Pbx pbx) throws IOException {
    return switch (pbx.tls()) {
      case Pbx.Tls.None() -> socket;
      case Pbx.Tls.Verified(var authority) -> {
        try {
          var factory = TlsTrust.of(authority).getSocketFactory();
          var tls = (SSLSocket) factory.createSocket(socket, pbx.host(), pbx.port(), true);
          var parameters = tls.getSSLParameters();
          parameters.setEndpointIdentificationAlgorithm("HTTPS");
          tls.setSSLParameters(parameters);
          tls.startHandshake();
          yield tls;
        } catch (GeneralSecurityException e) {
          throw new IOException(e);
        }
      }
    };
  }

  /** How long nothing may come before the connection counts as lost. */
  void listenFor(Duration silence) throws IOException {
    socket.setSoTimeout(Math.toIntExact(silence.toMillis()));
  }

  /** A line ends with CR LF, and with nothing less: a value may have a bare LF in it. */
  @Override
  public String readLine() throws IOException {
    var line = new ByteArrayOutputStream(128);
    boolean carriageReturn = false;
    for (int at = in.read(); at != -1; at = in.read()) {
      if (carriageReturn && at == '\n') {
        byte[] bytes = line.toByteArray();
        return new String(bytes, 0, bytes.length - 1, UTF_8);
      }
      carriageReturn = at == '\r';
      line.write(at);
      if (line.size() > LONGEST_LINE_BYTES) {
        throw new IOException("a line without end");
      }
    }
    // Rather than null, which Asterisk-Java takes for an end in good order, and goes on waiting.
    throw new EOFException("the other side has ended the connection");
  }

  @Override
  public void write(String text) throws IOException {
    out.write(text.getBytes(UTF_8));
  }

  @Override
  public void flush() throws IOException {
    out.flush();
  }

  @Override
  public void close() throws IOException {
    // The plain socket: a farewell by TLS could wait for a peer that is gone.
    socket.close();
  }

  @Override
  public boolean isConnected() {
    return socket.isConnected();
  }

  @Override
  public InetAddress getLocalAddress() {
    return socket.getLocalAddress();
  }

  @Override
  public int getLocalPort() {
    return socket.getLocalPort();
  }

  @Override
  public InetAddress getRemoteAddress() {
    return socket.getInetAddress();
  }

  @Override
  public int getRemotePort() {
    return socket.getPort();
  }
}
