package org.otklik.helpdesk.letter;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import java.io.StringReader;
import java.util.Map;
import java.util.Optional;
import org.otklik.helpdesk.client.Language;
import org.otklik.helpdesk.outbox.Letters;

/**
 * A template ready to be filled in. In HTML every value is escaped, and what comes out is cleaned
 * besides.
 */
record CompiledLetter(Template subject, Template body, Optional<Template> html) {

  /**
   * @throws com.samskivert.mustache.MustacheException when it can't be read
   */
  static CompiledLetter of(LetterText text, Language language) {
    Mustache.Compiler plain = compiler(language);
    return new CompiledLetter(
        plain.compile(text.subject()),
        plain.compile(text.body()),
        Optional.ofNullable(text.html()).map(plain.escapeHTML(true)::compile));
  }

  static Mustache.Compiler compiler(Language language) {
    return Mustache.compiler()
        .escapeHTML(false)
        .emptyStringIsFalse(true)
        .defaultValue("")
        .withLoader(name -> new StringReader(ShippedLetters.part(name, language)));
  }

  Letters.Words words(Map<String, ?> values) {
    String line = subject.execute(values).lines().findFirst().orElse("");
    return new Letters.Words(
        line.strip(),
        body.execute(values),
        html.map(template -> MailHtml.cleaned(template.execute(values))).orElse(null));
  }
}
