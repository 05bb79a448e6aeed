package org.otklik.intake.message;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a delivery report (RFC 3464 section 2), wherever they stand: one block a recipient,
 * blank lines between them. Of several recipients the first who failed is told, else the first
 * whose delivery is delayed.
 *
 * @param told whether any recipient is named, be it that all went well
 */
record DeliveryStatus(boolean told, Optional<Bounce> bounce) {
  private static final Pattern BLANK_LINE = Pattern.compile("\n[ \t]*\n");

  /** Reads the fields; {@code messageId} is of the mail that they are about. */
  static DeliveryStatus in(CharSequence text, @Nullable String messageId) {
    Bounce delayed = null;
    boolean told = false;
    for (String block : BLANK_LINE.split(text, -1)) {
      String recipient = recipient(block);
      if (recipient.isEmpty()) {
        continue;
      }
      told = true;
      String action = ReportFields.field(block, "action").orElse("failed").toLowerCase(Locale.ROOT);
      String code = ReportFields.field(block, "status").orElse("");
      if (action.startsWith("failed") || action.startsWith("expired")) {
        Bounce failed = new Bounce(recipient, !code.startsWith("4"), messageId);
        return new DeliveryStatus(true, Optional.of(failed));
      }
      if (action.startsWith("delayed") && delayed == null) {
        delayed = new Bounce(recipient, false, messageId);
      }
    }
    return new DeliveryStatus(told, Optional.ofNullable(delayed));
  }

  private static String recipient(String block) {
    return ReportFields.field(block, "final-recipient")
        .map(DeliveryStatus::address)
        .filter(DeliveryStatus::isAddress)
        .or(() ->
            ReportFields.field(block, "original-recipient")
                .map(DeliveryStatus::address)
                .filter(DeliveryStatus::isAddress))
        .orElse("");
  }

  /** Some give the domain alone; then the prose says more. */
  private static boolean isAddress(String text) {
    return text.indexOf('@') > 0;
  }

  private static String address(String field) {
    String value = field.substring(field.indexOf(';') + 1).strip();
    int open = value.indexOf('<');
    int close = value.indexOf('>', open + 1);
    String bare = open >= 0 && close > open ? value.substring(open + 1, close) : value;
    return MailAddress.of(Words.head(Words.line(bare), 320)).normalized();
  }
}
