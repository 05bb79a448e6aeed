package org.otklik.intake.message;

import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.apache.james.mime4j.MimeException;
import org.jspecify.annotations.Nullable;
import org.otklik.intake.packed.PackedFile;
import org.otklik.intake.packed.TextWithFiles;
import org.otklik.intake.packed.Tnef;
import org.otklik.intake.signature.SignatureCheck;

/**
 * The leaf parts of a message as people count them: files in a text and in a winmail.dat are parts
 * of their own, and a signed envelope is opened. The same raw message under the same limits always
 * gives the same leaves, so that an attachment can be read again by its place. What can't be opened
 * is a leaf as it is. One thread.
 */
final class Leaves implements Closeable {
  private final PartWalker message;
  private final ParseLimits limits;
  private final Problems problems;
  private final Deque<Part> unpacked = new ArrayDeque<>();

  private PartWalker walker;
  private byte @Nullable [] envelope;
  private @Nullable Part textPart;
  private @Nullable TextWithFiles text;
  private @Nullable InputStream unread;
  private boolean fileRead;
  private boolean anyText;
  private int leaves;

  Leaves(InputStream raw, ParseLimits limits, Problems problems) {
    this.limits = limits;
    this.problems = problems;
    this.message = new PartWalker(raw, limits, problems);
    this.walker = message;
  }

  /** The message's own header fields; complete once the first leaf was asked for. */
  List<RawHeader> headers() {
    return message.headers();
  }

  /** The S/MIME envelope that was opened, if any was. */
  Optional<byte[]> envelope() {
    return Optional.ofNullable(envelope);
  }

  /** The next leaf, or null after the last one. */
  @Nullable Part next() throws IOException, MimeException {
    Part leaf = any();
    if (leaf != null && ++leaves > limits.parts()) {
      problems.add(Remark.Kind.PARTS_CUT, limits.parts());
      return null;
    }
    return leaf;
  }

  private @Nullable Part any() throws IOException, MimeException {
    if (!unpacked.isEmpty()) {
      return unpacked.poll();
    }
    Part more = text == null ? null : moreOfText(text);
    if (more != null) {
      return more;
    }
    Part part = walker.next();
    return part == null ? null : opened(part);
  }

  private @Nullable Part opened(Part part) throws IOException, MimeException {
    return switch (Role.of(part)) {
      case PLAIN -> {
        anyText = true;
        text = new TextWithFiles(part.content());
        textPart = part;
        fileRead = false;
        unread = text.text();
        yield part.with(unread);
      }
      case HTML -> {
        anyText = true;
        yield part;
      }
      case ATTACHMENT -> {
        if (part.head().isTnef()) {
          yield unpacked(part);
        }
        boolean first = leaves == 0 && part.container() == null && walker == message;
        yield first && part.head().isPkcs7() ? unsealed(part) : part;
      }
    };
  }

  /** A file after the text before it, the text after the file before it; null after the last. */
  private @Nullable Part moreOfText(TextWithFiles within) throws IOException {
    Part part = Objects.requireNonNull(textPart);
    InputStream before = Objects.requireNonNull(unread);
    if (before.read() >= 0) {
      before.transferTo(OutputStream.nullOutputStream());
    }
    Optional<String> name = within.fileName();
    if (name.isPresent()) {
      fileRead = true;
      unread = within.file();
      return new Part(
          PartHead.file(name.get(), "", null), part.container(), part.position(), unread);
    }
    if (fileRead) {
      fileRead = false;
      unread = within.text();
      return part.with(unread);
    }
    text = null;
    textPart = null;
    unread = null;
    return null;
  }

  private @Nullable Part unpacked(Part part) throws IOException, MimeException {
    byte[] bytes = Bytes.upTo(limits.packedBytes() + 1, part.content());
    Optional<Tnef> tnef = bytes.length > limits.packedBytes() ? Optional.empty() : Tnef.open(bytes);
    if (tnef.isEmpty()) {
      problems.add(Remark.Kind.WINMAIL_CLOSED);
      return whole(part, bytes);
    }
    if (!anyText) {
      addText(tnef.get(), part);
    }
    for (PackedFile file : tnef.get().files()) {
      PartHead head = PartHead.file(file.name(), file.type(), file.contentId());
      unpacked.add(part.with(head, new ByteArrayInputStream(file.bytes())));
    }
    if (!tnef.get().whole()) {
      problems.add(Remark.Kind.WINMAIL_DAMAGED);
      unpacked.add(part.with(new ByteArrayInputStream(bytes)));
    }
    return any();
  }

  private void addText(Tnef tnef, Part part) {
    boolean html = tnef.text().isBlank();
    String said = html ? tnef.html() : tnef.text();
    if (!said.isBlank()) {
      PartHead head = PartHead.text(html ? "text/html" : "text/plain");
      byte[] utf8 = said.getBytes(StandardCharsets.UTF_8);
      unpacked.add(part.with(head, new ByteArrayInputStream(utf8)));
      anyText = true;
    } else if (tnef.rtf().length > 0) {
      PartHead head = PartHead.file("message.rtf", "application/rtf", null);
      unpacked.add(part.with(head, new ByteArrayInputStream(tnef.rtf())));
    }
  }

  private @Nullable Part unsealed(Part part) throws IOException, MimeException {
    byte[] bytes = Bytes.upTo(limits.packedBytes() + 1, part.content());
    Optional<InputStream> content =
        bytes.length > limits.packedBytes() ? Optional.empty() : SignatureCheck.content(bytes);
    if (content.isEmpty()) {
      problems.add(Remark.Kind.ENVELOPE_CLOSED);
      return whole(part, bytes);
    }
    envelope = bytes;
    walker = new PartWalker(content.get(), limits, problems);
    return any();
  }

  private static Part whole(Part part, byte[] start) {
    return part.with(new SequenceInputStream(new ByteArrayInputStream(start), part.content()));
  }

  @Override
  public void close() throws IOException {
    message.close();
  }
}
