package org.otklik.helpdesk.letter;

import com.samskivert.mustache.MustacheException;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.otklik.helpdesk.client.Language;
import org.otklik.helpdesk.outbox.Letters;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The words of letters: as a supervisor saved them, else as they come with the program. What
 * another replica saved is noticed within a second. Thread-safe.
 */
@Singleton
public class LetterTemplates {
  private static final Logger LOG = LoggerFactory.getLogger(LetterTemplates.class);
  private static final long LOOK_EVERY_NANOS = Duration.ofSeconds(1).toNanos();

  private record Key(Language language, String name) {}

  /** What was saved, when that was last looked at. */
  private record Known(long state, long lookedAt, Map<Key, CompiledLetter> saved) {}

  private final Map<Key, CompiledLetter> shipped = new ConcurrentHashMap<>();
  private final Supplier<Optional<SavedLetters>> source;
  private volatile Known known = new Known(0, Long.MIN_VALUE / 2, Map.of());

  @Inject
  LetterTemplates(SavedLetters saved) {
    this.source = () -> Optional.of(saved);
  }

  private LetterTemplates() {
    this.source = Optional::empty;
  }

  /** Only as they come with the program. */
  static LetterTemplates shippedOnly() {
    return new LetterTemplates();
  }

  /** The words of a template with its values; an event's name is one, too. */
  public Letters.Words words(String name, Language language, Map<String, ?> values) {
    var key = new Key(language, name.toLowerCase(Locale.ROOT).replace('_', '-'));
    CompiledLetter own = saved().get(key);
    if (own != null) {
      try {
        return own.words(values);
      } catch (MustacheException e) {
        LOG.warn("The saved words of {} in {} fail: {}", key.name(), language, e.toString());
      }
    }
    return shipped
        .computeIfAbsent(key, k -> CompiledLetter.of(shipped(k.name(), k.language()), k.language()))
        .words(values);
  }

  /** As it comes with the program. */
  public static LetterText shipped(String name, Language language) {
    return ShippedLetters.of(name, language);
  }

  /** Something was saved here. */
  public void changed() {
    known = new Known(known.state(), System.nanoTime() - LOOK_EVERY_NANOS, known.saved());
  }

  private Map<Key, CompiledLetter> saved() {
    Known now = known;
    return System.nanoTime() - now.lookedAt() < LOOK_EVERY_NANOS
        ? now.saved()
        : source.get().map(saved -> look(saved, now)).orElse(Map.of());
  }

  private Map<Key, CompiledLetter> look(SavedLetters saved, Known before) {
    long lookedAt = System.nanoTime();
    long state = saved.state();
    Map<Key, CompiledLetter> compiled =
        state == before.state()
            ? before.saved()
            : saved.latest().stream()
                .flatMap(v -> v.text().map(t -> Map.entry(v, t)).stream())
                .collect(
                    Collectors.toUnmodifiableMap(
                        e -> new Key(e.getKey().language(), e.getKey().name()),
                        e -> CompiledLetter.of(e.getValue(), e.getKey().language())));
    known = new Known(state, lookedAt, compiled);
    return compiled;
  }
}
