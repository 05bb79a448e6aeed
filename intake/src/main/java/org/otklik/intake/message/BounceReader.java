package org.otklik.intake.message;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads delivery reports (RFC 3464) as their parts pass; of several recipients the first who failed
 * is told, else the first whose delivery is delayed.
 */
final class BounceReader {
  private static final Pattern BLANK_LINE = Pattern.compile("\n[ \t]*\n");
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
    Bounce delayed = null;
    boolean told = false;
    for (String block : BLANK_LINE.split(status, -1)) {
      String recipient = recipient(block);
      if (recipient.isEmpty()) {
        continue;
      }
      told = true;
      String action = ReportFields.field(block, "action").orElse("failed").toLowerCase(Locale.ROOT);
      String code = ReportFields.field(block, "status").orElse("");
      if (action.startsWith("failed") || action.startsWith("expired")) {
        return Optional.of(new Bounce(recipient, !code.startsWith("4"), returned.messageId()));
      }
      if (action.startsWith("delayed") && delayed == null) {
        delayed = new Bounce(recipient, false, returned.messageId());
      }
    }
    return told ? Optional.ofNullable(delayed) : FreeFormBounce.read(headers, to, text, returned);
  }

  private static String recipient(String block) {
    return ReportFields.field(block, "final-recipient")
        .or(() -> ReportFields.field(block, "original-recipient"))
        .map(BounceReader::address)
        .orElse("");
  }

  private static String address(String field) {
    String value = field.substring(field.indexOf(';') + 1).strip();
    int open = value.indexOf('<');
    int close = value.indexOf('>', open + 1);
    String bare = open >= 0 && close > open ? value.substring(open + 1, close) : value;
    return MailAddress.of(Words.head(Words.line(bare), 320)).normalized();
  }
}
