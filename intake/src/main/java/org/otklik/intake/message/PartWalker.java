package org.otklik.intake.message;

import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.apache.james.mime4j.MimeException;
import org.apache.james.mime4j.stream.EntityState;
import org.apache.james.mime4j.stream.MimeConfig;
import org.apache.james.mime4j.stream.MimeTokenStream;
import org.apache.james.mime4j.stream.RawField;
import org.apache.james.mime4j.stream.RecursionMode;
import org.jspecify.annotations.Nullable;
import org.otklik.intake.packed.UuencodedContent;

/**
 * Walks a raw message and gives its leaf parts one after another, in the order of the text, holding
 * none of their content. The same raw message under the same limits always gives the same parts.
 * Nested messages are leaves. Depth and count are limited here, since mime4j limits neither
 * (CVE-2024-4140, Zammad #1877). One thread.
 */
final class PartWalker implements Closeable {
  private static final MimeConfig CONFIG =
      MimeConfig.custom()
          .setMaxLineLen(-1)
          .setMaxHeaderLen(-1)
          .setMaxHeaderCount(-1)
          .setMaxContentLen(-1)
          .setHeadlessParsing(null)
          .build();

  private static final byte[] NOTHING = {};

  private final ParseLimits limits;
  private final Problems problems;
  private final GuardedStream raw;
  private final FieldCutter fields;
  private final MimeTokenStream tokens;
  private final List<RawHeader> headers = new ArrayList<>();

  private @Nullable PartHeadBuilder head;
  private Part.@Nullable Container container;
  private byte[] preamble = NOTHING;
  private boolean finished;
  private int entities;
  private int depth;

  PartWalker(InputStream raw, ParseLimits limits, Problems problems) {
    this.limits = limits;
    this.problems = problems;
    this.raw = new GuardedStream(raw, limits);
    this.fields = new FieldCutter(limits, problems);
    this.tokens = tokens(fields, problems, builder -> head = builder);
    tokens.setRecursionMode(RecursionMode.M_NO_RECURSE);
    tokens.parse(this.raw);
  }

  private static MimeTokenStream tokens(
      FieldCutter fields, Problems problems, Consumer<PartHeadBuilder> begun) {
    return new MimeTokenStream(
        CONFIG, null, fields, new PartHeadBuilder(new HeaderCharset(null, problems), begun));
  }

  /** The first part of the outermost multipart, byte for byte, its header included. */
  static InputStream firstPart(InputStream raw, ParseLimits limits)
      throws IOException, MimeException {
    Problems untold = new Problems(1);
    MimeTokenStream tokens = tokens(new FieldCutter(limits, untold), untold, builder -> {});
    tokens.setRecursionMode(RecursionMode.M_NO_RECURSE);
    tokens.parse(new GuardedStream(raw, limits));
    EntityState state = tokens.getState();
    while (state != EntityState.T_RAW_ENTITY && state != EntityState.T_END_OF_STREAM) {
      if (state == EntityState.T_START_MULTIPART) {
        tokens.setRecursionMode(RecursionMode.M_RAW);
      }
      state = tokens.next();
    }
    return state == EntityState.T_RAW_ENTITY
        ? tokens.getInputStream()
        : InputStream.nullInputStream();
  }

  /** The message's own header fields; complete once the first part was asked for. */
  List<RawHeader> headers() {
    return headers;
  }

  /** The next leaf, or null after the last one. */
  @Nullable Part next() throws IOException, MimeException {
    if (tokens.getState() == EntityState.T_BODY) {
      tokens.setRecursionMode(RecursionMode.M_NO_RECURSE);
    }
    while (!finished) {
      Part part = enter(tokens.next());
      if (part != null) {
        return part;
      }
    }
    return null;
  }

  private @Nullable Part enter(EntityState state) throws IOException {
    switch (state) {
      case T_START_HEADER -> headerBegins();
      case T_FIELD -> field();
      case T_END_HEADER -> headerEnds();
      case T_START_MULTIPART -> multipartBegins();
      case T_PREAMBLE -> preamble = Bytes.upTo(limits.textBytes(), tokens.getInputStream());
      case T_END_MULTIPART -> {
        return multipartEnds();
      }
      case T_BODY -> {
        return new Part(head(), container, position(), content());
      }
      case T_END_OF_STREAM -> finished = true;
      default -> {}
    }
    return null;
  }

  private void headerBegins() {
    raw.headerBegins();
    fields.headerBegins();
    if (++entities > limits.parts()) {
      problems.add(Remark.Kind.PARTS_CUT, limits.parts());
      finished = true;
    }
  }

  private void field() throws LimitException {
    if (entities > 1) {
      return;
    }
    if (headers.size() >= limits.headers()) {
      throw LimitException.of(Remark.Kind.TOO_MANY_HEADERS, limits.headers());
    }
    if (tokens.getField() instanceof RawField field) {
      headers.add(new RawHeader(field, fields.lastWasCut()));
    }
  }

  private void headerEnds() {
    raw.headerEnds();
    if (head().isMultipart() && depth >= limits.depth()) {
      problems.add(Remark.Kind.TOO_DEEP, limits.depth());
      tokens.setRecursionMode(RecursionMode.M_FLAT);
    }
  }

  private void multipartBegins() {
    container = new Part.Container(container, position(), head());
    depth++;
    preamble = NOTHING;
  }

  /** A multipart whose boundary never came is read as the text that it is. */
  private @Nullable Part multipartEnds() {
    Part.Container ended = Objects.requireNonNull(container);
    container = ended.parent();
    depth--;
    if (!ended.isEmpty() || new String(preamble, StandardCharsets.ISO_8859_1).isBlank()) {
      return null;
    }
    problems.add(Remark.Kind.NO_BOUNDARY);
    PartHead text = ended.head().as("text/plain");
    return new Part(text, container, ended.position(), new ByteArrayInputStream(preamble));
  }

  private InputStream content() {
    return switch (head().getTransferEncoding()) {
      case "base64" -> new Base64Content(tokens.getInputStream());
      case "x-uuencode", "uuencode", "x-uue", "uue" ->
          new UuencodedContent(tokens.getInputStream());
      default -> tokens.getDecodedInputStream();
    };
  }

  private PartHead head() {
    return Objects.requireNonNull(head).head();
  }

  private int position() {
    return container == null ? 0 : container.nextPosition();
  }

  @Override
  public void close() throws IOException {
    raw.close();
  }
}
