package org.otklik.intake.mailbox;

import jakarta.mail.Session;
import jakarta.mail.URLName;
import java.io.IOException;
import org.eclipse.angus.mail.iap.Argument;
import org.eclipse.angus.mail.iap.ByteArray;
import org.eclipse.angus.mail.iap.ProtocolException;
import org.eclipse.angus.mail.iap.Response;
import org.eclipse.angus.mail.imap.IMAPStore;
import org.eclipse.angus.mail.imap.protocol.IMAPProtocol;
import org.eclipse.angus.mail.util.MailLogger;

/**
 * Angus Mail's IMAP with a bound. By itself it makes room for as many bytes as a server announces,
 * 2 GB say, and reads a line to its end, if it has one. Here an answer that goes over the bound
 * ends its connection, and nothing else.
 */
final class BoundedStore extends IMAPStore {
  /** Bytes of all answers to one command: far more than any honest batch or list of UIDs. */
  static final int MOST = 32 << 20;

  /** What a short line costs in memory, about. */
  private static final int LINE = 256;

  private static final int LONG = 1 << 20;

  BoundedStore(Session session) {
    super(session, new URLName("imap", null, -1, null, null, null));
  }

  @Override
  protected IMAPProtocol newIMAPProtocol(String host, int port)
      throws IOException, ProtocolException {
    return new Bounded(name, host, port, session, isSSL, logger);
  }

  /** The server went over the bound. */
  static final class TooMuch extends IOException {
    private static final long serialVersionUID = 1L;

    TooMuch(Throwable cause) {
      super("an answer of more than " + (MOST >> 20) + " MB", cause);
    }
  }

  private static final class Bounded extends IMAPProtocol {
    /** Since the last command. Not set here: the constructor above reads the greeting already. */
    private long used;

    Bounded(String name, String host, int port, Session session, boolean tls, MailLogger logger)
        throws IOException, ProtocolException {
      super(name, host, port, session.getProperties(), tls, logger);
    }

    @Override
    public synchronized Response[] command(String command, Argument arguments) {
      used = 0;
      return super.command(command, arguments);
    }

    /** An answer that can't be read leaves the connection at an unknown place: it has to end. */
    @Override
    public Response readResponse() throws IOException, ProtocolException {
      try {
        return super.readResponse();
      } catch (NoRoom | IndexOutOfBoundsException e) { // the latter for 2,147,483,647 bytes
        throw new TooMuch(e);
      }
    }

    @Override
    protected ByteArray getResponseBuffer() {
      use(LINE);
      return new Answer();
    }

    private void use(int bytes) {
      used += bytes;
      if (used > MOST) {
        throw new NoRoom();
      }
    }

    private final class Answer extends ByteArray {
      Answer() {
        super(new byte[LINE / 2], 0, LINE / 2);
      }

      @Override
      public void grow(int more) {
        int length = getBytes().length;
        int by = length < LONG ? more : Math.max(more, length); // by itself: a little, and often
        use(by);
        super.grow(by);
      }
    }
  }

  /** Angus Mail lets nothing else out of the growing of its buffers. */
  private static final class NoRoom extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }
}
