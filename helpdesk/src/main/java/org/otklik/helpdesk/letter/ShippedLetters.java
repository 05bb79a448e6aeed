package org.otklik.helpdesk.letter;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.otklik.helpdesk.client.Language;

/**
 * The templates that come with the program: {@code letters/LANGUAGE/NAME.mustache}, the subject in
 * the first line, then an empty line, then the body; what several have in common lies in {@code
 * parts}.
 */
final class ShippedLetters {
  private ShippedLetters() {}

  static LetterText of(String name, Language language) {
    String text = read(folder(language) + name + ".mustache");
    int end = text.indexOf('\n');
    return new LetterText(text.substring(0, end), text.substring(end + 1).stripLeading(), null);
  }

  static String part(String name, Language language) {
    return read(folder(language) + "parts/" + name + ".mustache");
  }

  private static String folder(Language language) {
    return "/letters/" + language.tag() + "/";
  }

  private static String read(String resource) {
    try (InputStream in = ShippedLetters.class.getResourceAsStream(resource)) {
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
