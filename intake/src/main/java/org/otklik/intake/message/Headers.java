package org.otklik.intake.message;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The message's header fields, unfolded, one line each, from top to bottom; names are found in any
 * case. Encoded words are decoded in free text only: in what programs read (Authentication-Results,
 * Received, identifiers) they stay as they came, so that nobody can smuggle a delimiter in.
 * Immutable.
 */
public final class Headers {

  /** One field. The name is as written. */
  public record Entry(String name, String value) {}

  private static final Headers NONE = new Headers(List.of());

  private final List<Entry> entries;
  private final Map<String, List<String>> byName;

  private Headers(List<Entry> entries) {
    this.entries = List.copyOf(entries);
    this.byName = new LinkedHashMap<>();
    for (Entry entry : this.entries) {
      byName
          .computeIfAbsent(entry.name().toLowerCase(Locale.ROOT), name -> new ArrayList<>(1))
          .add(entry.value());
    }
  }

  public static Headers none() {
    return NONE;
  }

  public static Headers of(List<Entry> entries) {
    return new Headers(entries);
  }

  /** The value of the topmost field of this name. */
  public Optional<String> first(String name) {
    return all(name).stream().findFirst();
  }

  /** The values of all fields of this name, from the top, the last hop's first. */
  public List<String> all(String name) {
    List<String> values = byName.get(name.toLowerCase(Locale.ROOT));
    return values == null ? List.of() : List.copyOf(values);
  }

  /** Every field in order. */
  public List<Entry> entries() {
    return entries;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Headers headers && entries.equals(headers.entries);
  }

  @Override
  public int hashCode() {
    return entries.hashCode();
  }

  @Override
  public String toString() {
    return entries.toString();
  }
}
