package org.otklik.helpdesk.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.micronaut.serde.annotation.Serdeable;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.otklik.helpdesk.mail.HeldDecision;
import org.otklik.helpdesk.mail.MailFacts;
import org.otklik.helpdesk.mail.MailViews.MeetingView;
import org.otklik.helpdesk.mail.MailViews.RemarkView;
import org.otklik.helpdesk.mail.MailViews.SignatureView;
import org.otklik.helpdesk.words.Words;

/**
 * What is known of a message besides what it says.
 *
 * @param senderConfirmed whether what its mailbox trusts said that the sender is real
 * @param remarks what the parser found odd
 * @param registration by whom it was registered after it had been held
 */
@Serdeable
@JsonInclude(JsonInclude.Include.ALWAYS)
record MessageFacts(
    boolean senderConfirmed,
    @Nullable SignatureFact signature,
    @Nullable MeetingFact meeting,
    List<RemarkFact> remarks,
    @Nullable Registration registration) {

  /**
   * The signature under it.
   *
   * @param state {@code valid}, {@code invalid} or {@code unknown}
   * @param reason what was found, a name that stays
   */
  @Serdeable
  @JsonInclude(JsonInclude.Include.ALWAYS)
  record SignatureFact(String state, String reason, String signer) {
    static SignatureFact of(SignatureView view) {
      return new SignatureFact(view.state(), view.reason(), view.signer());
    }
  }

  /**
   * The meeting that it speaks of.
   *
   * @param day the start as the calendar says it, where it can't be told as an instant
   */
  @Serdeable
  @JsonInclude(JsonInclude.Include.ALWAYS)
  record MeetingFact(
      boolean cancelled,
      String summary,
      @Nullable Instant start,
      @Nullable Instant end,
      String day,
      String location,
      String organizer) {
    static MeetingFact of(MeetingView view) {
      return new MeetingFact(
          view.cancelled(),
          view.summary(),
          view.start().orElse(null),
          view.end().orElse(null),
          view.day(),
          view.location(),
          view.organizer());
    }
  }

  /**
   * Something odd.
   *
   * @param kind a name that stays, for programs: {@code no-date}
   * @param words the same in the reader's language
   */
  @Serdeable
  record RemarkFact(String kind, String words) {
    static RemarkFact of(RemarkView view) {
      return new RemarkFact(view.kind(), view.words());
    }
  }

  /** Who registered it, when, and why it had been held: a name that stays. */
  @Serdeable
  @JsonInclude(JsonInclude.Include.ALWAYS)
  record Registration(Views.Reference by, Instant at, @Nullable String heldBecause) {
    static Registration of(HeldDecision decision) {
      return new Registration(
          new Views.Reference(Long.toString(decision.operatorId()), decision.operatorName()),
          decision.at(),
          decision.wasReason());
    }
  }

  static MessageFacts of(MailFacts.Facts facts, Words words) {
    return new MessageFacts(
        facts.isConfirmed(),
        facts.signature().map(SignatureFact::of).orElse(null),
        facts.meeting().map(MeetingFact::of).orElse(null),
        facts.remarks(words).stream().map(RemarkFact::of).toList(),
        facts.decision().map(Registration::of).orElse(null));
  }
}
