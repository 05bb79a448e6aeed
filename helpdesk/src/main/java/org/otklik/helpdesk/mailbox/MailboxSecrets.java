package org.otklik.helpdesk.mailbox;

/**
 * What lets a program into a mailbox; never shown, in logs neither. Each is empty where it isn't
 * needed, or isn't entered anew.
 *
 * @param clientSecret of the application, by OAuth
 */
public record MailboxSecrets(String password, String clientSecret, String refreshToken) {
  public static final MailboxSecrets NONE = new MailboxSecrets("", "", "");

  public boolean isEmpty() {
    return equals(NONE);
  }

  /** A line each: none has a line break in it. */
  String written() {
    return String.join("\n", password, clientSecret, refreshToken);
  }

  static MailboxSecrets read(String written) {
    String[] lines = written.split("\n", -1);
    return new MailboxSecrets(lines[0], lines[1], lines[2]);
  }

  @Override
  public String toString() {
    return "secrets";
  }
}
