package org.otklik.intake.message;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a report returns of the mail that failed.
 *
 * @param messageId without angle brackets, null when the report doesn't return it
 * @param to the To header, null likewise
 */
record ReturnedMail(@Nullable String messageId, @Nullable String to) {
  static final ReturnedMail NONE = new ReturnedMail(null, null);

  /** Reads the header of a returned mail, wherever in the text it begins. */
  static ReturnedMail in(String text) {
    return new ReturnedMail(
        ReportFields.field(text, "message-id").map(MessageIds::first).orElse(null),
        ReportFields.field(text, "to").orElse(null));
  }

  /** This, or what the text has where this has nothing. */
  ReturnedMail orWithin(String text) {
    return messageId != null || to != null ? this : in(text);
  }

  Optional<String> recipient() {
    return Optional.ofNullable(to).flatMap(FoundAddress::first);
  }
}
