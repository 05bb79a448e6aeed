package org.otklik.intake.message;

/** What became of a raw message. */
public sealed interface ParseResult {

  /** It could be read, perhaps with problems. */
  record Parsed(ParsedMessage message) implements ParseResult {}

  /** It couldn't be read, with the reason. */
  record Unreadable(Remark reason) implements ParseResult {}
}
