package org.otklik.helpdesk.letter;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.otklik.helpdesk.client.Language;
import org.otklik.helpdesk.outbox.Letters;

/**
 * The templates that come with the program: {@code letters/LANGUAGE/EVENT.mustache}, the subject in
 * the first line, then an empty line, then the body; what several have in common lies in {@code
 * parts}. Thread-safe.
 */
@Singleton
public class LetterTemplates {
  private record Key(Language language, String name) {}

  private record Compiled(Template subject, Template body) {}

  private final Map<Key, Compiled> compiled = new ConcurrentHashMap<>();

  /** The words of a template with its values. */
  public Letters.Words words(String name, Language language, Map<String, ?> values) {
    Compiled template = compiled.computeIfAbsent(new Key(language, name), LetterTemplates::compile);
    String subject = template.subject().execute(values).lines().findFirst().orElse("");
    return new Letters.Words(subject.strip(), template.body().execute(values));
  }

  private static Compiled compile(Key key) {
    String folder = "/letters/" + key.language().tag() + "/";
    Mustache.Compiler compiler =
        Mustache.compiler()
            .escapeHTML(false)
            .emptyStringIsFalse(true)
            .defaultValue("")
            .withLoader(name -> new StringReader(read(folder + "parts/" + name + ".mustache")));
    String text =
        read(folder + key.name().toLowerCase(Locale.ROOT).replace('_', '-') + ".mustache");
    int end = text.indexOf('\n');
    return new Compiled(
        compiler.compile(text.substring(0, end)),
        compiler.compile(text.substring(end + 1).stripLeading()));
  }

  private static String read(String resource) {
    try (InputStream in = LetterTemplates.class.getResourceAsStream(resource)) {
      return new String(
          Optional.ofNullable(in)
              .orElseThrow(() -> new IllegalStateException(resource + " is missing"))
              .readAllBytes(),
          StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
