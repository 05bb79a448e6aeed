package org.otklik.helpdesk.call;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import io.micronaut.data.annotation.Version;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A call back that is owed to a caller for whom there can be no ticket: of no client that we know,
 * of several at once, or of one whose contract isn't in force. Only the provider sees it. It has a
 * feedback deadline.
 *
 * @param caller in E.164; null when withheld
 * @param clientId whose number it is, if one client's
 * @param contact whom to call how, and what about, as noted in the call
 * @param calledAt when they were last called in vain
 * @param vainHalfDays on how many half-days they were called in vain
 * @param ticketId the ticket that it became
 */
@MappedEntity("call_case")
public record CallCase(
    @Id long id,
    @Nullable String caller,
    @Nullable Long clientId,
    String contact,
    @Nullable Long responsibleId,
    @Nullable Instant calledAt,
    int vainHalfDays,
    Instant openedAt,
    @Nullable Instant closedAt,
    @Nullable Closing closedBecause,
    @Nullable Long ticketId,
    @Version long version) {

  /** Why it was closed. */
  public enum Closing {
    /** They were called back. */
    CALLED_BACK,
    /** They were called on enough half-days, and never reached. */
    UNREACHABLE,
    /** They left no number to call. */
    NO_NUMBER,
    /** It became a ticket: somebody found out who it was. */
    REGISTERED
  }

  public static CallCase open(
      long id,
      @Nullable String caller,
      @Nullable Long clientId,
      String contact,
      @Nullable Long responsibleId,
      Instant openedAt) {
    return new CallCase(
        id, caller, clientId, contact, responsibleId, null, 0, openedAt, null, null, null, 0);
  }

  public boolean isOpen() {
    return closedAt == null;
  }

  CallCase calledInVain(Instant at, int halfDays) {
    return new CallCase(
        id,
        caller,
        clientId,
        contact,
        responsibleId,
        at,
        halfDays,
        openedAt,
        closedAt,
        closedBecause,
        ticketId,
        version);
  }

  CallCase closed(Closing because, @Nullable Long ticket, Instant at) {
    return new CallCase(
        id,
        caller,
        clientId,
        contact,
        responsibleId,
        calledAt,
        vainHalfDays,
        openedAt,
        at,
        because,
        ticket,
        version);
  }

  /** A caller who tries again is owed a call again. */
  CallCase reopened() {
    return new CallCase(
        id, caller, clientId, contact, responsibleId, null, 0, openedAt, null, null, null, version);
  }
}
