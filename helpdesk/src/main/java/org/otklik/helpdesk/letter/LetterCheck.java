package org.otklik.helpdesk.letter;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.MustacheException;
import com.samskivert.mustache.Template;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.otklik.helpdesk.client.Language;
import org.otklik.helpdesk.ticket.Refusal;

/** What is wrong with a template that somebody wants to save. */
public final class LetterCheck {
  private static final int SUBJECT = 300;
  private static final int TEXT = 20_000;
  private static final Pattern LINE = Pattern.compile("(?:@|on|at) line (\\d+)");

  /** Would let a value into HTML as it is, or change how a template is read. */
  private static final Pattern UNSAFE = Pattern.compile("\\{\\{\\{|\\{\\{\\s*[&=$<]");

  private LetterCheck() {}

  /** The first thing that is wrong, its field and line named; empty when all is well. */
  public static Optional<Refusal> problem(LetterKind kind, Language language, LetterText text) {
    return one("subject", text.subject(), SUBJECT, kind, language)
        .or(() -> one("body", text.body(), TEXT, kind, language))
        .or(() ->
            Optional.ofNullable(text.html())
                .flatMap(html -> one("html", html, TEXT, kind, language)));
  }

  private static Optional<Refusal> one(
      String field, String text, int limit, LetterKind kind, Language language) {
    if (text.isBlank()) {
      return Optional.of(Refusal.invalid(field, "refusal.empty-text"));
    }
    if (text.length() > limit) {
      return Optional.of(Refusal.invalid(field, "refusal.text-too-long", limit));
    }
    if (field.equals("subject") && text.strip().lines().count() > 1) {
      return Optional.of(Refusal.invalid(field, "refusal.template.one-line"));
    }
    Matcher unsafe = UNSAFE.matcher(text);
    if (unsafe.find()) {
      return Optional.of(
          Refusal.invalid(
              field, "refusal.template.unsafe", lineOf(text, unsafe.start()), unsafe.group()));
    }
    return read(field, text, kind, language);
  }

  private static Optional<Refusal> read(
      String field, String text, LetterKind kind, Language language) {
    Template template;
    try {
      template = CompiledLetter.compiler(language).compile(text);
    } catch (MustacheException e) {
      String words = String.valueOf(e.getMessage());
      Matcher line = LINE.matcher(words);
      return Optional.of(
          Refusal.invalid(
              field,
              "refusal.template.syntax",
              line.find() ? Integer.parseInt(line.group(1)) : 1,
              words));
    }
    var named = new Named();
    template.visit(named);
    if (named.open) { // read as mere text
      return Optional.of(
          Refusal.invalid(
              field, "refusal.template.syntax", lineOf(text, text.lastIndexOf("{{")), "{{ … }}"));
    }
    return named.placeholders.stream()
        .filter(name -> !kind.placeholders().contains(name))
        .findFirst()
        .map(name ->
            Refusal.invalid(
                field, "refusal.template.placeholder", name, lineOf(text, tag(text, name))))
        .or(() ->
            named.parts.stream()
                .filter(name -> !LetterKind.PARTS.contains(name))
                .findFirst()
                .map(name ->
                    Refusal.invalid(
                        field, "refusal.template.part", name, lineOf(text, tag(text, name)))));
  }

  private static int tag(String text, String name) {
    Matcher at = Pattern.compile("\\{\\{[#^/>]?\\s*" + Pattern.quote(name)).matcher(text);
    return at.find() ? at.start() : 0;
  }

  private static int lineOf(String text, int at) {
    return 1 + (int) text.substring(0, at).chars().filter(c -> c == '\n').count();
  }

  /** What a template names, itself and not its parts. */
  private static final class Named implements Mustache.Visitor {
    private final Set<String> placeholders = new LinkedHashSet<>();
    private final List<String> parts = new ArrayList<>();
    private boolean open;

    @Override
    public void visitText(String text) {
      open |= text.contains("{{");
    }

    @Override
    public void visitVariable(String name) {
      placeholders.add(name);
    }

    @Override
    public boolean visitInclude(String name) {
      parts.add(name);
      return false;
    }

    @Override
    public boolean visitSection(String name) {
      placeholders.add(name);
      return true;
    }

    @Override
    public boolean visitInvertedSection(String name) {
      placeholders.add(name);
      return true;
    }
  }
}
