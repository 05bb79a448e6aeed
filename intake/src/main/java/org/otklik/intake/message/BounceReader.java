package org.otklik.intake.message;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** Gathers delivery reports (RFC 3464) and what they return, as their parts pass. */
final class BounceReader {
  private static final int LONGEST = 64 * 1024;

  private final StringBuilder status = new StringBuilder();
  private boolean report;
  private ReturnedMail returned = ReturnedMail.NONE;

  /**
   * Whether this part may tell something about a failed delivery, so that {@link #read} wants it.
   */
  static boolean wants(Part part) {
    return switch (part.head().type()) {
      case "message/delivery-status",
          "message/global-delivery-status",
          "message/rfc822",
          "message/global",
          "text/rfc822-headers",
          "message/global-headers" ->
          true;
      default -> false;
    };
  }

  static byte[] startOf(InputStream content) throws IOException {
    return content.readNBytes(LONGEST);
  }

  /** The first bytes of a part that this wants. */
  void read(Part part, byte[] start) {
    PartHead head = part.head();
    String text = Words.lines(new String(start, StandardCharsets.UTF_8));
    if (head.type().endsWith("delivery-status")) {
      status.append(text, 0, Math.min(text.length(), LONGEST - Math.min(LONGEST, status.length())));
      status.append("\n\n");
      report |= part.container() != null && part.container().is("report");
    } else if (returned.equals(ReturnedMail.NONE)) {
      returned = ReturnedMail.in(text);
    }
  }

  /**
   * What the mail reports; {@code text} and {@code to} are the mail's own. A report of success has
   * its say, too: its prose isn't searched for a failure.
   */
  Optional<Bounce> bounce(Headers headers, List<MailAddress> to, String text) {
    if (!report && !FreeFormBounce.isDaemon(headers)) {
      return Optional.empty(); // somebody sends on what came back to them
    }
    DeliveryStatus reported = DeliveryStatus.in(status, returned.messageId());
    return reported.told() ? reported.bounce() : FreeFormBounce.read(headers, to, text, returned);
  }
}
