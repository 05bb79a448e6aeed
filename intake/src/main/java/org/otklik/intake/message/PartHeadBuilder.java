package org.otklik.intake.message;

import java.util.function.Consumer;
import org.apache.james.mime4j.stream.BodyDescriptor;
import org.apache.james.mime4j.stream.BodyDescriptorBuilder;
import org.apache.james.mime4j.stream.Field;
import org.apache.james.mime4j.stream.RawField;
import org.jspecify.annotations.Nullable;

/**
 * Builds a part's head from its Content fields; the first of several counts. mime4j has its own
 * builder, which reads raw 8-bit file names as UTF-8 only and knows no disposition.
 */
final class PartHeadBuilder implements BodyDescriptorBuilder {
  private static final MimeParameters NOTHING = MimeParameters.parse("");

  private final @Nullable PartHeadBuilder parent;
  private final HeaderCharset charset;
  private final Consumer<PartHeadBuilder> begun;

  private @Nullable MimeParameters contentType;
  private @Nullable MimeParameters disposition;
  private @Nullable String encoding;
  private @Nullable String contentId;
  private @Nullable PartHead built;

  /** {@code begun} is told which builder is filled from now on. */
  PartHeadBuilder(HeaderCharset charset, Consumer<PartHeadBuilder> begun) {
    this(null, charset, begun);
  }

  private PartHeadBuilder(
      @Nullable PartHeadBuilder parent, HeaderCharset charset, Consumer<PartHeadBuilder> begun) {
    this.parent = parent;
    this.charset = charset;
    this.begun = begun;
  }

  @Override
  public void reset() {
    contentType = null;
    disposition = null;
    encoding = null;
    contentId = null;
    built = null;
    begun.accept(this);
  }

  @Override
  @SuppressWarnings("NullAway") // mime4j's contract: null when the field stays as it is
  public Field addField(RawField field) {
    switch (field.getNameLowerCase()) {
      case "content-type" -> {
        if (contentType == null) {
          contentType = MimeParameters.parse(text(field));
        }
      }
      case "content-disposition" -> {
        if (disposition == null) {
          disposition = MimeParameters.parse(text(field));
        }
      }
      case "content-transfer-encoding" -> {
        if (encoding == null) {
          encoding = PartHead.encodingOf(text(field));
        }
      }
      case "content-id" -> {
        if (contentId == null) {
          contentId = MessageIds.first(text(field));
        }
      }
      default -> {}
    }
    return null;
  }

  private String text(RawField field) {
    return charset.decode(RawHeader.unfold(field));
  }

  @Override
  public BodyDescriptor build() {
    return head();
  }

  PartHead head() {
    PartHead head = built;
    if (head == null) {
      MimeParameters type = contentType == null ? NOTHING : contentType;
      head =
          new PartHead(
              typeOf(type),
              type,
              disposition == null ? NOTHING : disposition,
              encoding == null || encoding.isEmpty() ? "7bit" : encoding,
              contentId);
      built = head;
    }
    return head;
  }

  private String typeOf(MimeParameters type) {
    String value = type.value();
    int slash = value.indexOf('/');
    if (slash <= 0 || slash == value.length() - 1) {
      boolean digest = parent != null && parent.head().type().equals("multipart/digest");
      return digest ? "message/rfc822" : "text/plain";
    }
    String clean = Words.line(value).replace(" ", "");
    if (clean.startsWith("multipart/") && !PartHead.isUsable(type.token("boundary"))) {
      return "text/plain";
    }
    return Words.head(clean, 200);
  }

  @Override
  public BodyDescriptorBuilder newChild() {
    return new PartHeadBuilder(this, charset, begun);
  }
}
