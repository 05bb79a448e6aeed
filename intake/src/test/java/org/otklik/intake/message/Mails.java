package org.otklik.intake.message;

import java.nio.charset.StandardCharsets;

/** Mails written out in tests, and what the parser makes of them. */
final class Mails {
  private Mails() {}

  /** A mail as bytes: lines end in CRLF, every char is one byte (latin-1). */
  static byte[] bytes(String mail) {
    return mail.replace("\n", "\r\n").getBytes(StandardCharsets.ISO_8859_1);
  }

  /** A mail whose text is UTF-8 on the wire. */
  static byte[] utf8(String mail) {
    return mail.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8);
  }

  static ParsedMessage parse(String mail) {
    return parse(utf8(mail));
  }

  static ParsedMessage parse(byte[] mail) {
    return parse(mail, ParseLimits.DEFAULT);
  }

  static ParsedMessage parse(byte[] mail, ParseLimits limits) {
    return switch (new MessageParser(limits).parse(mail)) {
      case ParseResult.Parsed(ParsedMessage message) -> message;
      case ParseResult.Unreadable(Remark reason) -> throw new AssertionError(reason);
    };
  }

  /** Just the header line under test, on an otherwise ordinary mail. */
  static ParsedMessage withHeader(String header) {
    return parse(header + "\nDate: Mon, 1 Jan 2024 10:00:00 +0300\nMessage-ID: <1@x>\n\nBody\n");
  }
}
