package org.otklik.telephony.asterisk;

import java.io.EOFException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javax.net.ssl.SSLException;
import org.asteriskjava.AsteriskVersion;
import org.asteriskjava.manager.AuthenticationFailedException;
import org.asteriskjava.manager.EventTimeoutException;
import org.asteriskjava.manager.ManagerConnectionState;
import org.asteriskjava.manager.ResponseEvents;
import org.asteriskjava.manager.TimeoutException;
import org.asteriskjava.manager.action.EventGeneratingAction;
import org.asteriskjava.manager.action.ManagerAction;
import org.asteriskjava.manager.action.PingAction;
import org.asteriskjava.manager.event.DisconnectEvent;
import org.asteriskjava.manager.event.ManagerEvent;
import org.asteriskjava.manager.event.ResponseEvent;
import org.asteriskjava.manager.internal.ManagerConnectionImpl;
import org.asteriskjava.manager.response.ManagerError;
import org.asteriskjava.manager.response.ManagerResponse;
import org.asteriskjava.util.SocketConnectionFacade;
import org.jspecify.annotations.Nullable;
import org.otklik.telephony.asterisk.LinkState.Fault;

/**
 * One connection to a PBX's manager interface, signed in. Used until it fails, then thrown away:
 * Asterisk-Java's own reconnecting never starts, since once it had lost its word of the loss it
 * would stay <em>connected</em> for ever. Thread-safe.
 */
final class Ami implements AutoCloseable {
  /** What Asterisk says when a user's {@code write} lacks a class. */
  static final String DENIED = "Permission denied";

  private final Connection connection;
  private final Timing timing;
  private final CompletableFuture<LinkFailure> lost = new CompletableFuture<>();

  /** What the PBX answered. */
  sealed interface Answer {
    record Yes(ManagerResponse response, List<ResponseEvent> events) implements Answer {}

    /** It understood, and refuses. */
    record No(String why) implements Answer {}
  }

  private Ami(Pbx pbx, Timing timing, Consumer<ManagerEvent> listener) {
    this.timing = timing;
    connection = new Connection(pbx, timing);
    connection.addEventListener(event -> {
      if (event instanceof DisconnectEvent) {
        lost.complete(new LinkFailure(Fault.CUT, ""));
      } else {
        listener.accept(event);
      }
    });
  }

  /**
   * Connects and signs in.
   *
   * @param events whether the PBX shall tell what happens, or only answer
   * @param listener is called on the thread that everything else waits for: it must only take the
   *     event away
   */
  static Ami open(Pbx pbx, Timing timing, boolean events, Consumer<ManagerEvent> listener)
      throws LinkFailure {
    var ami = new Ami(pbx, timing, listener);
    try {
      ami.connection.login(events ? "on" : "off");
      ami.connection.listenFor(timing.ping().plus(timing.answer()).multipliedBy(2));
      return ami;
    } catch (AuthenticationFailedException e) {
      ami.close();
      // Asterisk-Java says the same when the connection breaks while it signs in.
      boolean refused = e.getCause() == null;
      throw new LinkFailure(refused ? Fault.NOT_LET_IN : Fault.CUT, "");
    } catch (SSLException e) {
      ami.close();
      throw new LinkFailure(Fault.NOT_TRUSTED, words(e));
    } catch (TimeoutException e) {
      ami.close();
      throw new LinkFailure(Fault.NOT_ASTERISK, "");
    } catch (EOFException e) {
      ami.close();
      throw new LinkFailure(Fault.CUT, "");
    } catch (IOException e) {
      boolean reached = ami.connection.isMade();
      ami.close();
      boolean late = reached && e instanceof SocketTimeoutException;
      throw late ? new LinkFailure(Fault.SILENT, "") : new LinkFailure(Fault.UNREACHABLE, words(e));
    } catch (RuntimeException e) {
      // Asterisk-Java reads an answer that it hasn't got when it is interrupted while it signs in,
      // and whatever else it stumbles over must not end the link for good.
      ami.close();
      throw new LinkFailure(Fault.NOT_ASTERISK, words(e));
    }
  }

  private static String words(Exception e) {
    String message = e.getMessage();
    return message == null ? e.getClass().getSimpleName() : message;
  }

  /** Asks whether the PBX is still there, and says how long its answer took. */
  Duration ping() throws LinkFailure {
    long start = System.nanoTime();
    ask(new PingAction());
    return Duration.ofNanos(System.nanoTime() - start);
  }

  /** Waits so long, or until the connection is known to be lost, which it throws. */
  void watch(Duration time) throws LinkFailure, InterruptedException {
    try {
      throw lost.get(time.toMillis(), TimeUnit.MILLISECONDS);
    } catch (java.util.concurrent.TimeoutException _) {
      // Still there, as far as anybody knows.
    } catch (java.util.concurrent.ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  /** One question, one answer. Never from within a listener: it would wait for itself. */
  Answer ask(ManagerAction action) throws LinkFailure {
    try {
      ManagerResponse response = connection.sendAction(action, timing.answer().toMillis());
      return answer(response, List.of());
    } catch (IOException | TimeoutException | IllegalStateException e) {
      throw fail(e);
    }
  }

  /** One question, and a list for an answer: the whole of it. */
  Answer list(EventGeneratingAction action) throws LinkFailure {
    try {
      ResponseEvents all =
          connection.sendEventGeneratingAction(action, timing.answer().toMillis() * 2);
      Answer answer = answer(all.getResponse(), List.copyOf(all.getEvents()));
      if (answer instanceof Answer.Yes(_, var events)
          && events.stream().noneMatch(action.getActionCompleteEventClass()::isInstance)) {
        throw new IOException("the list has no end");
      }
      return answer;
    } catch (IOException | EventTimeoutException | IllegalStateException e) {
      throw fail(e);
    }
  }

  private static Answer answer(ManagerResponse response, List<ResponseEvent> events)
      throws IOException {
    if (response == null) {
      throw new IOException("no answer");
    }
    return response instanceof ManagerError
        ? new Answer.No(response.getMessage() == null ? "" : response.getMessage())
        : new Answer.Yes(response, events);
  }

  /** Whoever asks and gets no answer tells the others: the connection is of no use any more. */
  private LinkFailure fail(Exception cause) {
    boolean silent = cause instanceof TimeoutException || cause instanceof EventTimeoutException;
    lost.complete(new LinkFailure(silent ? Fault.SILENT : Fault.CUT, ""));
    return lost.getNow(new LinkFailure(Fault.CUT, ""));
  }

  @Override
  public void close() {
    connection.throwAway();
  }

  /** Asterisk-Java's connection, without what it does by itself. */
  private static final class Connection extends ManagerConnectionImpl {
    private final Pbx pbx;
    private final Timing timing;
    private volatile @Nullable AmiSocket socketOf;

    Connection(Pbx pbx, Timing timing) {
      this.pbx = pbx;
      this.timing = timing;
      setHostname(pbx.host());
      setPort(pbx.port());
      setUsername(pbx.login().user());
      setPassword(pbx.login().secret());
      setDefaultResponseTimeout(timing.answer().toMillis());
      registerUserEventClass(OtklikRowEvent.class);
      registerUserEventClass(OtklikEndEvent.class);
      registerUserEventClass(OtklikEchoEvent.class);
      registerUserEventClass(DbGetTreeResponseEvent.class);
      registerUserEventClass(DbGetTreeCompleteEvent.class);
    }

    @Override
    protected SocketConnectionFacade createSocket() throws IOException {
      var made = new AmiSocket(pbx, timing.answer());
      socketOf = made;
      return made;
    }

    /** Whether there was a connection at all. */
    boolean isMade() {
      return socketOf != null;
    }

    void listenFor(Duration silence) throws IOException {
      AmiSocket made = socketOf;
      if (made != null) {
        made.listenFor(silence);
      }
    }

    /** It would ask for privileges that the user has no need of; nothing we send depends on it. */
    @Override
    protected AsteriskVersion determineVersion() {
      return AsteriskVersion.ASTERISK_16;
    }

    void throwAway() {
      // Before the socket closes: a connection that isn't connected doesn't reconnect.
      state = ManagerConnectionState.DISCONNECTED;
      disconnect();
    }
  }
}
