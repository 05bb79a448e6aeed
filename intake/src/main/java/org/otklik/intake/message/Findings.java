package org.otklik.intake.message;

import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.otklik.intake.invitation.Invitation;
import org.otklik.intake.invitation.InvitationReader;

/** What the beginnings of attachments tell, as they pass. One thread. */
final class Findings {
  private static final byte[] NOTHING = {};

  private final BounceReader bounces = new BounceReader();
  private final SignatureReader signatures;
  private final Problems problems;
  private @Nullable Invitation invitation;

  Findings(ParseLimits limits, Problems problems) {
    this.signatures = new SignatureReader(limits);
    this.problems = problems;
  }

  /** Looks at the part and returns what was read of it. */
  byte[] startOf(Part part) throws IOException {
    if (BounceReader.wants(part)) {
      byte[] start = BounceReader.startOf(part.content());
      bounces.read(part, start);
      return start;
    }
    if (SignatureReader.wants(part)) {
      byte[] start = SignatureReader.startOf(part.content());
      signatures.read(part, start);
      return start;
    }
    if (invitation == null && part.head().type().equals("text/calendar")) {
      byte[] start = part.content().readNBytes(InvitationReader.LONGEST);
      invitation = invitation(part, start);
      return start;
    }
    return NOTHING;
  }

  private @Nullable Invitation invitation(Part part, byte[] start) {
    String charset = part.head().parameter("charset").orElse("utf-8"); // RFC 5545 section 3.1.4
    String calendar = Charsets.decode(start, start.length, charset, problems).text();
    return InvitationReader.read(calendar).orElse(null);
  }

  BounceReader bounces() {
    return bounces;
  }

  SignatureReader signatures() {
    return signatures;
  }

  Optional<Invitation> invitation() {
    return Optional.ofNullable(invitation);
  }
}
