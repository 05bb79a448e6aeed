package org.otklik.helpdesk.api;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Base64;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.otklik.helpdesk.store.CallList;
import org.otklik.helpdesk.store.DeadlineList;
import org.otklik.helpdesk.store.TicketQueue.Position;

/** A position in a list, as an opaque text. */
final class Cursor {
  private static final Pattern POSITION = Pattern.compile("([^ ]{1,40}) ([0-9]{1,19})");

  private Cursor() {}

  static String write(Position position) {
    return write(position.nextDueAt(), position.id());
  }

  static String write(DeadlineList.Position position) {
    return write(position.dueAt(), position.id());
  }

  static String write(CallList.Position position) {
    return write(position.enteredAt(), position.id());
  }

  static CallList.@Nullable Position readCall(@Nullable String cursor) {
    if (cursor == null) {
      return null;
    }
    Position position = position(cursor);
    return new CallList.Position(position.nextDueAt(), position.id());
  }

  private static String write(Instant at, long id) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString((at + " " + id).getBytes(StandardCharsets.US_ASCII));
  }

  static @Nullable Position read(@Nullable String cursor) {
    return cursor == null ? null : position(cursor);
  }

  static DeadlineList.@Nullable Position readDeadline(@Nullable String cursor) {
    if (cursor == null) {
      return null;
    }
    Position position = position(cursor);
    return new DeadlineList.Position(position.nextDueAt(), position.id());
  }

  private static Position position(String cursor) {
    try {
      var text = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.US_ASCII);
      var position = POSITION.matcher(text);
      if (position.matches()) {
        return new Position(Instant.parse(position.group(1)), Long.parseLong(position.group(2)));
      }
    } catch (IllegalArgumentException | DateTimeParseException noCursor) {
      // refused below
    }
    throw RefusedException.invalid("cursor", "refusal.no-cursor");
  }
}
