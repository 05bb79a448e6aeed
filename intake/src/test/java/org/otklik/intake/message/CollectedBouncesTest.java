package org.otklik.intake.message;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Reports of some seventy mail systems name who failed, and whether for good. */
class CollectedBouncesTest {
  private static final String NONE = "- -";

  @Test
  void nineteen_of_twenty_bounces_name_the_recipient_and_whether_it_is_for_good()
      throws IOException {
    Map<String, String> expected = expected();
    List<String> wrong = new ArrayList<>();
    int bounces = 0;
    for (Path file : Corpus.files(Corpus.folder("bounces"), ".eml")) {
      String name = file.getFileName().toString().replace(".eml", "");
      String said = expected.get(name);
      if (said == null) {
        continue; // a sample that came later: nobody has read it yet
      }
      String read =
          Mails.parse(Corpus.bytes(file))
              .bounce()
              .map(bounce -> bounce.recipient() + " " + (bounce.permanent() ? 5 : 4))
              .orElse(NONE);
      if (said.equals(NONE)) {
        assertThat(read).as(name).isEqualTo(NONE);
        continue;
      }
      bounces++;
      if (!read.equals(said)) {
        wrong.add(name + " " + read + " instead of " + said);
      }
    }
    Corpus.tell("bounces", bounces - wrong.size(), bounces);
    assertThat(wrong).hasSizeLessThanOrEqualTo(bounces / 20);
  }

  private static Map<String, String> expected() throws IOException {
    try (InputStream in =
        Objects.requireNonNull(
            CollectedBouncesTest.class.getResourceAsStream("collected-bounces.txt"))) {
      Map<String, String> expected = new HashMap<>();
      new String(in.readAllBytes(), UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .forEach(line ->
              expected.put(
                  line.substring(0, line.indexOf(' ')), line.substring(line.indexOf(' ') + 1)));
      return expected;
    }
  }
}
