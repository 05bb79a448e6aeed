package org.otklik.helpdesk.call;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What an operator says came of a call that they took.
 *
 * <p>Who it was, {@code staffId}, may be left open where the number says it.
 */
public sealed interface CallAct {
  CallRecord.Disposition disposition();

  /** Advice was given in the call. */
  record OnTheSpot(@Nullable Long staffId, String subject, String asked, String answered)
      implements CallAct {
    @Override
    public CallRecord.Disposition disposition() {
      return CallRecord.Disposition.ON_THE_SPOT;
    }
  }

  /**
   * The caller will be called back. Where it is nobody on a client's list, that is a call case.
   *
   * @param contact whom to call how
   * @param dueAt until when; null for as late as the plan allows
   */
  record FeedbackOwed(
      @Nullable Long staffId, String subject, String asked, String contact, @Nullable Instant dueAt)
      implements CallAct {
    @Override
    public CallRecord.Disposition disposition() {
      return CallRecord.Disposition.FEEDBACK_OWED;
    }
  }

  /** It was about a ticket that there is. */
  record Belongs(@Nullable Long staffId, long ticketNumber, String said) implements CallAct {
    @Override
    public CallRecord.Disposition disposition() {
      return CallRecord.Disposition.BELONGS;
    }
  }

  /** It asked for nothing under the agreement. */
  record NotARequest(String reason) implements CallAct {
    @Override
    public CallRecord.Disposition disposition() {
      return CallRecord.Disposition.NOT_A_REQUEST;
    }
  }
}
