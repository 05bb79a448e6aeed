package org.otklik.telephony.asterisk;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * The rows of one call that have been heard of, as events or in the ledger, in whatever order: the
 * same rows make the same milestones, and none is ever taken back. A row is {@code
 * 1|seconds|field|…}.
 */
record Milestones(Map<Row, String> rows) {
  static final Milestones NONE = new Milestones(Map.of());

  /** The rows by the names that the dialplan gives them. */
  enum Row {
    IN("1in"),
    OUT("1out"),
    QUEUE("2queue"),
    FIRST("2agent"),
    LAST("3agent"),
    RECORDED("4rec"),
    HANDED_ON("5on"),
    END("9end");

    private final String name;

    Row(String name) {
      this.name = name;
    }

    /** Nothing for a row that a later dialplan may write. */
    static Optional<Row> named(String name) {
      for (Row row : values()) {
        if (row.name.equals(name)) {
          return Optional.of(row);
        }
      }
      return Optional.empty();
    }
  }

  Milestones {
    var ordered = new EnumMap<Row, String>(Row.class);
    ordered.putAll(rows);
    rows = Collections.unmodifiableMap(ordered);
  }

  static Milestones of(Row row, String value) {
    return value.isEmpty() ? NONE : new Milestones(Map.of(row, value));
  }

  boolean has(Row row) {
    return rows.containsKey(row);
  }

  /** One row's fields. */
  Optional<Fields> row(Row row) {
    return Optional.ofNullable(rows.get(row)).map(Fields::of);
  }

  /**
   * Both together. A row that was written twice counts as written last, but for who picked up
   * first.
   */
  Milestones and(Milestones others) {
    if (others.rows.isEmpty()) {
      return this;
    }
    var both = new EnumMap<Row, String>(Row.class);
    both.putAll(rows);
    others.rows.forEach((row, value) ->
        both.merge(row, value, (a, b) -> Fields.later(a, b) == (row != Row.FIRST) ? a : b));
    return new Milestones(both);
  }
}
