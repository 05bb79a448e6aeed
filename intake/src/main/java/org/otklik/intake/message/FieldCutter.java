package org.otklik.intake.message;

import org.apache.james.mime4j.MimeException;
import org.apache.james.mime4j.stream.FieldBuilder;
import org.apache.james.mime4j.stream.RawField;
import org.apache.james.mime4j.stream.RawFieldParser;
import org.apache.james.mime4j.util.ByteArrayBuffer;
import org.apache.james.mime4j.util.RecycledByteArrayBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Builds header fields of bounded length: what is above the limit is cut. mime4j's own builder
 * either fails on a long header, ordinary folded References included, or has no limit at all.
 */
final class FieldCutter implements FieldBuilder {
  private final ParseLimits limits;
  private final Problems problems;

  /** Of the field being built; whoever is given one copies what it keeps of it. */
  private final ByteArrayBuffer field = new ByteArrayBuffer(1024);

  private boolean cut;
  private boolean lastCut;
  private long total;

  FieldCutter(ParseLimits limits, Problems problems) {
    this.limits = limits;
    this.problems = problems;
  }

  void headerBegins() {
    total = 0;
  }

  /** Whether the field built last was longer than the limit. */
  boolean lastWasCut() {
    return lastCut;
  }

  @Override
  public void reset() {
    field.clear();
    cut = false;
  }

  @Override
  public void append(ByteArrayBuffer line) throws MimeException {
    total += line.length();
    if (total > limits.totalHeaderBytes()) {
      throw new MimeException(
          LimitException.of(Remark.Kind.HEADER_TOO_LARGE, limits.totalHeaderBytes()));
    }
    int room = limits.headerBytes() - field.length();
    cut |= line.length() > room;
    field.append(line.buffer(), 0, Math.min(line.length(), Math.max(0, room)));
  }

  @Override
  public @Nullable RawField build() throws MimeException {
    lastCut = cut;
    if (field.isEmpty()) {
      return null;
    }
    int colon = field.indexOf((byte) ':');
    if (colon <= 0) {
      problems.add(Remark.Kind.HEADER_WITHOUT_NAME);
      return null;
    }
    RawField built = RawFieldParser.DEFAULT.parseField(field);
    if (cut) {
      problems.add(Remark.Kind.HEADER_CUT, Words.brief(built.getName()), limits.headerBytes());
    }
    return built;
  }

  @Override
  @SuppressWarnings("NullAway") // mime4j's contract: null when the raw content isn't kept
  public RecycledByteArrayBuffer getRaw() {
    return null;
  }

  @Override
  public void release() {}
}
