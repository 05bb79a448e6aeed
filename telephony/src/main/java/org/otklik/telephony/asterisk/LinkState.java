package org.otklik.telephony.asterisk;

import java.time.Duration;
import java.time.Instant;

/** How a connection to a PBX is. */
public sealed interface LinkState {
  /** In words, for whoever watches over it. */
  String words();

  /** The first attempt is under way. */
  record Connecting() implements LinkState {
    @Override
    public String words() {
      return "Connecting.";
    }
  }

  /**
   * The PBX answers.
   *
   * @param lag how long its last answer took
   */
  record Up(Instant since, Duration lag) implements LinkState {
    @Override
    public String words() {
      return "Connected; the PBX answers within " + lag.toMillis() + " ms.";
    }
  }

  /**
   * It doesn't, and is tried again by itself.
   *
   * @param detail what the machine says of it
   */
  record Down(Instant since, Fault fault, String detail) implements LinkState {
    @Override
    public String words() {
      return fault.words() + (detail.isEmpty() ? "" : " (" + detail + ")");
    }
  }

  /** Nobody wants it any more. */
  record Closed() implements LinkState {
    @Override
    public String words() {
      return "Closed.";
    }
  }

  /** Why a connection isn't there. */
  enum Fault {
    UNREACHABLE("Nothing answers at the PBX's address and port: is it running, and let through?"),
    NOT_TRUSTED(
        "The PBX's certificate isn't believed, or it doesn't speak TLS: look at the host name, the"
            + " certificate file and the port."),
    NOT_ASTERISK("What answers isn't Asterisk's manager interface: look at the port."),
    NOT_LET_IN(
        "The PBX refuses the user or the secret, or this machine's address: look at secret and"
            + " permit in manager.conf."),
    REFUSED("The PBX refuses what the hotline needs: look at read and write in manager.conf."),
    SILENT("The PBX doesn't answer any more."),
    CUT("The PBX has ended the connection.");

    private final String words;

    Fault(String words) {
      this.words = words;
    }

    public String words() {
      return words;
    }
  }
}
