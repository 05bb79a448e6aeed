package org.otklik.intake.packed;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The line with which a file in a text begins. */
record FileStart(String name, boolean yEnc) {
  private static final int LONGEST = 500;

  private static final byte[] BEGIN = "begin ".getBytes(UTF_8);
  private static final byte[] Y_BEGIN = "=ybegin ".getBytes(UTF_8);

  private static final VarHandle EIGHT_BYTES =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());

  private static final Pattern UUENCODE = Pattern.compile("begin [0-7]{3,4} (\\S.{0,300})");
  private static final Pattern YENC =
      Pattern.compile("=ybegin (?=.{0,200}line=\\d)(?=.{0,200}size=\\d).{0,200}?name=(.{1,300})");

  /** What begins at the line ahead, if any file does. */
  static Optional<FileStart> at(Lines lines) {
    int length = lines.lineLength(0);
    if (length < 10 || length > LONGEST) {
      return Optional.empty();
    }
    boolean yEnc = lines.peek(0) == '=';
    Matcher start = (yEnc ? YENC : UUENCODE).matcher(text(lines, length));
    if (!start.matches() || (!yEnc && !UuencodedFile.isLine(lines, lines.nextLine(0), true))) {
      return Optional.empty(); // "begin 100 times"
    }
    return Optional.of(new FileStart(start.group(1).strip(), yEnc));
  }

  /**
   * The place of the first line that may be such a line, as far as its beginning is here; {@code
   * to} when there is none. Eight bytes at a time: all text of all mail passes here.
   *
   * @param lineStart whether a line begins at {@code from}
   */
  static int suspect(byte[] bytes, int from, int to, boolean lineStart) {
    if (lineStart && isSuspect(bytes, from, to)) {
      return from;
    }
    int i = from;
    while (i < to) {
      if (i + Long.BYTES <= to) {
        long word = (long) EIGHT_BYTES.get(bytes, i) ^ 0x0a0a0a0a0a0a0a0aL;
        if (((word - 0x0101010101010101L) & ~word & 0x8080808080808080L) == 0) {
          i += Long.BYTES;
          continue;
        }
      }
      int stop = Math.min(to, i + Long.BYTES);
      for (; i < stop; i++) {
        if (bytes[i] == '\n' && isSuspect(bytes, i + 1, to)) {
          return i + 1;
        }
      }
    }
    return to;
  }

  private static boolean isSuspect(byte[] bytes, int from, int to) {
    if (from >= to || (bytes[from] != 'b' && bytes[from] != '=')) {
      return false;
    }
    byte[] start = bytes[from] == 'b' ? BEGIN : Y_BEGIN;
    int known = Math.min(start.length, to - from);
    return Arrays.equals(bytes, from, from + known, start, 0, known);
  }

  private static String text(Lines lines, int length) {
    byte[] bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      bytes[i] = lines.peek(i);
    }
    try {
      return UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException noUtf8) {
      return new String(bytes, ISO_8859_1);
    }
  }
}
