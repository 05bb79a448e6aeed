package org.otklik.intake.mailbox;

/** What becomes of a message in its mailbox once it is done with here. */
public sealed interface AfterReading {
  /** It stays as it is; that it was read is remembered here. */
  record Leave() implements AfterReading {}

  /** It stays, marked as seen. The mark is for people: the reader never goes by it. */
  record MarkSeen() implements AfterReading {}

  /** It moves to another folder of the same mailbox, made when it is missing. */
  record MoveTo(String folder) implements AfterReading {}

  /** It is removed. */
  record Delete() implements AfterReading {}
}
