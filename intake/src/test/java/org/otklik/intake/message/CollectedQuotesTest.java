package org.otklik.intake.message;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Collected replies are parted where those expect it who collected them. */
class CollectedQuotesTest {

  @Test
  void nine_of_ten_replies_are_trimmed_exactly_as_expected() {
    Path folder = Corpus.folder("quotes");
    List<String> wrong = new ArrayList<>();
    List<Path> replies = Corpus.files(folder.resolve("emails"), ".txt");
    for (Path reply : replies) {
      String name = reply.getFileName().toString();
      String text = Words.lines(text(reply));
      QuoteFolder.Folded folded = QuoteFolder.fold(text, -1);
      String expected = Words.lines(text(folder.resolve("trimmed").resolve(name))).strip();
      if (!folded.newText().strip().equals(expected)) {
        wrong.add(name);
      }
    }
    Corpus.tell("quotes", replies.size() - wrong.size(), replies.size());
    assertThat(wrong).hasSizeLessThanOrEqualTo(replies.size() / 10);
  }

  private static String text(Path file) {
    return new String(Corpus.bytes(file), UTF_8);
  }
}
