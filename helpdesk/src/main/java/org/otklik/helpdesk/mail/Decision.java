package org.otklik.helpdesk.mail;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.otklik.intake.Screened;
import org.otklik.intake.message.MailAddress;
import org.otklik.intake.message.ParsedMessage;
import org.otklik.intake.screening.Reason;

/** What came of a message, to be recorded with it. */
record Decision(
    Screened screened,
    Instant at,
    MailOutcome outcome,
    Reason reason,
    @Nullable Long clientId,
    @Nullable Long ticketId) {

  /** Why a message was shelved after failures. */
  static final String SHELVED = "failed-repeatedly";

  /** What was imported may lie unread in a mailbox; what was shelved may repeat something. */
  private static final Set<String> NO_ORIGINALS = Set.of(ImportedMail.REASON, SHELVED);

  static Decision on(Screened screened, Instant at) {
    return new Decision(screened, at, MailOutcome.PENDING, screened.verdict().reason(), null, null);
  }

  Decision came(MailOutcome to, Reason because) {
    return new Decision(screened, at, to, because, clientId, ticketId);
  }

  Decision registered(long client, long ticket) {
    return new Decision(screened, at, MailOutcome.REGISTERED, reason, client, ticket);
  }

  Decision appended(long client, long ticket) {
    return new Decision(screened, at, MailOutcome.APPENDED, reason, client, ticket);
  }

  Decision noted(long client, long ticket) {
    return new Decision(screened, at, MailOutcome.NOTED, reason, client, ticket);
  }

  /** A delivery report on a letter about a ticket, if it is known which. */
  Decision reported(@Nullable Long ticket) {
    return new Decision(screened, at, MailOutcome.BOUNCE, reason, null, ticket);
  }

  Decision forwarded(long client, Reason because) {
    return new Decision(screened, at, MailOutcome.FORWARDED, because, client, null);
  }

  @Nullable String messageId() {
    return screened
        .message()
        .flatMap(m -> Optional.ofNullable(m.messageId()))
        .filter(id -> id.length() <= 500) // cut, it would be somebody else's
        .orElse(null);
  }

  @Nullable String sender() {
    return senderAddress().map(a -> cut(a.normalized(), 320)).orElse(null);
  }

  @Nullable String senderName() {
    return senderAddress().map(a -> cut(a.name(), 200)).orElse(null);
  }

  private Optional<MailAddress> senderAddress() {
    return screened.message().flatMap(m -> m.from().stream().findFirst());
  }

  @Nullable String subject() {
    return screened.message().map(ParsedMessage::subject).map(s -> cut(s, 500)).orElse(null);
  }

  @Nullable String contentSha256() {
    return screened.contentSha256().isEmpty() ? null : screened.contentSha256();
  }

  /** Nothing with the same bytes can be recorded as another original. */
  @Nullable String original() {
    boolean no = outcome == MailOutcome.DUPLICATE || NO_ORIGINALS.contains(reason.key());
    return no ? null : screened.kept().sha256();
  }

  static String cut(String text, int limit) {
    return text.length() <= limit ? text : text.substring(0, limit);
  }
}
