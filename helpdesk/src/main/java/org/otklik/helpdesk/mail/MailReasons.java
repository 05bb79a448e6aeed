package org.otklik.helpdesk.mail;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.otklik.helpdesk.mailbox.MailboxProblems;
import org.otklik.helpdesk.words.Words;
import org.otklik.intake.message.Remark;

/** Why a message came to its outcome, and what is odd about it, in the reader's words. */
public final class MailReasons {
  private MailReasons() {}

  /**
   * Why; "" when nothing is decided yet.
   *
   * @param reason the last part of the words' key
   * @param detail what they speak of, as it was recorded
   */
  public static String say(@Nullable String reason, @Nullable String detail, Words words) {
    return reason == null
        ? ""
        : words.say("reason." + reason, said(reason, detail == null ? "" : detail, words));
  }

  /** Details are plain, but for what the parser and the mail server had to say. */
  private static String said(String reason, String detail, Words words) {
    return switch (reason) {
      case "unreadable" -> Remark.read(detail).map(remark -> say(remark, words)).orElse(detail);
      case "forward-not-delivered" ->
          MailboxProblems.read(detail).stream()
              .findFirst()
              .map(problem -> MailboxProblems.say(problem, words))
              .orElse(detail);
      default -> detail;
    };
  }

  static String say(Remark remark, Words words) {
    return words.say("mail.remark." + name(remark), remark.details().toArray());
  }

  static String name(Remark remark) {
    return remark.kind().name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
