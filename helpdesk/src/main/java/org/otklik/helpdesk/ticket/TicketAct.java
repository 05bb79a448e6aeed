package org.otklik.helpdesk.ticket;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.otklik.helpdesk.plan.Category;
import org.otklik.helpdesk.plan.Priority;

/**
 * Something that somebody wants to do to a ticket. What the client did is recorded with the instant
 * at which it arrived; null means now.
 */
public sealed interface TicketAct {

  ActKind kind();

  /**
   * Ends the first analysis (первичный анализ): all of it together.
   *
   * @param responsibleId null for who is responsible already
   * @param plannedAt the planned solution date; not for release-bound tickets, whose date is the
   *     release's
   * @param releaseId the release that is chosen, where the plan asks for a choice
   * @param agreed the client agreed to the chosen release
   * @param text told to the client along with the outcome
   */
  record Analyse(
      @Nullable Category category,
      @Nullable Priority priority,
      boolean warranty,
      @Nullable Long responsibleId,
      @Nullable Instant plannedAt,
      @Nullable Long componentId,
      @Nullable Long releaseId,
      boolean agreed,
      String text)
      implements TicketAct {
    @Override
    public ActKind kind() {
      return ActKind.ANALYSE;
    }
  }

  /** Another category or priority: terms are computed anew from the same start. */
  record Reclassify(
      @Nullable Category category,
      @Nullable Priority priority,
      boolean warranty,
      @Nullable Instant plannedAt,
      @Nullable Long componentId,
      @Nullable Long releaseId,
      boolean agreed,
      String reason)
      implements TicketAct {
    @Override
    public ActKind kind() {
      return ActKind.RECLASSIFY;
    }
  }

  /** Another release is chosen for the solution. */
  record ChooseRelease(long releaseId, boolean agreed) implements TicketAct {
    @Override
    public ActKind kind() {
      return ActKind.CHOOSE_RELEASE;
    }
  }

  /** Another planned solution date. */
  record Plan(Instant plannedAt) implements TicketAct {
    @Override
    public ActKind kind() {
      return ActKind.PLAN;
    }
  }

  /** The person who asked was called. */
  record AttemptCall(boolean reached, String note) implements TicketAct {
    @Override
    public ActKind kind() {
      return ActKind.ATTEMPT_CALL;
    }
  }

  /**
   * Asks the client something.
   *
   * @param noCallBecause why the client wasn't called first; "" when they were
   */
  record Ask(String question, String noCallBecause) implements TicketAct {
    @Override
    public ActKind kind() {
      return ActKind.ASK;
    }
  }

  /**
   * Tells the client something.
   *
   * @param files sent along; their bytes are durable already
   */
  record Answer(String text, List<Request.File> files) implements TicketAct {
    public Answer(String text) {
      this(text, List.of());
    }

    @Override
    public ActKind kind() {
      return ActKind.ANSWER;
    }
  }

  /**
   * Tells the other operators something.
   *
   * @param files put beside it; their bytes are durable already
   */
  record Note(String text, List<Request.File> files) implements TicketAct {
    public Note(String text) {
      this(text, List.of());
    }

    @Override
    public ActKind kind() {
      return ActKind.NOTE;
    }
  }

  /** Makes another operator responsible, or nobody. */
  record Assign(@Nullable Long operatorId) implements TicketAct {
    @Override
    public ActKind kind() {
      return ActKind.ASSIGN;
    }
  }

  /** Delivers the solution. */
  record ProvideSolution(String text) implements TicketAct {
    @Override
    public ActKind kind() {
      return ActKind.PROVIDE_SOLUTION;
    }
  }

  /** The client accepts the solution. */
  record Accept(@Nullable Instant arrivedAt) implements TicketAct {
    @Override
    public ActKind kind() {
      return ActKind.ACCEPT;
    }
  }

  /** The client sends remarks on the solution (список замечаний). */
  record Remark(String remarks, @Nullable Instant arrivedAt) implements TicketAct {
    @Override
    public ActKind kind() {
      return ActKind.REMARK;
    }
  }

  /** Who owes a deadline tells the other side that it won't be kept, and why. */
  record GiveNotice(long deadlineId, String reason, @Nullable Instant arrivedAt)
      implements TicketAct {
    @Override
    public ActKind kind() {
      return ActKind.GIVE_NOTICE;
    }
  }

  /** The other side agrees to a later date: the deadline moves. */
  record Consent(long deadlineId, Instant newDueAt) implements TicketAct {
    @Override
    public ActKind kind() {
      return ActKind.CONSENT;
    }
  }

  /** Promises to call somebody back by a date. */
  record PromiseFeedback(Instant dueAt, String contact) implements TicketAct {
    @Override
    public ActKind kind() {
      return ActKind.PROMISE_FEEDBACK;
    }
  }

  /** The call back was made. */
  record GiveFeedback(String text) implements TicketAct {
    @Override
    public ActKind kind() {
      return ActKind.GIVE_FEEDBACK;
    }
  }

  /** Suspends the provider's terms. */
  record Pause(String reason) implements TicketAct {
    @Override
    public ActKind kind() {
      return ActKind.PAUSE;
    }
  }

  /** The provider's terms go on. */
  record Resume() implements TicketAct {
    @Override
    public ActKind kind() {
      return ActKind.RESUME;
    }
  }

  /** Closes it unworked: unanswered, withdrawn by the client, or refused. */
  record Close(Ticket.Closing because, String text) implements TicketAct {
    @Override
    public ActKind kind() {
      return ActKind.CLOSE;
    }
  }

  /** Takes a closed ticket up again. */
  record Reopen(String reason) implements TicketAct {
    @Override
    public ActKind kind() {
      return ActKind.REOPEN;
    }
  }

  /** It says the same as another ticket of the same client, which goes on for both. */
  record Merge(long intoTicketId) implements TicketAct {
    @Override
    public ActKind kind() {
      return ActKind.MERGE;
    }
  }

  /** Something said on it becomes a ticket of its own. */
  record Split(long commentId, String subject) implements TicketAct {
    @Override
    public ActKind kind() {
      return ActKind.SPLIT;
    }
  }

  /** It has to do with another ticket of the same client. */
  record Link(long otherTicketId) implements TicketAct {
    @Override
    public ActKind kind() {
      return ActKind.LINK;
    }
  }

  /** A supervisor says why a term was broken, and whether that is excused. */
  record ExplainBreach(long deadlineId, String cause, boolean excused) implements TicketAct {
    @Override
    public ActKind kind() {
      return ActKind.EXPLAIN_BREACH;
    }
  }

  /** A supervisor lets the provider's terms count again after the client broke one. */
  record LiftBestEffort(String reason) implements TicketAct {
    @Override
    public ActKind kind() {
      return ActKind.LIFT_BEST_EFFORT;
    }
  }
}
