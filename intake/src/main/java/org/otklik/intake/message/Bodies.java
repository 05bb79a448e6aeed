package org.otklik.intake.message;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Gathers the text parts of one message, up to a limit, and makes its text and HTML of them. */
final class Bodies {
  private final Problems problems;
  private final List<Segment> segments = new ArrayList<>();
  private int room;
  private int tags;
  private @Nullable Charset charset;

  /** Text as it came; {@code alternative} is the nearest multipart/alternative around it. */
  private record Segment(boolean html, String text, Part.@Nullable Container alternative) {
    boolean isBlank() {
      return text.isBlank();
    }
  }

  Bodies(ParseLimits limits, Problems problems) {
    this.room = limits.textBytes();
    this.tags = limits.htmlTags();
    this.problems = problems;
  }

  void add(Part part, Role role) throws IOException {
    boolean html = role == Role.HTML;
    byte[] bytes = read(part.content());
    String declared =
        part.head()
            .parameter("charset")
            .or(() -> html ? HtmlText.declaredCharset(bytes) : Optional.empty())
            .orElse(null);
    Charsets.Decoded decoded = Charsets.decode(bytes, bytes.length, declared, problems);
    if (charset == null) {
      charset = decoded.charset();
    }
    String text = Words.lines(decoded.text());
    if (html) {
      text = withoutTagsAboveLimit(text);
    } else if (part.head().parameter("format").filter("flowed"::equalsIgnoreCase).isPresent()) {
      boolean delSp = part.head().parameter("delsp").filter("yes"::equalsIgnoreCase).isPresent();
      text = FlowedText.unflow(text, delSp);
    }
    segments.add(new Segment(html, text, alternativeAround(part.container())));
  }

  private String withoutTagsAboveLimit(String html) {
    int at = html.indexOf('<');
    while (at >= 0 && tags > 0) {
      tags--;
      at = html.indexOf('<', at + 1);
    }
    if (at < 0) {
      return html;
    }
    problems.add(Remark.Kind.HTML_CUT);
    return html.substring(0, at);
  }

  private byte[] read(InputStream content) throws IOException {
    byte[] bytes = Bytes.upTo(room, content);
    room -= bytes.length;
    if (room > 0 || content.read() < 0) {
      return bytes;
    }
    problems.add(Remark.Kind.TEXT_CUT);
    int end = bytes.length; // not in the middle of a character
    while (end > 0 && end > bytes.length - 4 && (bytes[end - 1] & 0xc0) == 0x80) {
      end--;
    }
    end -= end > 0 && bytes[end - 1] < 0 ? 1 : 0;
    return Arrays.copyOf(bytes, end);
  }

  private static Part.@Nullable Container alternativeAround(Part.@Nullable Container start) {
    Part.Container container = start;
    while (container != null && !container.is("alternative")) {
      container = container.parent();
    }
    return container;
  }

  /** The charset of the first text that isn't ASCII: likely the one of the headers, too. */
  @Nullable Charset charset() {
    return charset;
  }

  /** The whole text. */
  Text text() {
    if (segments.size() == 1 && !segments.getFirst().html()) {
      return new Text(Words.wellFormed(segments.getFirst().text()), -1);
    }
    StringBuilder all = new StringBuilder();
    int quoteAt = -1;
    for (Segment segment : segments) {
      if (segment.html() && hasTwin(segment)) {
        continue;
      }
      if (!all.isEmpty() && all.charAt(all.length() - 1) != '\n') {
        all.append('\n');
      }
      if (segment.html()) {
        HtmlText.Converted converted = HtmlText.convert(segment.text());
        if (quoteAt < 0 && converted.quoteAt() >= 0) {
          quoteAt = all.length() + converted.quoteAt();
        }
        all.append(converted.text());
      } else {
        all.append(segment.text());
      }
    }
    return new Text(Words.wellFormed(all.toString()), quoteAt);
  }

  /** Safe HTML of the whole text, to be made later; nothing is to be added from now on. */
  SafeMarkup markup(String text) {
    for (Segment segment : segments) {
      if (segment.html()) {
        return new SafeMarkup(this::html, text);
      }
    }
    return SafeMarkup.NONE;
  }

  private String html() {
    StringBuilder all = new StringBuilder();
    for (Segment segment : segments) {
      if (segment.html()) {
        all.append(SafeHtml.clean(segment.text()));
      } else if (!segment.isBlank() && !hasTwin(segment)) {
        all.append(SafeHtml.ofText(segment.text()));
      }
    }
    return Words.wellFormed(all.toString());
  }

  /** Whether the same alternative says it in the other form, too. */
  private boolean hasTwin(Segment segment) {
    return segment.alternative() != null
        && segments.stream()
            .anyMatch(other ->
                other.html() != segment.html()
                    && Objects.equals(other.alternative(), segment.alternative())
                    && !other.isBlank());
  }

  /**
   * Text with the place where the sender's program says that the quotation begins.
   *
   * @param quoteAt index into the text, -1 when it doesn't say
   */
  record Text(String text, int quoteAt) {}
}
