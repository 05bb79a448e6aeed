package org.otklik.helpdesk.mail;

import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import org.otklik.helpdesk.ticket.Comment;
import org.otklik.intake.message.MessageParser;
import org.otklik.intake.message.ParseResult;
import org.otklik.intake.message.ParsedMessage;

/** The folded tails of what came by mail: kept in the raw messages and nowhere else. */
@Singleton
public class MailQuotes {
  private final MailRows.Mails mails;
  private final KeptMails kept;
  private final MessageParser parser;

  MailQuotes(MailRows.Mails mails, KeptMails kept, MessageParser parser) {
    this.mails = mails;
    this.kept = kept;
    this.parser = parser;
  }

  /**
   * What a comment leaves out of its message. A parser that folds otherwise today than it did then
   * gives the whole text: rather twice than not at all.
   */
  @Transactional
  public String of(Comment comment) {
    Long mailId = comment.mailId();
    if (mailId == null || comment.quoted() == 0) {
      return "";
    }
    var mail = mails.findById(mailId).orElseThrow();
    return parser.parse(kept.raw(mail)) instanceof ParseResult.Parsed(ParsedMessage message)
        ? message.newText().equals(comment.text()) ? message.quoted() : message.text()
        : "";
  }
}
