package org.otklik.helpdesk.store;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.otklik.helpdesk.IdSource;
import org.otklik.helpdesk.calendar.Convention;
import org.otklik.helpdesk.plan.Plan;

/** What every installation begins with: the provider's calendar and the standard plan. */
@Singleton
public class Foundation {
  private static final String PROVIDER = "provider";
  private static final String STANDARD = "standard";

  private final FoundationRows rows;
  private final Rows.Plans plans;
  private final IdSource ids;

  Foundation(FoundationRows rows, Rows.Plans plans, IdSource ids) {
    this.rows = rows;
    this.plans = plans;
    this.ids = ids;
  }

  /** The provider's calendar, 09:00 to 18:00 in Moscow on Russia's business days. */
  @Transactional
  public long providerCalendarId() {
    return rows.calendar(PROVIDER)
        .orElseGet(() -> {
          long id = ids.next();
          rows.addCalendar(id, PROVIDER, russia());
          return id;
        });
  }

  /**
   * The standard plan: the first response within one business day, notice 4 working hours before.
   */
  @Transactional
  public long standardPlanId() {
    return rows.plan(STANDARD)
        .orElseGet(() ->
            plans.save(new Plan(ids.next(), STANDARD, 1, "1bd", Convention.CIVIL, "4wh")).id());
  }

  private static String russia() {
    try (InputStream in = Foundation.class.getResourceAsStream("/calendars/russia.yaml")) {
      return new String(
          Optional.ofNullable(in).orElseThrow().readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The tables. */
  @JdbcRepository(dialect = Dialect.MYSQL)
  interface FoundationRows extends GenericRepository<Plan, Long> {
    @Query("SELECT id FROM calendar WHERE name = :name")
    Optional<Long> calendar(String name);

    @Query("INSERT INTO calendar (id, name, definition, version) VALUES (:id, :name, :yaml, 1)")
    void addCalendar(long id, String name, String yaml);

    @Query("SELECT id FROM plan WHERE name = :name ORDER BY revision DESC LIMIT 1")
    Optional<Long> plan(String name);
  }
}
