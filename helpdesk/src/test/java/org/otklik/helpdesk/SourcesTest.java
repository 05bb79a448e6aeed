package org.otklik.helpdesk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What went wrong elsewhere is tried here: each fault, attack or complaint of {@code sources.txt}
 * is named by the words above a test, or above a class of tests.
 */
class SourcesTest {
  /** What stands above a test: a comment, then annotations, one of them or a class following. */
  private static final Pattern NAMED =
      Pattern.compile(
          "/\\*\\*((?:(?!\\*/).)*)\\*/\\s*(?=(?:@\\w+(?:\\((?:[^\"()]|\"(?:\\\\.|[^\"\\\\])*\")*\\))?\\s+)*"
              + "(?:@Test|@ParameterizedTest|(?:abstract |final |public )*class))"
              + "|@DisplayName\\(\\s*\"([^\"]*)\"",
          Pattern.DOTALL);

  /** One product's several numbers: {@code Zammad #1, #2}. */
  private static final Pattern FURTHER = Pattern.compile("(\\w+)((?: #\\d+,)* #\\d+), #(\\d+)");

  @Test
  void every_known_fault_and_attack_is_a_test_that_names_its_source() throws IOException {
    List<String> words = wordsAboveTests();
    List<String> sources = sources();
    assertThat(sources).hasSizeGreaterThan(50).doesNotHaveDuplicates();
    assertThat(sources.stream().filter(source -> words.stream().noneMatch(w -> names(w, source))))
        .as("sources that no test names")
        .isEmpty();
  }

  /** As a whole: {@code Zammad #37} isn't named by {@code Zammad #377}. */
  private static boolean names(String words, String source) {
    int at = words.indexOf(source);
    while (at >= 0) {
      int end = at + source.length();
      if (end == words.length() || !Character.isLetterOrDigit(words.charAt(end))) {
        return true;
      }
      at = words.indexOf(source, end);
    }
    return false;
  }

  /** A line is a source, and what happened. */
  private static List<String> sources() throws IOException {
    return Files.readAllLines(Path.of("src/test/resources/sources.txt")).stream()
        .filter(line -> !line.isBlank() && !line.startsWith("#"))
        .map(line -> line.substring(0, line.indexOf(':')))
        .toList();
  }

  private static List<String> wordsAboveTests() throws IOException {
    var words = new ArrayList<String>();
    for (String module : List.of("intake", "telephony", "helpdesk")) {
      try (Stream<Path> files = Files.walk(Path.of("..", module, "src/test/java"))) {
        for (Path file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
          var named = NAMED.matcher(Files.readString(file));
          while (named.find()) {
            words.add(plain(named.group(1) == null ? named.group(2) : named.group(1)));
          }
        }
      }
    }
    return words;
  }

  /** On one line, each number with its product. */
  private static String plain(String comment) {
    String line = comment.replaceAll("\\s*\\n\\s*\\*?\\s*", " ").strip();
    String before;
    do {
      before = line;
      line = FURTHER.matcher(line).replaceAll("$1$2, $1 #$3");
    } while (!line.equals(before));
    return line;
  }
}
