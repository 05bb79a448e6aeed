package org.otklik.helpdesk.letter;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.otklik.helpdesk.client.Language;
import org.otklik.helpdesk.ticket.Refusal;

/** Words that supervisors give letters are checked before they count, and do no harm after. */
class LetterCheckTest {
  private static final LetterKind SOLUTION = LetterKind.named("solution").orElseThrow();

  private static Optional<Refusal> problem(String subject, String body, @Nullable String html) {
    return LetterCheck.problem(SOLUTION, Language.EN, new LetterText(subject, body, html));
  }

  @Test
  void an_unknown_placeholder_is_refused_by_name_and_line() {
    assertThat(problem("Solution", "Hello\n{{reader}},\n{{#due}}by {{deu}}{{/due}}", null))
        .hasValueSatisfying(refusal -> {
          assertThat(refusal.field()).isEqualTo("body");
          assertThat(refusal.key()).isEqualTo("refusal.template.placeholder");
          assertThat(refusal.values()).isEqualTo(List.of("deu", 3));
        });
    assertThat(problem("{{text.class}}", "x", null))
        .hasValueSatisfying(refusal -> assertThat(refusal.field()).isEqualTo("subject"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"{{#due}}\nby {{due}}\n", "{{/due}}", "a\n{{due", "{{#due}}{{/text}}"})
  void broken_syntax_is_refused_with_its_line(String body) {
    assertThat(problem("Solution", body, null))
        .hasValueSatisfying(refusal -> {
          assertThat(refusal.key()).isEqualTo("refusal.template.syntax");
          assertThat((Integer) refusal.values().getFirst()).isBetween(1, 4);
        });
  }

  /** Would put a value into HTML as it is, or change the rules: zammad's and osTicket's XSS. */
  @ParameterizedTest
  @ValueSource(strings = {"<p>{{{text}}}</p>", "<p>{{&text}}</p>", "{{=<% %>=}}<%& text%>"})
  void nothing_goes_into_html_unescaped(String html) {
    assertThat(problem("Solution", "{{text}}", html))
        .hasValueSatisfying(
            refusal -> assertThat(refusal.key()).isEqualTo("refusal.template.unsafe"));
  }

  @Test
  void a_part_that_there_is_not_is_refused() {
    assertThat(problem("Solution", "{{>signature}}", null)).isEmpty();
    assertThat(problem("Solution", "{{>../../application.yml}}", null))
        .hasValueSatisfying(
            refusal -> assertThat(refusal.key()).isEqualTo("refusal.template.part"));
  }

  @Test
  void words_without_end_are_refused() {
    assertThat(problem("Solution", "x".repeat(20_001), null))
        .hasValueSatisfying(
            refusal -> assertThat(refusal.key()).isEqualTo("refusal.text-too-long"));
    assertThat(problem("one\ntwo", "x", null))
        .hasValueSatisfying(
            refusal -> assertThat(refusal.key()).isEqualTo("refusal.template.one-line"));
  }

  /** CVE-2021-21441, CVE-2025-66376: what a client wrote stays text in HTML of ours. */
  @Test
  void what_is_filled_into_html_stays_text() {
    var words =
        LetterSamples.of(
            SOLUTION,
            Language.EN,
            new LetterText(
                "{{subject}}",
                "{{text}}",
                "<p onclick='x()'>{{text}}</p><script>x()</script><a href='javascript:x()'>y</a>"
                    + "<img src='https://elsewhere.example/x.png'><form><input></form>"));
    assertThat(words.html())
        .contains("&lt;third&gt;")
        .doesNotContain("script", "onclick", "<img", "<form", "<input", "<third>");
    assertThat(words.subject()).contains("<export>"); // no HTML, nothing to escape
    assertThat(MailHtml.ofText("a <b>\n\nc & \"d\"")).contains("<p>a &lt;b&gt;</p>", "c &amp;");
  }

  @ParameterizedTest
  @EnumSource
  void every_letter_has_a_preview(Language language) {
    for (LetterKind kind : LetterKind.all()) {
      var words = LetterSamples.of(kind, language, LetterTemplates.shipped(kind.name(), language));
      assertThat(words.subject()).as(kind.name()).isNotBlank().doesNotContain("{{");
      assertThat(words.body()).as(kind.name()).isNotBlank().doesNotContain("{{");
    }
  }
}
