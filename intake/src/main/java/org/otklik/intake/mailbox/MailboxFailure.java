package org.otklik.intake.mailbox;

/** Reading can't go on over this connection; the message is words for an administrator. */
final class MailboxFailure extends Exception {
  private static final long serialVersionUID = 1L;

  MailboxFailure(String words, Throwable cause) {
    super(words, cause);
  }

  /** The words. */
  String words() {
    return String.valueOf(getMessage());
  }
}
