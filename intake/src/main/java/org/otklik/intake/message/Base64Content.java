package org.otklik.intake.message;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Objects;

/**
 * Takes Base64 off a part (RFC 2045 section 6.8): other characters are skipped, the first padding
 * ends it, and a group that was begun and not ended is no byte. mime4j's own stream reads the same
 * from the same, one character at a time. One thread.
 */
final class Base64Content extends InputStream {
  /** mime4j hands out no more at a time. */
  private static final int BUFFER = 4 * 1024;

  private static final int PADDING = -2;
  private static final int[] VALUES = values();

  private final InputStream in;
  private final byte[] encoded = new byte[BUFFER];
  private final byte[] decoded = new byte[BUFFER / 4 * 3 + 3]; // a group begun before may end here
  private int at;
  private int end;
  private boolean ended;

  /** What is there of a group of four. */
  private int bits;

  private int sextets;

  Base64Content(InputStream in) {
    this.in = in;
  }

  @Override
  public int read() throws IOException {
    return hasMore() ? decoded[at++] & 0xff : -1;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, target.length);
    if (length == 0) {
      return 0;
    }
    if (!hasMore()) {
      return -1;
    }
    int count = Math.min(length, end - at);
    System.arraycopy(decoded, at, target, offset, count);
    at += count;
    return count;
  }

  private boolean hasMore() throws IOException {
    while (at == end && !ended) {
      at = 0;
      end = 0;
      int count = in.read(encoded, 0, BUFFER);
      ended = count < 0;
      decode(count);
    }
    return at < end;
  }

  private void decode(int count) {
    int i = 0;
    while (i < count && !ended) {
      if (sextets == 0) {
        i = wholeGroups(i, count);
      }
      if (i < count) {
        one(VALUES[encoded[i++] & 0xff]);
      }
    }
  }

  /** Four characters at a time, up to the first that is none of Base64's. */
  private int wholeGroups(int from, int count) {
    int i = from;
    int out = end;
    while (i + 4 <= count) {
      int group =
          (VALUES[encoded[i] & 0xff] << 18)
              | (VALUES[encoded[i + 1] & 0xff] << 12)
              | (VALUES[encoded[i + 2] & 0xff] << 6)
              | VALUES[encoded[i + 3] & 0xff];
      if (group < 0) {
        break;
      }
      decoded[out] = (byte) (group >> 16);
      decoded[out + 1] = (byte) (group >> 8);
      decoded[out + 2] = (byte) group;
      out += 3;
      i += 4;
    }
    end = out;
    return i;
  }

  private void one(int value) {
    if (value == PADDING) {
      ended = true;
      if (sextets >= 2) {
        decoded[end++] = (byte) (bits >> (sextets == 2 ? 4 : 10));
      }
      if (sextets == 3) {
        decoded[end++] = (byte) (bits >> 2);
      }
    } else if (value >= 0) {
      bits = (bits << 6) | value;
      if (++sextets == 4) {
        decoded[end++] = (byte) (bits >> 16);
        decoded[end++] = (byte) (bits >> 8);
        decoded[end++] = (byte) bits;
        sextets = 0;
        bits = 0;
      }
    }
  }

  private static int[] values() {
    int[] values = new int[256];
    Arrays.fill(values, -1);
    String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    for (int i = 0; i < alphabet.length(); i++) {
      values[alphabet.charAt(i)] = i;
    }
    values['='] = PADDING;
    return values;
  }
}
