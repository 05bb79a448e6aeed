package org.otklik.intake.courier;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.otklik.intake.message.RawSource;

/**
 * A mail to be sent to one recipient.
 *
 * @param fromName shown as the sender, in any script; may be empty
 * @param fromAddress the sender, also towards the server (MAIL FROM): a bounce comes back here and
 *     is told to the operator, so automatic mail does not use the empty return path; {@code
 *     Auto-Submitted} is what keeps robots from answering it (RFC 3834 §5)
 * @param to one address, without a name
 * @param messageId chosen beforehand, so that a repeated sending can be told; with or without its
 *     angle brackets
 * @param inReplyTo Message-IDs, with or without brackets; like {@code references} they stem from
 *     others' mail, and what is not shaped like a Message-ID is left out
 * @param references Message-IDs of the conversation, oldest first
 * @param text the body, with any line ends
 * @param html the same for programs that show HTML
 * @param automatic whether no person wrote it
 * @param replyTo where answers go when not to the sender, for instance a signed address
 * @param original a mail attached whole and unaltered
 * @param originalName the attachment's file name, such as {@code original.eml}
 * @param date of the Date header
 * @param files that go along, in base64
 */
public record OutgoingMail(
    String fromName,
    String fromAddress,
    String to,
    String subject,
    String messageId,
    List<String> inReplyTo,
    List<String> references,
    String text,
    Optional<String> html,
    boolean automatic,
    Optional<String> replyTo,
    Optional<RawSource> original,
    String originalName,
    Instant date,
    List<OutgoingFile> files) {

  public OutgoingMail {
    inReplyTo = List.copyOf(inReplyTo);
    references = List.copyOf(references);
    files = List.copyOf(files);
  }

  /** Without files. */
  public OutgoingMail(
      String fromName,
      String fromAddress,
      String to,
      String subject,
      String messageId,
      List<String> inReplyTo,
      List<String> references,
      String text,
      Optional<String> html,
      boolean automatic,
      Optional<String> replyTo,
      Optional<RawSource> original,
      String originalName,
      Instant date) {
    this(
        fromName,
        fromAddress,
        to,
        subject,
        messageId,
        inReplyTo,
        references,
        text,
        html,
        automatic,
        replyTo,
        original,
        originalName,
        date,
        List.of());
  }
}
