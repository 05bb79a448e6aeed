package org.otklik.telephony.asterisk;

import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import org.otklik.telephony.Extension;
import org.otklik.telephony.PbxId;

/**
 * A PBX, and how it is reached.
 *
 * @param host name or address
 * @param port of the manager interface: 5038, by TLS 5039
 * @param region where numbers without a country code belong, as ISO 3166 has it: {@code RU}
 */
public record Pbx(
    PbxId id,
    String host,
    int port,
    Tls tls,
    Login login,
    Queue queue,
    Phones phones,
    String region) {
  private static final Pattern REGION = Pattern.compile("[A-Z]{2}");

  /**
   * @throws IllegalArgumentException when the port or the region is none
   */
  public Pbx {
    if (port < 1 || port > 65_535) {
      throw new IllegalArgumentException("A port is a number from 1 to 65535.");
    }
    require(REGION, region, "a region of two capital letters");
  }

  /** Whether what is said is encrypted. */
  public sealed interface Tls {
    /** For a PBX on this machine, or behind a tunnel. */
    record None() implements Tls {}

    /**
     * The PBX proves to be the host named.
     *
     * @param authority a PEM file with the certificates that are believed, for a PBX that signed
     *     its own; nothing for the ones that the Java platform believes
     */
    record Verified(Optional<Path> authority) implements Tls {}
  }

  /** A user of the manager interface. */
  public record Login(String user, String secret) {
    private static final Pattern USER = Pattern.compile("[A-Za-z0-9_.-]{1,60}");
    private static final Pattern SECRET = Pattern.compile("[\\x21-\\x7E]{1,200}");

    /**
     * @throws IllegalArgumentException when either has spaces, control characters, or others that
     *     aren't ASCII
     */
    public Login {
      require(USER, user, "a user of the manager interface");
      require(SECRET, secret, "a secret of the manager interface");
    }

    @Override
    public String toString() {
      return user;
    }
  }

  /** The name of the hotline's queue. */
  public record Queue(String name) {
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]{1,60}");

    /**
     * @throws IllegalArgumentException when it has anything but letters, digits, _ and -
     */
    public Queue {
      require(FORM, name, "a name of a queue");
    }
  }

  /** How the queue knows an operator's telephone. */
  public enum Phones {
    PJSIP("PJSIP/%s", "PJSIP/%s"),
    SIP("SIP/%s", "SIP/%s"),
    /** As FreePBX and Issabel do. */
    FREEPBX("Local/%s@from-queue/n", "hint:%s@ext-local");

    private final String member;
    private final String state;

    Phones(String member, String state) {
      this.member = member;
      this.state = state;
    }

    /** What the queue rings. */
    String member(Extension extension) {
      return member.formatted(extension);
    }

    /** What tells whether the operator is talking. */
    String state(Extension extension) {
      return state.formatted(extension);
    }
  }

  private static void require(Pattern form, String value, String what) {
    if (!form.matcher(value).matches()) {
      throw new IllegalArgumentException("This is not " + what + ".");
    }
  }
}
