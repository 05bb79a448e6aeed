package org.otklik.helpdesk.api;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.otklik.helpdesk.desk.Sane;
import org.otklik.helpdesk.ticket.Refusal;

/** Reads what a request gives. */
final class Given {
  private static final int LONGEST_KEY = 200;

  private Given() {}

  static String text(@Nullable String given) {
    return given == null ? "" : given;
  }

  static <T> T required(@Nullable T given, String field) {
    if (given == null) {
      throw RefusedException.invalid(field, "refusal.missing");
    }
    return given;
  }

  static long requiredId(@Nullable String given, String field) {
    return required(Ids.given(given, field), field);
  }

  /** One of the names of an enumeration, in any case; null stays null. */
  static <E extends Enum<E>> @Nullable E named(
      Class<E> type, @Nullable String given, String field) {
    if (given == null) {
      return null;
    }
    String wanted = given.strip().toUpperCase(Locale.ROOT).replace('-', '_');
    return Arrays.stream(type.getEnumConstants())
        .filter(value -> value.name().equals(wanted))
        .findFirst()
        .orElseThrow(() ->
            new RefusedException(
                Refusal.invalid(
                    field,
                    "refusal.no-such-value",
                    String.join(
                        ", ", Arrays.stream(type.getEnumConstants()).map(Enum::name).toList()))));
  }

  /** A key under which the same thing is done once; "" for none. */
  static String key(@Nullable String given) {
    if (given != null && given.length() > LONGEST_KEY) {
      throw new RefusedException(
          Refusal.invalid("Idempotency-Key", "refusal.text-too-long", LONGEST_KEY));
    }
    return text(given);
  }

  /** An instant as it will be kept: to the microsecond. */
  static @Nullable Instant at(@Nullable Instant given, String field) {
    refuse(Sane.unfit(field, given));
    return Sane.kept(given);
  }

  /** A day that has to be given. */
  static LocalDate on(@Nullable LocalDate given, String field) {
    refuse(Sane.unfit(field, given));
    return required(given, field);
  }

  private static void refuse(Optional<Refusal> unfit) {
    if (unfit.isPresent()) {
      throw new RefusedException(unfit.get());
    }
  }
}
