package org.otklik.intake.courier;

import java.io.IOException;
import java.io.InputStream;
import org.otklik.intake.message.RawSource;

/**
 * Whether SMTP can carry a mail's bytes as they are.
 *
 * @param lines whether all lines end with CRLF, hold at most 998 bytes and no NUL (RFC 5321 §2.3.8,
 *     §4.5.3.1.6); a last line without an end is fine inside a multipart
 * @param eightBit whether there are bytes beyond ASCII, which a server that offers 8BITMIME wants
 *     to be told of (RFC 6152)
 */
record RawCheck(boolean lines, boolean eightBit) {
  private static final int LONGEST_LINE = 998;

  /** Reads the whole mail once, keeping nothing of it. */
  static RawCheck of(RawSource raw) throws IOException {
    var scan = new Scan();
    try (InputStream in = raw.open()) {
      var buffer = new byte[64 << 10];
      for (int count; (count = in.read(buffer)) != -1; ) {
        for (int i = 0; i < count; i++) {
          scan.add(buffer[i]);
        }
      }
    }
    return new RawCheck(scan.fit && !scan.afterCr, scan.eightBit);
  }

  /**
   * Whether it may go as message/rfc822, which allows no base64 (RFC 2046 §5.2.1). Eight bits are
   * no hindrance: a server that doesn't announce 8BITMIME and yet cuts them off is history, while a
   * file in base64 would show its reader less.
   */
  boolean fitsAsItIs() {
    return lines;
  }

  private static final class Scan {
    private boolean fit = true;
    private boolean eightBit;
    private boolean afterCr;
    private int length;

    void add(byte b) {
      if (afterCr != (b == '\n') || b == 0) {
        fit = false;
      }
      length = b == '\n' ? 0 : b == '\r' ? length : length + 1;
      fit &= length <= LONGEST_LINE;
      eightBit |= b < 0;
      afterCr = b == '\r';
    }
  }
}
