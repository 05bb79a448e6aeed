package org.otklik.helpdesk.call;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import io.micronaut.data.annotation.Version;
import java.time.Instant;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A call to the hotline, from the moment that we hear of it. A call has one record, by its PBX and
 * Linkedid, however often and whence we hear of it. All instants of the call itself are by the
 * PBX's clock, UTC.
 *
 * @param caller in E.164; null when the number is withheld
 * @param shownName what the caller's side states: for people, never to be trusted
 * @param matched whose number it is
 * @param clientId where it is one client's number
 * @param staffId where it is one person's, or an operator has said who it was
 * @param answeredAt when it was first picked up
 * @param endedAt null while it goes on
 * @param outcome null while it goes on
 * @param answeredBy extension of who picked up first; while it goes on, as told so far
 * @param operatorId whose extension that is
 * @param lastBy extension of who picked up last, after transfers
 * @param lastOperatorId whose extension that is
 * @param leftWaiting it was handed on, and nobody took it
 * @param recording the PBX's name of the file
 * @param voiceMessage whether the recording is one
 * @param disposeBy until when an operator is to say what came of it
 * @param disposedById the operator who said; null for the program
 * @param said why it was no request
 * @param ticketId what it became, or belongs to
 * @param caseId the call case that it became
 * @param knownAt when we first heard of it, by our clock
 */
@MappedEntity("hotline_call")
public record CallRecord(
    @Id long id,
    String pbx,
    String linkedid,
    @Nullable String caller,
    String shownName,
    String shownNumber,
    Match matched,
    @Nullable Long clientId,
    @Nullable Long staffId,
    Instant enteredAt,
    @Nullable Instant answeredAt,
    @Nullable Instant endedAt,
    @Nullable Outcome outcome,
    @Nullable String answeredBy,
    @Nullable Long operatorId,
    @Nullable String lastBy,
    @Nullable Long lastOperatorId,
    boolean leftWaiting,
    @Nullable String recording,
    boolean voiceMessage,
    Disposition disposition,
    @Nullable Instant disposeBy,
    @Nullable Instant disposedAt,
    @Nullable Long disposedById,
    String said,
    @Nullable Long ticketId,
    @Nullable Long caseId,
    Instant knownAt,
    @Version long version) {

  /** Whose number a caller has. */
  public enum Match {
    /** One person's on a client's list. */
    STAFF,
    /** Several people's, or several clients': who it was, a person must say. */
    SHARED,
    /** A client's, of nobody in particular. */
    FIRM,
    UNKNOWN,
    /** The caller doesn't show it, or it is no number of the public network. */
    WITHHELD
  }

  /** How it ended. */
  public enum Outcome {
    ANSWERED,
    /** The caller gave up waiting. */
    ABANDONED,
    /** The queue took no more callers, or let this one wait no longer. */
    OVERFLOWED,
    /** Nobody was on duty. */
    OUT_OF_HOURS,
    /** The PBX was lost meanwhile. */
    CUT_OFF
  }

  /** What came of it for the agreement. */
  public enum Disposition {
    /** It goes on, and nobody has said yet. */
    OPEN,
    /** An operator talked with the caller, and is to say what came of it. */
    AWAITED,
    /** Advice was given in the call: a ticket whose solution was provided at once. */
    ON_THE_SPOT,
    /** The caller will be called back: a ticket or call case with that deadline. */
    FEEDBACK_OWED,
    /** It was about a ticket that there is. */
    BELONGS,
    /** It asked for nothing under the agreement. */
    NOT_A_REQUEST,
    /** Nobody said in time: a ticket, or call case, to be worked by who took the call. */
    UNDOCUMENTED,
    /** Nobody could talk with the caller: a ticket, or call case, with a call back owed. */
    MISSED;

    private static final Set<Disposition> UNDECIDED = Set.of(OPEN, AWAITED);

    /** Whether somebody still has to say what came of it. */
    public boolean isUndecided() {
      return UNDECIDED.contains(this);
    }
  }

  /** Who called, as far as the number tells. */
  public record Whose(Match matched, @Nullable Long clientId, @Nullable Long staffId) {}

  /** Whether it still goes on, as far as we know. */
  public boolean goesOn() {
    return outcome == null;
  }

  /** Whether an operator talked with the caller in it. */
  public boolean isTakenBy(long operator) {
    return (operatorId != null && operatorId == operator)
        || (lastOperatorId != null && lastOperatorId == operator);
  }

  /** Whether a person is in it, or was, who could say what came of it. */
  public boolean wasAnswered() {
    return answeredAt != null;
  }

  /** When the caller could have said something: from when somebody listened. */
  public Instant spokenAt() {
    return answeredAt == null ? enteredAt : answeredAt;
  }

  /** With other values; what isn't changed stays. */
  public CallRecord with(Consumer<Draft> change) {
    var draft = new Draft(this);
    change.accept(draft);
    return draft.done(this);
  }

  /** What of a call changes. */
  public static final class Draft {
    public Match matched;
    public @Nullable Long clientId;
    public @Nullable Long staffId;
    public @Nullable Instant answeredAt;
    public @Nullable Instant endedAt;
    public @Nullable Outcome outcome;
    public @Nullable String answeredBy;
    public @Nullable Long operatorId;
    public @Nullable String lastBy;
    public @Nullable Long lastOperatorId;
    public boolean leftWaiting;
    public @Nullable String recording;
    public boolean voiceMessage;
    public Disposition disposition;
    public @Nullable Instant disposeBy;
    public @Nullable Instant disposedAt;
    public @Nullable Long disposedById;
    public String said;
    public @Nullable Long ticketId;
    public @Nullable Long caseId;

    private Draft(CallRecord of) {
      matched = of.matched;
      clientId = of.clientId;
      staffId = of.staffId;
      answeredAt = of.answeredAt;
      endedAt = of.endedAt;
      outcome = of.outcome;
      answeredBy = of.answeredBy;
      operatorId = of.operatorId;
      lastBy = of.lastBy;
      lastOperatorId = of.lastOperatorId;
      leftWaiting = of.leftWaiting;
      recording = of.recording;
      voiceMessage = of.voiceMessage;
      disposition = of.disposition;
      disposeBy = of.disposeBy;
      disposedAt = of.disposedAt;
      disposedById = of.disposedById;
      said = of.said;
      ticketId = of.ticketId;
      caseId = of.caseId;
    }

    /** Whose number it is. */
    public void whose(Whose whose) {
      matched = whose.matched();
      clientId = whose.clientId();
      staffId = whose.staffId();
    }

    /**
     * What came of it.
     *
     * @param by the operator who says so; null for the program
     */
    public void disposed(Disposition what, @Nullable Long by, Instant at) {
      disposition = what;
      disposeBy = null;
      disposedById = by;
      disposedAt = at;
    }

    private CallRecord done(CallRecord of) {
      return new CallRecord(
          of.id,
          of.pbx,
          of.linkedid,
          of.caller,
          of.shownName,
          of.shownNumber,
          matched,
          clientId,
          staffId,
          of.enteredAt,
          answeredAt,
          endedAt,
          outcome,
          answeredBy,
          operatorId,
          lastBy,
          lastOperatorId,
          leftWaiting,
          recording,
          voiceMessage,
          disposition,
          disposeBy,
          disposedAt,
          disposedById,
          said,
          ticketId,
          caseId,
          of.knownAt,
          of.version);
    }
  }
}
