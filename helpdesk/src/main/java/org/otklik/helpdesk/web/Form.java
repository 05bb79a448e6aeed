package org.otklik.helpdesk.web;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.otklik.helpdesk.ticket.Refusal;

/**
 * What a form sent, read field by field. What can't be read is remembered as the form's problem.
 * Not thread-safe.
 */
final class Form {
  private final Map<String, String> fields;
  private final ZoneId zone;
  private Optional<Refusal> problem = Optional.empty();

  private Form(Map<String, String> fields, ZoneId zone) {
    this.fields = fields;
    this.zone = zone;
  }

  /**
   * @param body by field; of a field that was sent several times, the last counts
   * @param zone in which its dates are meant
   */
  static Form of(Map<String, ?> body, ZoneId zone) {
    var fields = new HashMap<String, String>();
    body.forEach((name, value) -> {
      Object last = value instanceof List<?> list ? list.getLast() : value;
      // Browsers send CRLF, whatever was typed (HTML, form submission).
      fields.put(name, String.valueOf(last).replace("\r\n", "\n"));
    });
    return new Form(Map.copyOf(fields), zone);
  }

  /** Everything as it was typed. */
  Map<String, String> typed() {
    return fields;
  }

  /** The first thing that couldn't be read, or is missing. */
  Optional<Refusal> problem() {
    return problem;
  }

  String text(String name) {
    return fields.getOrDefault(name, "");
  }

  private Optional<String> given(String name) {
    return Optional.of(text(name).strip()).filter(text -> !text.isEmpty());
  }

  boolean flag(String name) {
    return given(name).isPresent();
  }

  Optional<Long> id(String name) {
    return given(name).filter(text -> text.matches("\\d{1,18}")).map(Long::valueOf);
  }

  /** 0 with a problem when nothing was chosen. */
  long neededId(String name) {
    return id(name).orElseGet(() -> missing(name, 0L));
  }

  <E extends Enum<E>> Optional<E> choice(Class<E> type, String name) {
    return given(name)
        .flatMap(text ->
            List.of(type.getEnumConstants()).stream()
                .filter(value -> value.name().equalsIgnoreCase(text))
                .findFirst());
  }

  /** A date and time of the zone. */
  Optional<Instant> instant(String name) {
    return given(name)
        .flatMap(text -> {
          try {
            return Optional.of(LocalDateTime.parse(text).atZone(zone).toInstant());
          } catch (DateTimeException e) {
            return wrong(name, "console.form.no-date");
          }
        });
  }

  Instant neededInstant(String name) {
    return instant(name).orElseGet(() -> missing(name, Instant.EPOCH));
  }

  LocalDate neededDay(String name) {
    return given(name)
        .flatMap(text -> {
          try {
            return Optional.of(LocalDate.parse(text));
          } catch (DateTimeException e) {
            return wrong(name, "console.form.no-date");
          }
        })
        .orElseGet(() -> missing(name, LocalDate.EPOCH));
  }

  private <T> Optional<T> wrong(String name, String key) {
    problem = problem.or(() -> Optional.of(Refusal.invalid(name, key)));
    return Optional.empty();
  }

  private <T> T missing(String name, T otherwise) {
    this.<T>wrong(name, "refusal.missing");
    return otherwise;
  }
}
