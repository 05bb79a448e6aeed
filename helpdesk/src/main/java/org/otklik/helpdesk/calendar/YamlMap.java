package org.otklik.helpdesk.calendar;

import static org.otklik.helpdesk.calendar.CalendarException.quoted;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** A mapping of a YAML file that knows its place, so that every refusal names the line. */
final class YamlMap {
  private final String source;
  private final Node at;
  private final Map<String, Entry> entries = new LinkedHashMap<>();

  private record Entry(Node key, Node value) {}

  private YamlMap(String source, MappingNode node) {
    this.source = source;
    this.at = node;
    for (var tuple : node.getValue()) {
      var key = text(tuple.getKeyNode());
      if (entries.put(key, new Entry(tuple.getKeyNode(), tuple.getValueNode())) != null) {
        throw refusal(tuple.getKeyNode(), quoted(key) + " is here a second time.");
      }
    }
  }

  /** The whole file, which is a mapping. */
  static YamlMap root(String source, @Nullable Node node) {
    if (node == null) {
      throw new CalendarException(source + ": the file is empty.");
    }
    return of(source, node, "A calendar");
  }

  private static YamlMap of(String source, Node node, String what) {
    if (node instanceof MappingNode mapping) {
      return new YamlMap(source, mapping);
    }
    throw refusal(source, node, what + " consists of lines like \"key: value\".");
  }

  /** Refuses any other key. */
  void only(Set<String> known) {
    entries.forEach((key, entry) -> {
      if (!known.contains(key)) {
        var names = known.stream().sorted().collect(Collectors.joining(", "));
        throw refusal(entry.key(), quoted(key) + " is nothing that a calendar has: " + names + ".");
      }
    });
  }

  <T> T required(String key, Function<String, T> parse) {
    return optional(key, parse)
        .orElseThrow(() -> new CalendarException(source + ": \"" + key + "\" is missing."));
  }

  <T> Optional<T> optional(String key, Function<String, T> parse) {
    var entry = entries.get(key);
    if (entry == null) {
      return Optional.empty();
    }
    var text = text(entry.value());
    return Optional.of(where(entry.value(), () -> parse.apply(text)));
  }

  YamlMap map(String key) {
    return optionalMap(key)
        .orElseThrow(() -> new CalendarException(source + ": \"" + key + "\" is missing."));
  }

  Optional<YamlMap> optionalMap(String key) {
    return Optional.ofNullable(entries.get(key))
        .map(entry -> of(source, entry.value(), "\"" + key + "\""));
  }

  /** Hands over each key and value; what the action refuses is refused with the key's line. */
  void forEach(BiConsumer<String, String> action) {
    entries.forEach((key, entry) -> {
      var text = text(entry.value());
      where(
          entry.key(),
          () -> {
            action.accept(key, text);
            return key;
          });
    });
  }

  /** Runs it; what it refuses is refused with the mapping's line. */
  <T> T where(Supplier<T> action) {
    return where(at, action);
  }

  private <T> T where(Node node, Supplier<T> action) {
    try {
      return action.get();
    } catch (CalendarException e) {
      throw refusal(node, e.sentence());
    }
  }

  /** A scalar as it is written; a list of scalars with commas between. */
  private String text(Node node) {
    return switch (node) {
      case ScalarNode scalar -> scalar.getValue().strip();
      case SequenceNode list when list.getValue().stream().allMatch(ScalarNode.class::isInstance) ->
          list.getValue().stream().map(this::text).collect(Collectors.joining(", "));
      default -> throw refusal(node, "Here is more than one value where one belongs.");
    };
  }

  private CalendarException refusal(Node node, String sentence) {
    return refusal(source, node, sentence);
  }

  private static CalendarException refusal(String source, Node node, String sentence) {
    return new CalendarException(
        source + ", line " + (node.getStartMark().getLine() + 1) + ": " + sentence);
  }
}
