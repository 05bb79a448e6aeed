package org.otklik.intake.message;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How raw 8-bit in headers is read: as UTF-8 when it is valid (RFC 6532), else in the charset of
 * the body, which such programs use for both, else in the one it looks like.
 */
record HeaderCharset(@Nullable Charset body, Problems problems) {

  String decode(byte[] value) {
    if (Charsets.isAscii(value, value.length)) {
      return new String(value, StandardCharsets.ISO_8859_1);
    }
    if (Utf8.isValid(value, value.length)) {
      return new String(value, StandardCharsets.UTF_8);
    }
    Charset charset =
        body == null || !Charsets.isSingleByteScript(body)
            ? Charsets.detect(value, value.length)
            : body;
    problems.add(Remark.Kind.HEADER_NOT_ASCII, charset.name().toLowerCase(Locale.ROOT));
    return new String(value, charset);
  }
}
