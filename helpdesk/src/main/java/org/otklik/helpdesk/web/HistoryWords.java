package org.otklik.helpdesk.web;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.otklik.helpdesk.history.HistoryEntry;
import org.otklik.helpdesk.history.HistoryEntry.Act;
import org.otklik.helpdesk.words.Words;

/** Says what a line of history records. */
final class HistoryWords {
  private HistoryWords() {}

  /** Where the names of the domain have their words, as they are and in lower case. */
  private static final List<String> GROUPS =
      List.of(
          "console.deadline.",
          "console.channel.",
          "console.state.",
          "console.link.",
          "console.value.",
          "category.",
          "priority.",
          "closing.",
          "noticed.");

  private static final Pattern TERM = Pattern.compile("(\\d{1,9})(bd|wh|m)");

  static String of(HistoryEntry entry, Map<Long, String> names, Words words, Times times) {
    String nothing = words.say(entry.act() == Act.ASSIGNED ? "console.nobody" : "console.nothing");
    return words.say(
        "console.act." + entry.act(),
        value(entry.was(), nothing, names, words, times),
        value(entry.became(), nothing, names, words, times));
  }

  /** Values are kept as the program writes them: ids, names of the domain, instants, rules. */
  private static String value(
      @Nullable String kept, String nothing, Map<Long, String> names, Words words, Times times) {
    if (kept == null) {
      return nothing;
    }
    return known(kept, words)
        .orElseGet(() ->
            Arrays.stream(kept.split(" "))
                .map(part -> part(part, names, words, times))
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining(", ")));
  }

  private static String part(String part, Map<Long, String> names, Words words, Times times) {
    if (part.matches("\\d{1,19}")) {
      return names.getOrDefault(Long.valueOf(part), "");
    }
    try {
      return times.full(Instant.parse(part));
    } catch (DateTimeException e) {
      return known(part, words).orElse(part);
    }
  }

  private static Optional<String> known(String code, Words words) {
    var term = TERM.matcher(code);
    if (term.matches()) {
      return Optional.of(
          words.say("console.value." + term.group(2), Integer.valueOf(term.group(1))));
    }
    String dashed = code.toLowerCase(Locale.ROOT).replaceAll("[ _]", "-");
    return GROUPS.stream()
        .flatMap(group -> Stream.of(group + code, group + dashed))
        .filter(words::has)
        .findFirst()
        .map(words::say);
  }
}
