package org.otklik.intake.servers;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The network between a program and a server of this machine: can be cut, or fall silent with
 * nobody told. Thread-safe.
 */
public final class CuttableLine implements AutoCloseable {
  private final ServerSocket door;
  private final int target;
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();
  private volatile boolean cut;
  private volatile boolean silent;

  /**
   * @param target the server's port, on loopback
   */
  public CuttableLine(int target) {
    this.target = target;
    try {
      door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.ofVirtual().start(this::accept);
  }

  /** Where the program is to connect, on loopback. */
  public int port() {
    return door.getLocalPort();
  }

  /** Every connection breaks, and none can be made. */
  public void cut() {
    synchronized (sockets) {
      cut = true;
      sockets.forEach(CuttableLine::close);
      sockets.clear();
    }
  }

  /** Connections stay, and nothing passes, as behind a firewall that has forgotten them. */
  public void fallSilent() {
    silent = true;
  }

  /** New connections work again; what fell silent stays so. */
  public void heal() {
    cut = false;
    silent = false;
  }

  private void accept() {
    try {
      while (true) {
        connect(door.accept());
      }
    } catch (IOException _) {
      // Closed.
    }
  }

  private void connect(Socket near) {
    try {
      if (cut) {
        throw new IOException("cut");
      }
      var far = new Socket(InetAddress.getLoopbackAddress(), target);
      // Together with the question, lest a connection slips through while the line is being cut.
      synchronized (sockets) {
        sockets.addAll(List.of(near, far));
        if (cut) {
          cut();
        }
      }
      Thread.ofVirtual().start(() -> pass(near, far));
      Thread.ofVirtual().start(() -> pass(far, near));
    } catch (IOException _) {
      close(near);
    }
  }

  private void pass(Socket from, Socket to) {
    var buffer = new byte[8192];
    boolean lost = false;
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int read = in.read(buffer); read != -1; read = in.read(buffer)) {
        lost |= silent;
        if (!lost) {
          out.write(buffer, 0, read);
        }
      }
    } catch (IOException _) {
      // Cut.
    } finally {
      close(from);
      close(to);
    }
  }

  private static void close(AutoCloseable what) {
    try {
      what.close();
    } catch (Exception _) {
      // Closed is closed.
    }
  }

  @Override
  public void close() {
    cut();
    close(door);
  }
}
