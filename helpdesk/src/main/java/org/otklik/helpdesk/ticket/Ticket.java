package org.otklik.helpdesk.ticket;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import io.micronaut.data.annotation.Version;
import java.time.Instant;
import java.util.Collection;
import org.jspecify.annotations.Nullable;
import org.otklik.helpdesk.deadline.Deadline;

/**
 * A request under the agreement (обращение).
 *
 * @param arrivedAt when the channel's server took it
 * @param registeredAt when it became a ticket
 * @param nextDueAt due time of its earliest unfulfilled deadline, {@link #NOTHING_DUE} without one
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
    Instant nextDueAt,
    @Version long version) {

  /** Sorts after every real due time. */
  public static final Instant NOTHING_DUE = Instant.parse("9999-12-31T00:00:00Z");

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

  Ticket assignedTo(@Nullable Long operatorId) {
    return with(operatorId, nextDueAt);
  }

  /** With the next due time of all its deadlines. */
  public Ticket dueBy(Collection<Deadline> deadlines) {
    return with(
        responsibleId,
        deadlines.stream()
            .filter(d -> !d.isFulfilled())
            .map(Deadline::dueAt)
            .min(Instant::compareTo)
            .orElse(NOTHING_DUE));
  }

  private Ticket with(@Nullable Long newResponsibleId, Instant newNextDueAt) {
    return new Ticket(
        id,
        number,
        clientId,
        requesterId,
        planId,
        subject,
        state,
        channel,
        newResponsibleId,
        arrivedAt,
        registeredAt,
        newNextDueAt,
        version);
  }
}
