package org.otklik.helpdesk.store;

import io.micronaut.data.jdbc.runtime.JdbcOperations;
import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.otklik.helpdesk.calendar.BusinessCalendar;
import org.otklik.helpdesk.calendar.CalendarYaml;
import org.otklik.helpdesk.client.Client;
import org.otklik.helpdesk.plan.Plan;
import org.otklik.helpdesk.ticket.Agreement;

/** What is agreed with clients. Plans never change and calendars have versions: both are kept. */
@Singleton
public class Agreements {
  private record CalendarVersion(long id, long version) {}

  private final Rows.Clients clients;
  private final Rows.Plans plans;
  private final JdbcOperations jdbc;
  private final Map<Long, Plan> knownPlans = new ConcurrentHashMap<>();
  private final Map<CalendarVersion, BusinessCalendar> knownCalendars = new ConcurrentHashMap<>();

  Agreements(Rows.Clients clients, Rows.Plans plans, JdbcOperations jdbc) {
    this.clients = clients;
    this.plans = plans;
    this.jdbc = jdbc;
  }

  @Transactional
  public Agreement of(long clientId) {
    return Optional.ofNullable(of(Set.of(clientId)).get(clientId)).orElseThrow();
  }

  /** The agreements of clients, by client id; those that don't exist are left out. */
  @Transactional
  public Map<Long, Agreement> of(Collection<Long> clientIds) {
    var agreements = new HashMap<Long, Agreement>();
    if (clientIds.isEmpty()) {
      return agreements;
    }
    var calendars = new HashMap<Long, BusinessCalendar>();
    for (Client client : clients.findByIdIn(clientIds)) {
      agreements.put(
          client.id(),
          new Agreement(
              client,
              plan(client.planId()),
              calendars.computeIfAbsent(client.calendarId(), this::calendar)));
    }
    return agreements;
  }

  private Plan plan(long id) {
    return knownPlans.computeIfAbsent(id, wanted -> plans.findById(wanted).orElseThrow());
  }

  private BusinessCalendar calendar(long id) {
    long version =
        jdbc.prepareStatement(
            "SELECT version FROM calendar WHERE id = ?",
            statement -> {
              statement.setLong(1, id);
              try (var row = statement.executeQuery()) {
                row.next();
                return row.getLong(1);
              }
            });
    return knownCalendars.computeIfAbsent(
        new CalendarVersion(id, version), wanted -> load(wanted.id()));
  }

  private BusinessCalendar load(long id) {
    String yaml =
        jdbc.prepareStatement(
            "SELECT definition FROM calendar WHERE id = ?",
            statement -> {
              statement.setLong(1, id);
              try (var row = statement.executeQuery()) {
                row.next();
                return row.getString(1);
              }
            });
    try {
      return new BusinessCalendar(
          CalendarYaml.read(
              "calendar " + id, new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8))));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
