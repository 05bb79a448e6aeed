package org.otklik.helpdesk.desk;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.exceptions.OptimisticLockException;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.otklik.helpdesk.IdSource;
import org.otklik.helpdesk.courier.OutboxRun;
import org.otklik.helpdesk.history.Actor;
import org.otklik.helpdesk.mailbox.MailSettings;
import org.otklik.helpdesk.release.Component;
import org.otklik.helpdesk.release.Release;
import org.otklik.helpdesk.release.ReleaseKind;
import org.otklik.helpdesk.store.Rows;
import org.otklik.helpdesk.ticket.Refusal;
import org.otklik.helpdesk.ticket.Ticket;
import org.otklik.helpdesk.ticket.TicketLife;

/**
 * Components and their releases, and what follows for the tickets that wait for them: when a
 * release is planned, moved or called off, their deadlines move with it; when it ships, what was
 * owed with it is breached.
 */
@Singleton
public class ReleaseDesk {
  private static final int NAME_LIMIT = 100;

  private final TransactionOperations<Connection> transactions;
  private final Rows.Components components;
  private final Rows.Releases releases;
  private final BoundTickets bound;
  private final TicketSweep sweep;
  private final TicketLife life;
  private final Announcements announcements;
  private final OutboxRun outbox;
  private final IdSource ids;
  private final InstantSource clock;
  private final ZoneId zone;

  ReleaseDesk(
      TransactionOperations<Connection> transactions,
      Rows.Components components,
      Rows.Releases releases,
      BoundTickets bound,
      TicketSweep sweep,
      TicketLife life,
      Announcements announcements,
      OutboxRun outbox,
      IdSource ids,
      InstantSource clock,
      MailSettings settings) {
    this.transactions = transactions;
    this.components = components;
    this.releases = releases;
    this.bound = bound;
    this.sweep = sweep;
    this.life = life;
    this.announcements = announcements;
    this.outbox = outbox;
    this.ids = ids;
    this.clock = clock;
    this.zone = settings.zone();
  }

  public Outcome<Component> add(String name) {
    if (isNoName(name)) {
      return new Outcome.Refused<>(Refusal.invalid("name", "refusal.no-name", NAME_LIMIT));
    }
    return transactions.executeWrite(status -> {
      boolean taken =
          components.findAllOrderByName().stream()
              .anyMatch(c -> c.name().equalsIgnoreCase(name.strip()));
      return taken
          ? new Outcome.Refused<>(Refusal.invalid("name", "refusal.name-taken"))
          : new Outcome.Done<>(components.save(new Component(ids.next(), name.strip(), 0)));
    });
  }

  /** Plans a release for a day that is still to come. */
  public Outcome<Release> plan(
      long componentId, String name, ReleaseKind kind, LocalDate plannedOn, Actor by) {
    if (isNoName(name)) {
      return new Outcome.Refused<>(Refusal.invalid("name", "refusal.no-name", NAME_LIMIT));
    }
    if (plannedOn.isBefore(today())) {
      return new Outcome.Refused<>(Refusal.invalid("plannedOn", "refusal.date.past"));
    }
    return transactions.executeWrite(status -> {
      if (components.findById(componentId).isEmpty()) {
        return new Outcome.Refused<Release>(Refusal.notFound("component"));
      }
      boolean taken =
          releases.findByComponentIdOrderByPlannedOn(componentId).stream()
              .anyMatch(r -> r.name().equalsIgnoreCase(name.strip()));
      if (taken) {
        return new Outcome.Refused<Release>(Refusal.invalid("name", "refusal.name-taken"));
      }
      Release release =
          releases.save(
              new Release(
                  ids.next(), componentId, name.strip(), kind, plannedOn, null, false, 0, 0));
      rebind(componentId, by);
      return new Outcome.Done<>(release);
    });
  }

  /** Moves a release to another day; what is bound to it moves along, and is told. */
  public Outcome<Release> move(
      long releaseId, LocalDate plannedOn, Actor by, @Nullable Long seenVersion) {
    if (plannedOn.isBefore(today())) {
      return new Outcome.Refused<>(Refusal.invalid("plannedOn", "refusal.date.past"));
    }
    return change(
        releaseId,
        seenVersion,
        release -> {
          Release moved = releases.update(release.movedTo(plannedOn));
          rebind(release.componentId(), by);
          return moved;
        });
  }

  /** Calls a release off; what is bound to it goes to the next one, or is without a release. */
  public Outcome<Release> callOff(long releaseId, Actor by, @Nullable Long seenVersion) {
    return change(
        releaseId,
        seenVersion,
        release -> {
          Release off = releases.update(release.calledOff());
          rebind(release.componentId(), by);
          return off;
        });
  }

  /**
   * Ships a release, and announces it to its component's clients.
   *
   * @param at when it was shipped, not in the future; null for now
   */
  public Outcome<Release> ship(
      long releaseId, @Nullable Instant at, Actor by, @Nullable Long seenVersion) {
    Instant now = clock.instant();
    Instant shippedAt = at == null ? now : at;
    if (shippedAt.isAfter(now)) {
      return new Outcome.Refused<>(Refusal.invalid("shippedAt", "refusal.arrival.future"));
    }
    return change(
        releaseId,
        seenVersion,
        release -> {
          Release shipped = releases.update(release.shipped(shippedAt));
          sweep.each(
              bound.toReleasesOf(release.componentId()),
              now,
              matter -> life.shipped(matter, shipped, by, now));
          announcements.shipped(shipped, now);
          return shipped;
        });
  }

  private Outcome<Release> change(
      long releaseId, @Nullable Long seenVersion, Function<Release, Release> change) {
    Outcome<Release> outcome;
    try {
      outcome =
          transactions.executeWrite(status -> {
            Optional<Release> found = releases.findById(releaseId);
            if (found.isEmpty()) {
              return new Outcome.Refused<Release>(Refusal.notFound("release"));
            }
            if (!found.get().isPlanned()) {
              return new Outcome.Refused<Release>(
                  Refusal.invalid("release", "refusal.release.over"));
            }
            if (seenVersion != null && found.get().version() != seenVersion) {
              return new Outcome.Refused<Release>(Refusal.changedMeanwhile());
            }
            return new Outcome.Done<>(change.apply(found.get()));
          });
    } catch (OptimisticLockException e) {
      return new Outcome.Refused<>(Refusal.changedMeanwhile());
    }
    outbox.wakeUp();
    return outcome;
  }

  private void rebind(long componentId, Actor by) {
    Instant now = clock.instant();
    sweep.each(bound.toReleasesOf(componentId), now, matter -> life.rebind(matter, by, now));
  }

  private LocalDate today() {
    return LocalDate.ofInstant(clock.instant(), zone);
  }

  private static boolean isNoName(String name) {
    return name.isBlank()
        || name.length() > NAME_LIMIT
        || name.chars().anyMatch(Character::isISOControl);
  }

  /** The query. */
  @JdbcRepository(dialect = Dialect.MYSQL)
  interface BoundTickets extends GenericRepository<Ticket, Long> {
    /** Tickets with a deadline that runs until some release of a component. */
    @Query(
        """
        SELECT DISTINCT t.id FROM ticket t JOIN deadline d ON d.subject_id = t.id
        WHERE t.component_id = :componentId AND d.outcome = 'OPEN' AND d.rule LIKE '%release'
        ORDER BY t.id
        """)
    List<Long> toReleasesOf(long componentId);
  }
}
