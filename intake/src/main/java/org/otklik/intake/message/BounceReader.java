package org.otklik.intake.message;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads delivery reports (RFC 3464) as their parts pass. Reports of success or of mere delay by
 * another attempt are no failures for good.
 */
final class BounceReader {
  private static final Pattern BLANK_LINE = Pattern.compile("\n[ \t]*\n");
  private static final int LONGEST = 64 * 1024;

  private @Nullable String status;
  private @Nullable String originalMessageId;

  /** Whether this part tells something about a failed delivery, so that {@link #read} wants it. */
  static boolean wants(Part part) {
    return switch (part.head().type()) {
      case "message/delivery-status", "message/global-delivery-status" -> true;
      case "message/rfc822", "message/global", "text/rfc822-headers", "message/global-headers" ->
          part.container() != null && part.container().is("report");
      default -> false;
    };
  }

  /** The first bytes of a part that this wants. */
  void read(PartHead head, byte[] start, int length) {
    String text = Words.lines(new String(start, 0, length, StandardCharsets.UTF_8));
    if (head.type().contains("delivery-status")) {
      status = status == null ? text : status;
    } else if (originalMessageId == null) {
      originalMessageId = field(text, "message-id").map(MessageIds::first).orElse(null);
    }
  }

  static byte[] startOf(InputStream content) throws IOException {
    return content.readNBytes(LONGEST);
  }

  Optional<Bounce> bounce() {
    return status == null ? Optional.empty() : fromStatus(status);
  }

  /** The first recipient who failed; the first delayed one when none did. */
  private Optional<Bounce> fromStatus(String report) {
    Bounce delayed = null;
    for (String block : BLANK_LINE.split(report, -1)) {
      Optional<String> recipient =
          field(block, "final-recipient")
              .or(() -> field(block, "original-recipient"))
              .map(BounceReader::address);
      if (recipient.isEmpty()) {
        continue;
      }
      String action = field(block, "action").orElse("failed").strip().toLowerCase(Locale.ROOT);
      String code = field(block, "status").orElse("").strip();
      if (action.startsWith("failed")) {
        return Optional.of(new Bounce(recipient.get(), !code.startsWith("4"), originalMessageId));
      }
      if (action.startsWith("delayed") && delayed == null) {
        delayed = new Bounce(recipient.get(), false, originalMessageId);
      }
    }
    return Optional.ofNullable(delayed);
  }

  private static String address(String field) {
    String value = field.substring(field.indexOf(';') + 1).strip();
    int open = value.indexOf('<');
    int close = value.indexOf('>', open + 1);
    String bare = open >= 0 && close > open ? value.substring(open + 1, close) : value;
    return MailAddress.of(Words.head(Words.line(bare), 320)).normalized();
  }

  /** A header field in a block of text, unfolded. */
  private static Optional<String> field(String block, String name) {
    StringBuilder value = null;
    for (String line : block.lines().toList()) {
      if (value != null) {
        if (!line.startsWith(" ") && !line.startsWith("\t")) {
          break;
        }
        value.append(line);
      } else if (line.isEmpty() && !name.equals("final-recipient")) {
        break;
      } else if (line.regionMatches(true, 0, name, 0, name.length())
          && line.startsWith(":", name.length())) {
        value = new StringBuilder(line.substring(name.length() + 1));
      }
    }
    return Optional.ofNullable(value).map(StringBuilder::toString);
  }
}
