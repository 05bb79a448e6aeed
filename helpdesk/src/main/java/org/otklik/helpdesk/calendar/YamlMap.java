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
  private final Node at;
  private final Map<String, Entry> entries = new LinkedHashMap<>();

  private record Entry(Node key, Node value) {}

  private YamlMap(MappingNode node) {
    this.at = node;
    for (var tuple : node.getValue()) {
      var key = text(tuple.getKeyNode());
      if (entries.put(key, new Entry(tuple.getKeyNode(), tuple.getValueNode())) != null) {
        throw at(tuple.getKeyNode(), CalendarException.of(CalendarRule.KEY_TWICE, quoted(key)));
      }
    }
  }

  /** The whole file, which is a mapping. */
  static YamlMap root(@Nullable Node node) {
    if (node == null) {
      throw CalendarException.of(CalendarRule.EMPTY);
    }
    return of(node, "A calendar");
  }

  private static YamlMap of(Node node, String what) {
    if (node instanceof MappingNode mapping) {
      return new YamlMap(mapping);
    }
    throw at(node, CalendarException.of(CalendarRule.NO_MAPPING, what));
  }

  /** Refuses any other key. */
  void only(Set<String> known) {
    entries.forEach((key, entry) -> {
      if (!known.contains(key)) {
        var names = known.stream().sorted().collect(Collectors.joining(", "));
        throw at(entry.key(), CalendarException.of(CalendarRule.UNKNOWN_KEY, quoted(key), names));
      }
    });
  }

  <T> T required(String key, Function<String, T> parse) {
    return optional(key, parse).orElseThrow(() -> CalendarException.of(CalendarRule.MISSING, key));
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
    return optionalMap(key).orElseThrow(() -> CalendarException.of(CalendarRule.MISSING, key));
  }

  Optional<YamlMap> optionalMap(String key) {
    return Optional.ofNullable(entries.get(key)).map(entry -> of(entry.value(), "\"" + key + "\""));
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
      throw at(node, e);
    }
  }

  /** A scalar as it is written; a list of scalars with commas between. */
  private String text(Node node) {
    return switch (node) {
      case ScalarNode scalar -> scalar.getValue().strip();
      case SequenceNode list when list.getValue().stream().allMatch(ScalarNode.class::isInstance) ->
          list.getValue().stream().map(this::text).collect(Collectors.joining(", "));
      default -> throw at(node, CalendarException.of(CalendarRule.ONE_VALUE));
    };
  }

  private static CalendarException at(Node node, CalendarException e) {
    return e.inLine(node.getStartMark().getLine() + 1);
  }
}
