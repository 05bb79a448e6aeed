package org.otklik.helpdesk.desk;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.otklik.helpdesk.IdSource;
import org.otklik.helpdesk.client.Warranty;
import org.otklik.helpdesk.mailbox.MailSettings;
import org.otklik.helpdesk.release.Component;
import org.otklik.helpdesk.store.Rows;
import org.otklik.helpdesk.ticket.Refusal;

/** Which components a client has, and which of them are under warranty until when. */
@Singleton
public class ProductDesk {
  private static final int LONGEST_MONTHS = 12;

  private final Rows.Clients clients;
  private final Rows.Components components;
  private final Rows.Warranties warranties;
  private final Owned owned;
  private final MailSettings settings;
  private final IdSource ids;
  private final InstantSource clock;

  ProductDesk(
      Rows.Clients clients,
      Rows.Components components,
      Rows.Warranties warranties,
      Owned owned,
      MailSettings settings,
      IdSource ids,
      InstantSource clock) {
    this.clients = clients;
    this.components = components;
    this.warranties = warranties;
    this.owned = owned;
    this.settings = settings;
    this.ids = ids;
    this.clock = clock;
  }

  /** A client's components by name. */
  @Transactional
  public List<Component> components(long clientId) {
    return owned.of(clientId);
  }

  /** A client's warranties, those that are over too, in the order in which they were given. */
  @Transactional
  public List<Warranty> warranties(long clientId) {
    return warranties.findByClientIdIn(List.of(clientId)).stream()
        .sorted((a, b) -> Long.compare(a.id(), b.id()))
        .toList();
  }

  /** The client has a component from now on; nothing changes when they have it already. */
  @Transactional
  public Outcome<Component> add(long clientId, long componentId) {
    Optional<Component> component = components.findById(componentId);
    if (clients.findById(clientId).isEmpty()) {
      return new Outcome.Refused<>(Refusal.notFound("client"));
    }
    if (component.isEmpty()) {
      return new Outcome.Refused<>(Refusal.notFound("component"));
    }
    owned.add(clientId, componentId);
    return new Outcome.Done<>(component.get());
  }

  /** The client has it no more. A running warranty has to be ended first. */
  @Transactional
  public Outcome<Long> remove(long clientId, long componentId) {
    boolean warranted =
        warranties(clientId).stream()
            .anyMatch(w -> w.componentId() == componentId && !w.endsOn().isBefore(today()));
    if (warranted) {
      return new Outcome.Refused<>(Refusal.invalid("component", "refusal.warranty.still-runs"));
    }
    return owned.remove(clientId, componentId) == 0
        ? new Outcome.Refused<>(Refusal.notFound("component"))
        : new Outcome.Done<>(componentId);
  }

  /**
   * Gives a warranty on one of the client's components.
   *
   * @param startsOn null for today, in the provider's zone
   * @param endsOn the last day, at most 12 months later
   */
  @Transactional
  public Outcome<Warranty> warrant(
      long clientId, long componentId, @Nullable LocalDate startsOn, LocalDate endsOn) {
    if (clients.findById(clientId).isEmpty()) {
      return new Outcome.Refused<>(Refusal.notFound("client"));
    }
    LocalDate first = startsOn == null ? today() : startsOn;
    return unfit(clientId, componentId, first, endsOn)
        .<Outcome<Warranty>>map(Outcome.Refused::new)
        .orElseGet(() ->
            new Outcome.Done<>(
                warranties.save(new Warranty(ids.next(), clientId, componentId, first, endsOn))));
  }

  private Optional<Refusal> unfit(
      long clientId, long componentId, LocalDate startsOn, LocalDate endsOn) {
    Optional<Refusal> unfit =
        Sane.unfit("startsOn", startsOn).or(() -> Sane.unfit("endsOn", endsOn));
    if (unfit.isPresent()) {
      return unfit;
    }
    if (owned.of(clientId).stream().noneMatch(c -> c.id() == componentId)) {
      return Optional.of(Refusal.invalid("component", "refusal.component.not-the-clients"));
    }
    if (endsOn.isBefore(startsOn)) {
      return Optional.of(Refusal.invalid("endsOn", "refusal.warranty.ends-before-start"));
    }
    if (endsOn.isBefore(today())) {
      return Optional.of(Refusal.invalid("endsOn", "refusal.date.past"));
    }
    return endsOn.isAfter(startsOn.plusMonths(LONGEST_MONTHS))
        ? Optional.of(Refusal.invalid("endsOn", "refusal.warranty.too-long"))
        : Optional.empty();
  }

  /** Ends a warranty: yesterday was its last day. One that hadn't begun never was. */
  @Transactional
  public Outcome<Warranty> end(long clientId, long warrantyId) {
    Optional<Warranty> found =
        warranties.findById(warrantyId).filter(w -> w.clientId() == clientId);
    if (found.isEmpty()) {
      return new Outcome.Refused<>(Refusal.notFound("warranty"));
    }
    Warranty warranty = found.get();
    LocalDate yesterday = today().minusDays(1);
    if (!warranty.endsOn().isAfter(yesterday)) {
      return new Outcome.Refused<>(Refusal.invalid("warranty", "refusal.warranty.over"));
    }
    if (warranty.startsOn().isAfter(yesterday)) {
      warranties.delete(warranty);
      return new Outcome.Done<>(warranty);
    }
    return new Outcome.Done<>(
        warranties.update(
            new Warranty(
                warranty.id(), clientId, warranty.componentId(), warranty.startsOn(), yesterday)));
  }

  private LocalDate today() {
    return LocalDate.ofInstant(clock.instant(), settings.zone());
  }

  /** The table. */
  @JdbcRepository(dialect = Dialect.MYSQL)
  interface Owned extends GenericRepository<Component, Long> {
    @Query(
        """
        SELECT c.* FROM component c JOIN client_component o ON o.component_id = c.id
        WHERE o.client_id = :clientId ORDER BY c.name
        """)
    List<Component> of(long clientId);

    @Query(
        """
        INSERT IGNORE INTO client_component (client_id, component_id)
        VALUES (:clientId, :componentId)
        """)
    void add(long clientId, long componentId);

    @Query(
        """
        DELETE FROM client_component
        WHERE client_id = :clientId AND component_id = :componentId
        """)
    int remove(long clientId, long componentId);
  }
}
