package org.otklik.intake.message;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Base64 and hexadecimal escapes in headers, taken as far as they go: java.util.Base64 refuses what
 * lacks its padding or has been cut, which in headers is common.
 */
final class Lenient {
  private static final String DIGITS =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
  private static final byte[] VALUES = values();

  private Lenient() {}

  static boolean isBase64(char c) {
    return base64Value(c) >= 0 || c == '=';
  }

  static void base64(String text, int from, int to, ByteArrayOutputStream out) {
    byte[] bytes = new byte[(to - from) / 4 * 3 + 3];
    int length = 0;
    int bits = 0;
    int count = 0;
    for (int i = from; i < to; i++) {
      int value = base64Value(text.charAt(i));
      if (value < 0) {
        if (text.charAt(i) == '=') {
          bits = 0; // padding: what follows is another run
          count = 0;
        }
        continue;
      }
      bits = (bits << 6) | value;
      count += 6;
      if (count >= 8) {
        count -= 8;
        bytes[length++] = (byte) (bits >> count);
      }
    }
    out.write(bytes, 0, length);
  }

  private static int base64Value(char c) {
    return c < VALUES.length ? VALUES[c] : -1;
  }

  private static byte[] values() {
    byte[] values = new byte[128];
    Arrays.fill(values, (byte) -1);
    for (String alphabet : new String[] {DIGITS + "+/", DIGITS + "-_"}) {
      for (int i = 0; i < alphabet.length(); i++) {
        values[alphabet.charAt(i)] = (byte) i;
      }
    }
    return values;
  }

  /**
   * Escapes of two hexadecimal digits after {@code escape}; other characters stay, those beyond
   * ASCII as UTF-8.
   */
  static void quoted(
      String text, int from, int to, char escape, boolean underscore, ByteArrayOutputStream out) {
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      int value = c == escape && i + 2 < to ? hexValue(text, i + 1) : -1;
      if (value >= 0) {
        out.write(value);
        i += 2;
        continue;
      }
      if (c == '_' && underscore) {
        out.write(' ');
      } else if (c < 128) {
        out.write(c);
      } else {
        int end = Character.isHighSurrogate(c) && i + 1 < to ? i + 2 : i + 1;
        out.writeBytes(text.substring(i, end).getBytes(StandardCharsets.UTF_8));
        i = end - 1;
      }
    }
  }

  private static int hexValue(String text, int at) {
    int high = Character.digit(text.charAt(at), 16);
    int low = Character.digit(text.charAt(at + 1), 16);
    return high < 0 || low < 0 ? -1 : high * 16 + low;
  }
}
