package org.otklik.helpdesk.call;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import io.micronaut.data.annotation.Version;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A call from us by the PBX: an operator's wish, and how it went.
 *
 * @param ticketId what it is about; else {@code caseId} says
 * @param extension the operator's telephone, which rings first
 * @param number in E.164
 * @param leastSeconds an answered call that is shorter counts as one in vain
 * @param outcome null while nobody knows
 * @param talkedSeconds null unless it was answered
 * @param recording the PBX's name of the file
 */
@MappedEntity("call_back")
public record CallBackRecord(
    @Id long id,
    Purpose purpose,
    @Nullable Long ticketId,
    @Nullable Long caseId,
    long operatorId,
    String operatorName,
    String extension,
    String number,
    int leastSeconds,
    Instant requestedAt,
    @Nullable String pbx,
    @Nullable Outcome outcome,
    @Nullable Instant startedAt,
    @Nullable Instant endedAt,
    @Nullable Integer talkedSeconds,
    @Nullable String recording,
    @Version long version) {
  private static final int ID_RADIX = 36;

  /** What for. */
  public enum Purpose {
    /** A call back that is owed (обратная связь). */
    FEEDBACK,
    /** The call that comes before a question. */
    CLARIFICATION
  }

  /** How it went. */
  public enum Outcome {
    ANSWERED,
    UNANSWERED,
    BUSY,
    UNREACHABLE,
    /** The operator's own telephone wasn't picked up. */
    OPERATOR_AWAY,
    /** The PBX was lost meanwhile, or never told. */
    CUT_OFF,
    /** The PBX couldn't be asked. */
    NOT_DIALLED;

    /** Whether somebody tried to reach the number, and couldn't. */
    public boolean isInVain() {
      return this == UNANSWERED || this == BUSY || this == UNREACHABLE;
    }
  }

  /** What the PBX calls it: small letters and digits. */
  public String code() {
    return Long.toString(id, ID_RADIX);
  }

  /** The id that a PBX's name of a call back would be; whether there is one, its row says. */
  public static Optional<Long> idIn(String code) {
    try {
      return Optional.of(Long.parseLong(code, ID_RADIX))
          .filter(id -> Long.toString(id, ID_RADIX).equals(code));
    } catch (NumberFormatException _) {
      return Optional.empty();
    }
  }

  /** Whether it was answered for as long as was asked for. */
  public boolean isLongEnough() {
    return outcome == Outcome.ANSWERED && talkedSeconds != null && talkedSeconds >= leastSeconds;
  }

  /** How it went. */
  public CallBackRecord came(
      String onPbx,
      Outcome how,
      Instant started,
      Instant ended,
      @Nullable Integer talked,
      @Nullable String recorded) {
    return new CallBackRecord(
        id,
        purpose,
        ticketId,
        caseId,
        operatorId,
        operatorName,
        extension,
        number,
        leastSeconds,
        requestedAt,
        onPbx.isEmpty() ? null : onPbx,
        how,
        started,
        ended,
        talked,
        recorded,
        version);
  }
}
