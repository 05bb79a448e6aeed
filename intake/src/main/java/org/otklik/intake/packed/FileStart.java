package org.otklik.intake.packed;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The line with which a file in a text begins. */
record FileStart(String name, boolean yEnc) {
  private static final int LONGEST = 500;

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
