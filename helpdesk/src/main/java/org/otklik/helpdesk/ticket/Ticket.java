package org.otklik.helpdesk.ticket;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import io.micronaut.data.annotation.Version;
import java.time.Instant;
import java.util.Collection;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.otklik.helpdesk.deadline.Deadline;
import org.otklik.helpdesk.plan.Category;
import org.otklik.helpdesk.plan.Priority;

/**
 * A request under the agreement (обращение).
 *
 * @param arrivedAt when the channel's server took it
 * @param registeredAt when it became a ticket
 * @param warranty a warranty case (гарантийный случай)
 * @param analysedAt when the first analysis ended, from which the terms of the solution run
 * @param plannedAt the planned solution date; null where a release says it
 * @param releaseId the release that was chosen for it
 * @param calledAt when the requester was last called in vain, since the last first-response term
 *     began, and not reached by a later call
 * @param vainHalfDays on how many half-days they were called in vain since then
 * @param solvedAt when the last solution was delivered
 * @param mergedInto the ticket that it was a duplicate of
 * @param closingProposed the client didn't answer in time: an operator may close it
 * @param bestEffort the client broke a term: later terms of the provider are best effort
 * @param nextDueAt due time of its earliest unfulfilled deadline, {@link #NOTHING_DUE} without one
 * @param historyLength how many entries its history has
 * @param historyHash the hash of the last of them
 */
@MappedEntity("ticket")
public record Ticket(
    @Id long id,
    long number,
    long clientId,
    long requesterId,
    long planId,
    String subject,
    State state,
    Channel channel,
    @Nullable Long responsibleId,
    Instant arrivedAt,
    Instant registeredAt,
    @Nullable Category category,
    @Nullable Priority priority,
    boolean warranty,
    @Nullable Long componentId,
    @Nullable Instant analysedAt,
    @Nullable Instant plannedAt,
    @Nullable Long releaseId,
    @Nullable Instant calledAt,
    int vainHalfDays,
    @Nullable Instant solvedAt,
    @Nullable Instant closedAt,
    @Nullable Closing closedBecause,
    @Nullable Long mergedInto,
    boolean closingProposed,
    boolean bestEffort,
    Instant nextDueAt,
    int historyLength,
    String historyHash,
    @Version long version) {

  /** Sorts after every real due time. */
  public static final Instant NOTHING_DUE = Deadline.NEVER;

  /** Where in its life a ticket stands. */
  public enum State {
    /** Зарегистрировано. */
    REGISTERED,
    /** Ожидание разъяснений. */
    AWAITING_CLARIFICATION,
    /** В работе. */
    IN_PROGRESS,
    /** Решение предоставлено. */
    SOLUTION_PROVIDED,
    /** Закрыто. */
    CLOSED
  }

  /** The way by which a request came. */
  public enum Channel {
    MAIL,
    CABINET,
    HOTLINE,
    API
  }

  /** Why a ticket was closed. */
  public enum Closing {
    /** Принято. */
    ACCEPTED,
    /** The client didn't answer our question. */
    UNANSWERED,
    /** The client wants it no more. */
    WITHDRAWN,
    DUPLICATE,
    REFUSED
  }

  /** With the next due time of all its deadlines. */
  Ticket dueBy(Collection<Deadline> deadlines) {
    return with(d ->
        d.nextDueAt =
            deadlines.stream()
                .filter(Deadline::isOwed)
                .flatMap(deadline -> deadline.due().stream())
                .min(Instant::compareTo)
                .orElse(NOTHING_DUE));
  }

  Ticket with(Consumer<Draft> change) {
    var draft = new Draft(this);
    change.accept(draft);
    return draft.done(this);
  }

  /** What of a ticket changes. */
  static final class Draft {
    State state;
    @Nullable Long responsibleId;
    @Nullable Category category;
    @Nullable Priority priority;
    boolean warranty;
    @Nullable Long componentId;
    @Nullable Instant analysedAt;
    @Nullable Instant plannedAt;
    @Nullable Long releaseId;
    @Nullable Instant calledAt;
    int vainHalfDays;
    @Nullable Instant solvedAt;
    @Nullable Instant closedAt;
    @Nullable Closing closedBecause;
    @Nullable Long mergedInto;
    boolean closingProposed;
    boolean bestEffort;
    Instant nextDueAt;
    int historyLength;
    String historyHash;

    private Draft(Ticket of) {
      state = of.state;
      responsibleId = of.responsibleId;
      category = of.category;
      priority = of.priority;
      warranty = of.warranty;
      componentId = of.componentId;
      analysedAt = of.analysedAt;
      plannedAt = of.plannedAt;
      releaseId = of.releaseId;
      calledAt = of.calledAt;
      vainHalfDays = of.vainHalfDays;
      solvedAt = of.solvedAt;
      closedAt = of.closedAt;
      closedBecause = of.closedBecause;
      mergedInto = of.mergedInto;
      closingProposed = of.closingProposed;
      bestEffort = of.bestEffort;
      nextDueAt = of.nextDueAt;
      historyLength = of.historyLength;
      historyHash = of.historyHash;
    }

    private Ticket done(Ticket of) {
      return new Ticket(
          of.id,
          of.number,
          of.clientId,
          of.requesterId,
          of.planId,
          of.subject,
          state,
          of.channel,
          responsibleId,
          of.arrivedAt,
          of.registeredAt,
          category,
          priority,
          warranty,
          componentId,
          analysedAt,
          plannedAt,
          releaseId,
          calledAt,
          vainHalfDays,
          solvedAt,
          closedAt,
          closedBecause,
          mergedInto,
          closingProposed,
          bestEffort,
          nextDueAt,
          historyLength,
          historyHash,
          of.version);
    }
  }
}
