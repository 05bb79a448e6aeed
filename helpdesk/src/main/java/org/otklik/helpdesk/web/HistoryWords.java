package org.otklik.helpdesk.web;

import java.time.DateTimeException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.otklik.helpdesk.history.HistoryEntry;
import org.otklik.helpdesk.words.Words;

/** Says what a line of history records. */
final class HistoryWords {
  private HistoryWords() {}

  static String of(HistoryEntry entry, Words words, Times times) {
    return words.say(
        "console.act." + entry.act(),
        value(entry.was(), words, times),
        value(entry.became(), words, times));
  }

  /** Values are kept as the program writes them: a name, a kind, a kind with an instant. */
  private static String value(@Nullable String kept, Words words, Times times) {
    if (kept == null) {
      return words.say("console.nobody");
    }
    String[] parts = kept.split(" ", 2);
    String first = inWords(parts[0], words);
    if (parts.length == 1) {
      return first;
    }
    try {
      return first + ", " + times.full(Instant.parse(parts[1]));
    } catch (DateTimeException e) {
      return kept;
    }
  }

  private static String inWords(String code, Words words) {
    for (String kind : new String[] {"console.deadline.", "console.channel."}) {
      if (words.has(kind + code)) {
        return words.say(kind + code);
      }
    }
    return code;
  }
}
