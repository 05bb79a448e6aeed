package org.otklik.intake.mailbox;

import java.net.SocketTimeoutException;
import java.util.function.BooleanSupplier;
import org.eclipse.angus.mail.iap.ProtocolException;
import org.eclipse.angus.mail.iap.Response;
import org.eclipse.angus.mail.imap.protocol.IMAPProtocol;
import org.jspecify.annotations.Nullable;

/**
 * An IDLE (RFC 2177) that ends by itself. IMAPFolder.idle() would wait for ever on a connection
 * that hangs: it takes a read time-out for silence and reads on.
 */
final class Idle {
  private @Nullable IMAPProtocol under;
  private boolean endWanted;

  /** From here on {@link #end} counts for the coming IDLE. */
  synchronized void begin() {
    endWanted = false;
  }

  /** Ends the IDLE, from any thread, once. */
  synchronized void end() {
    if (!endWanted && under != null) {
      under.idleAbort();
    }
    endWanted = true;
  }

  Object run(IMAPProtocol protocol, long nanos, BooleanSupplier news) throws ProtocolException {
    long over = System.nanoTime() + nanos;
    protocol.idleStart();
    started(protocol);
    try {
      while (true) {
        if (news.getAsBoolean() || System.nanoTime() - over >= 0) {
          end();
        }
        boolean ending = isEnding();
        var response = protocol.readIdleResponse();
        if (response == null) {
          return true;
        }
        // A time-out is mere silence until the end was asked for; then it is a server that hangs.
        boolean silence = isTimeout(response) && !ending;
        if (!silence && !protocol.processIdleResponse(response)) {
          return true;
        }
      }
    } finally {
      finished();
    }
  }

  private synchronized void started(IMAPProtocol protocol) {
    under = protocol;
    if (endWanted) {
      protocol.idleAbort();
    }
  }

  private synchronized boolean isEnding() {
    return endWanted;
  }

  private synchronized void finished() {
    under = null;
  }

  private static boolean isTimeout(Response response) {
    return response.isBYE()
        && response.isSynthetic()
        && response.getException() instanceof SocketTimeoutException;
  }
}
