package org.otklik.intake.message;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CoderResult;

/** UTF-7 (RFC 2152), which Java doesn't bring and old Outlook still sends; decoding only. */
final class Utf7 extends Charset {
  static final Charset CHARSET = new Utf7();

  private Utf7() {
    super("UTF-7", new String[0]);
  }

  @Override
  public boolean contains(Charset other) {
    return false;
  }

  @Override
  public CharsetDecoder newDecoder() {
    return new Decoder(this);
  }

  @Override
  public CharsetEncoder newEncoder() {
    throw new UnsupportedOperationException("UTF-7 is only read");
  }

  private static final class Decoder extends CharsetDecoder {
    private boolean shifted;
    private boolean justShifted;
    private int bits;
    private int count;

    Decoder(Charset charset) {
      super(charset, 1f, 1f);
    }

    @Override
    protected void implReset() {
      shifted = false;
      bits = 0;
      count = 0;
    }

    @Override
    protected CoderResult decodeLoop(ByteBuffer in, CharBuffer out) {
      while (in.hasRemaining()) {
        if (!out.hasRemaining()) {
          return CoderResult.OVERFLOW;
        }
        char c = (char) (in.get() & 0xff);
        if (!shifted && c == '+') {
          shifted = true;
          justShifted = true;
          bits = 0;
          count = 0;
        } else if (!shifted) {
          out.put(c);
        } else {
          shiftedChar(c, out);
        }
      }
      return CoderResult.UNDERFLOW;
    }

    private void shiftedChar(char c, CharBuffer out) {
      int value = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".indexOf(c);
      if (value < 0) {
        shifted = false;
        if (c != '-') {
          out.put(c);
        } else if (justShifted) {
          out.put('+');
        }
        return;
      }
      justShifted = false;
      bits = (bits << 6) | value;
      count += 6;
      if (count >= 16) {
        count -= 16;
        out.put((char) (bits >> count));
        bits &= (1 << count) - 1;
      }
    }
  }
}
