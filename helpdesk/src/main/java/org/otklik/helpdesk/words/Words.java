package org.otklik.helpdesk.words;

import com.ibm.icu.text.MessageFormat;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ResourceBundle;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.otklik.helpdesk.client.Language;

/**
 * One language's words. Messages are ICU MessageFormat patterns in UTF-8 property files; a missing
 * one shows as its key, so that nothing fails for want of words. Thread-safe.
 */
public final class Words {
  /** What is said in mail and to programs, and what the console says. */
  private static final List<String> BUNDLES = List.of("words.words", "words.console");

  private static final Map<Language, Words> ALL = new EnumMap<>(Language.class);

  static {
    for (Language language : Language.values()) {
      ALL.put(language, new Words(language));
    }
  }

  private final Language language;
  private final Map<String, String> patterns;
  private final DateTimeFormatter dateTime;
  private final Map<String, MessageFormat> formats = new ConcurrentHashMap<>();

  private Words(Language language) {
    this.language = language;
    this.patterns =
        BUNDLES.stream()
            .map(name -> bundle(name, language))
            .flatMap(bundle -> bundle.keySet().stream().map(k -> Map.entry(k, bundle.getString(k))))
            .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
    this.dateTime =
        DateTimeFormatter.ofPattern(
            language == Language.RU ? "dd.MM.yyyy HH:mm" : "d MMM yyyy HH:mm", language.locale());
  }

  /** The root bundle is English; no fallback to whatever the machine speaks. */
  private static ResourceBundle bundle(String name, Language language) {
    return ResourceBundle.getBundle(
        name,
        language.locale(),
        ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
  }

  public static Words in(Language language) {
    return Optional.ofNullable(ALL.get(language)).orElseThrow();
  }

  public Language language() {
    return language;
  }

  /** The words of a key with their arguments. */
  public String say(String key, Object... arguments) {
    String pattern = patterns.get(key);
    if (pattern == null) {
      return key;
    }
    if (arguments.length == 0) {
      return pattern.replace("''", "'");
    }
    var format = formats.computeIfAbsent(key, k -> new MessageFormat(pattern, language.locale()));
    synchronized (format) { // ICU's formats are not thread-safe
      return format.format(arguments);
    }
  }

  public boolean has(String key) {
    return patterns.containsKey(key);
  }

  /** An instant as people there write it, to the minute. */
  public String dateTime(Instant instant, ZoneId zone) {
    return dateTime.format(instant.atZone(zone));
  }
}
