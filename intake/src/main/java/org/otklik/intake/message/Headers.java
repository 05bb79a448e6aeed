package org.otklik.intake.message;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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

  private Headers(List<Entry> entries) {
    this.entries = List.copyOf(entries);
  }

  public static Headers none() {
    return NONE;
  }

  public static Headers of(List<Entry> entries) {
    return new Headers(entries);
  }

  /** The value of the topmost field of this name. */
  public Optional<String> first(String name) {
    for (Entry entry : entries) {
      if (isSame(entry.name(), name)) {
        return Optional.of(entry.value());
      }
    }
    return Optional.empty();
  }

  /** The values of all fields of this name, from the top, the last hop's first. */
  public List<String> all(String name) {
    List<String> values = new ArrayList<>();
    for (Entry entry : entries) {
      if (isSame(entry.name(), name)) {
        values.add(entry.value());
      }
    }
    return List.copyOf(values);
  }

  /** Lower case decides: Java's comparison takes a long s for an s, too. */
  private static boolean isSame(String name, String other) {
    return name.equals(other)
        || (name.equalsIgnoreCase(other)
            && name.toLowerCase(Locale.ROOT).equals(other.toLowerCase(Locale.ROOT)));
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
