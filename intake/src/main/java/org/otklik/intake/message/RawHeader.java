package org.otklik.intake.message;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.james.mime4j.stream.RawField;
import org.apache.james.mime4j.util.ByteArrayBuffer;
import org.apache.james.mime4j.util.ByteSequence;

/** A header field as bytes, unfolded: what charset it is in is found out later. */
final class RawHeader {
  private final String name;
  private final String lowName;
  private final byte[] value;
  private final boolean cut;

  RawHeader(RawField field, boolean cut) {
    this.name = Words.line(field.getName());
    this.lowName = Words.line(field.getNameLowerCase());
    this.value = unfold(field);
    this.cut = cut;
  }

  String name() {
    return name;
  }

  /** Its name in lower case. */
  String lowName() {
    return lowName;
  }

  /** Longer than allowed, so what is here isn't all of it. */
  boolean cut() {
    return cut;
  }

  boolean is(String other) {
    return name.equalsIgnoreCase(other);
  }

  /** The value as text, encoded words still encoded; raw 8-bit by {@code charset}. */
  String text(HeaderCharset charset) {
    return charset.decode(value);
  }

  /** The value as text when it must be ASCII; other bytes become U+FFFD. */
  String ascii() {
    return new String(value, StandardCharsets.US_ASCII);
  }

  /** Removes the line ends of folding (RFC 5322 section 2.2.3) and white space around the value. */
  static byte[] unfold(RawField field) {
    ByteSequence raw = field.getRaw();
    if (raw == null) {
      return field.getBody().getBytes(StandardCharsets.UTF_8);
    }
    int from = field.getDelimiterIdx() + 1;
    int to = raw.length();
    byte[] bytes = raw instanceof ByteArrayBuffer buffer ? buffer.buffer() : raw.toByteArray();
    while (from < to && bytes[from] <= ' ' && bytes[from] >= 0) {
      from++;
    }
    while (to > from && bytes[to - 1] <= ' ' && bytes[to - 1] >= 0) {
      to--;
    }
    byte[] out = new byte[to - from];
    int length = 0;
    for (int i = from; i < to; i++) {
      byte b = bytes[i];
      if (b != '\r' && b != '\n') {
        out[length++] = b;
      }
    }
    return length == out.length ? out : Arrays.copyOf(out, length);
  }
}
