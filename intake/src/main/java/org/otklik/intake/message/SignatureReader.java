package org.otklik.intake.message;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.james.mime4j.MimeException;
import org.jspecify.annotations.Nullable;
import org.otklik.intake.signature.Signature;
import org.otklik.intake.signature.SignatureCheck;

/**
 * Gathers what is signed and by what (RFC 1847, RFC 8551) as parts pass. Only a signature over the
 * whole message says something about all that is shown of it. One thread.
 */
final class SignatureReader {
  /** A signature with its chain of certificates is a tenth of this. */
  private static final int LONGEST = 256 * 1024;

  private final ParseLimits limits;
  private byte @Nullable [] cms;
  private Signature.@Nullable Reason reason;

  SignatureReader(ParseLimits limits) {
    this.limits = limits;
  }

  /** Whether this is a signature, so that {@link #read} wants its start. */
  static boolean wants(Part part) {
    Part.Container container = part.container();
    return container != null && container.is("signed") && part.position() > 0;
  }

  static byte[] startOf(InputStream content) throws IOException {
    return content.readNBytes(LONGEST + 1);
  }

  /** The first bytes of a part that this wants. */
  void read(Part part, byte[] start) {
    if (reason != null) {
      return;
    }
    Part.Container container = part.container();
    if (container != null && container.parent() != null) {
      reason = Signature.Reason.PARTIAL;
    } else if (!part.head().isPkcs7()) {
      reason = Signature.Reason.OTHER_KIND;
    } else if (start.length > LONGEST || part.position() > 1) {
      reason = Signature.Reason.UNREADABLE;
    } else {
      reason = Signature.Reason.TRUSTED; // until it is looked at
      cms = Arrays.copyOf(start, start.length);
    }
  }

  /** What the signature is worth; nothing when there is none. */
  Optional<Signature> signature(
      SignatureCheck check, RawSource raw, Optional<byte[]> envelope, HeaderReader headers)
      throws IOException {
    if (envelope.isEmpty() && reason == null) {
      return Optional.empty();
    }
    List<MailAddress> from = headers.from();
    Instant sent = headers.date();
    if (envelope.isPresent()) {
      return Optional.of(check.opaque(envelope.get(), address -> is(from, address), sent));
    }
    byte[] detached = cms;
    if (detached == null) {
      return Optional.ofNullable(reason).map(Signature::of);
    }
    try (InputStream again = raw.open()) {
      InputStream content = new CanonicalLines(PartWalker.firstPart(again, limits));
      return Optional.of(check.detached(content, detached, address -> is(from, address), sent));
    } catch (MimeException malformed) {
      return Optional.of(Signature.of(Signature.Reason.UNREADABLE));
    }
  }

  /** An author of several speaks for none of them. */
  private static boolean is(List<MailAddress> from, String address) {
    return from.size() == 1
        && from.getFirst().normalized().equals(MailAddress.of(address).normalized());
  }
}
