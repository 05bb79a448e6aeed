package org.otklik.intake.message;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.otklik.intake.invitation.Invitation;
import org.otklik.intake.signature.Signature;

/**
 * A mail that could be read. Immutable.
 *
 * @param subject decoded, one line, "" when none
 * @param from every usable address of every From header. Exactly one means an unambiguous sender;
 *     none or several mean that nobody can be held to have written this
 * @param date the Date header, as the sender claims it, to the second
 * @param messageId without angle brackets
 * @param inReplyTo Message-IDs without angle brackets
 * @param references Message-IDs without angle brackets, oldest first
 * @param text the whole text, lines ended by {@code \n}; made from the HTML when there is no plain
 *     text; quotes and signature included
 * @param markup its HTML made safe, when somebody asks for it: {@link #html()}
 * @param newText {@code text} without quoted tail and signature
 * @param quoted what {@code newText} leaves out
 * @param signature who signed it, and what that is worth
 * @param invitation the meeting that its calendar part speaks of
 * @param problems what was odd
 */
public record ParsedMessage(
    String subject,
    List<MailAddress> from,
    List<MailAddress> replyTo,
    List<MailAddress> to,
    List<MailAddress> cc,
    @Nullable Instant date,
    @Nullable String messageId,
    List<String> inReplyTo,
    List<String> references,
    String text,
    SafeMarkup markup,
    String newText,
    String quoted,
    List<Attachment> attachments,
    Automatic automatic,
    Optional<Bounce> bounce,
    Optional<Signature> signature,
    Optional<Invitation> invitation,
    Headers headers,
    List<Remark> problems) {

  public ParsedMessage {
    from = List.copyOf(from);
    replyTo = List.copyOf(replyTo);
    to = List.copyOf(to);
    cc = List.copyOf(cc);
    inReplyTo = List.copyOf(inReplyTo);
    references = List.copyOf(references);
    attachments = List.copyOf(attachments);
    problems = List.copyOf(problems);
  }

  /** Safe HTML (no script, no remote content, images only by {@code cid:}), "" when none. */
  public String html() {
    return markup.html();
  }

  /** The one sender, or nothing when there is none or several. */
  public Optional<MailAddress> sender() {
    return from.size() == 1 ? Optional.of(from.getFirst()) : Optional.empty();
  }
}
