package org.otklik.helpdesk.store;

import io.micronaut.core.annotation.Introspected;
import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import io.micronaut.transaction.TransactionDefinition.Propagation;
import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.otklik.helpdesk.IdSource;
import org.otklik.helpdesk.calendar.BusinessCalendar;
import org.otklik.helpdesk.calendar.CalendarData;
import org.otklik.helpdesk.calendar.CalendarYaml;
import org.otklik.helpdesk.client.Client;
import org.otklik.helpdesk.history.Actor;

/**
 * Business calendars in all their versions. A calendar that was read is kept in memory until
 * another version of it is read, as it counts faster the longer one has it. Thread-safe.
 */
@Singleton
public class Calendars {
  private static final long FIRST_VERSION = 1;

  private final Rows rows;
  private final IdSource ids;
  private final InstantSource clock;
  private final Map<Long, Kept> known = new ConcurrentHashMap<>();

  Calendars(Rows rows, IdSource ids, InstantSource clock) {
    this.rows = rows;
    this.ids = ids;
    this.clock = clock;
  }

  /**
   * A calendar in its present version.
   *
   * @param definition in YAML, as somebody wrote it
   * @param version counted from one
   */
  public record Kept(long id, String definition, long version, BusinessCalendar calendar) {
    public CalendarData data() {
      return calendar.data();
    }
  }

  /** All calendars by name. */
  @Transactional
  public List<Kept> all() {
    return rows.all().stream().map(this::kept).toList();
  }

  @Transactional
  public Optional<Kept> find(long id) {
    return rows.find(id).map(this::kept);
  }

  /** What to count with; there must be such a calendar. */
  @Transactional
  public BusinessCalendar calendar(long id) {
    return rows.find(id).map(this::kept).orElseThrow().calendar();
  }

  /** Compares the definitions too: a version that was rolled back may have been read before. */
  private Kept kept(Row row) {
    Kept before = known.get(row.id());
    if (before != null
        && before.version() == row.version()
        && before.definition().equals(row.definition())) {
      return before;
    }
    var data = CalendarYaml.parse(row.name(), row.definition());
    var kept = new Kept(row.id(), row.definition(), row.version(), new BusinessCalendar(data));
    known.put(row.id(), kept);
    return kept;
  }

  /** The calendar, which nobody else can change until the transaction ends. */
  @Transactional(propagation = Propagation.MANDATORY)
  public Optional<Kept> toBeChanged(long id) {
    return rows.lock(id).map(this::kept);
  }

  /** Whether another calendar has the name. */
  @Transactional
  public boolean isNameTaken(String name, @Nullable Long but) {
    return rows.named(name).filter(id -> !id.equals(but)).isPresent();
  }

  /**
   * The calendar that serves a purpose of the program's own, made when it is missing.
   *
   * @param definition of a calendar to begin with, in YAML
   */
  @Transactional
  public long of(String purpose, Supplier<String> definition) {
    return rows.serving(purpose)
        .orElseGet(() -> {
          var yaml = definition.get();
          long id = ids.next();
          var data = CalendarYaml.parse(purpose, yaml);
          rows.add(id, data.name(), purpose, yaml, FIRST_VERSION);
          revised(id, data, yaml, FIRST_VERSION, Actor.PROGRAM);
          return id;
        });
  }

  @Transactional
  public long count() {
    return rows.count();
  }

  /**
   * Keeps a new calendar.
   *
   * @param definition what the data was read from
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public Kept add(CalendarData data, String definition, Actor by) {
    long id = ids.next();
    rows.add(id, data.name(), null, definition, FIRST_VERSION);
    return revised(id, data, definition, FIRST_VERSION, by);
  }

  /** Keeps a calendar's next version; it was {@link #toBeChanged} in this transaction. */
  @Transactional(propagation = Propagation.MANDATORY)
  public Kept replace(Kept before, CalendarData data, String definition, Actor by) {
    long version = before.version() + 1;
    rows.replace(before.id(), data.name(), definition, version);
    return revised(before.id(), data, definition, version, by);
  }

  /** Not put among those known: the transaction may still fail. */
  private Kept revised(long id, CalendarData data, String definition, long version, Actor by) {
    rows.addRevision(
        id, version, definition, clock.instant(), by.kind().name(), by.id(), by.name());
    return new Kept(id, definition, version, new BusinessCalendar(data));
  }

  /** Who changed a calendar and when, the latest first. */
  @Transactional
  public List<Revision> revisions(long id) {
    return rows.revisions(id);
  }

  /** What a calendar said in one of its versions. */
  @Transactional
  public Optional<String> definition(long id, long version) {
    return rows.definition(id, version);
  }

  /** A version of a calendar, and who made it. */
  @Introspected
  public record Revision(long version, Instant at, String actorName) {}

  /** A calendar as it stands in the table. */
  @Introspected
  record Row(long id, String name, String definition, long version) {}

  /** The tables. */
  @JdbcRepository(dialect = Dialect.MYSQL)
  interface Rows extends GenericRepository<Client, Long> {
    @Query("SELECT id, name, definition, version FROM calendar ORDER BY name, id")
    List<Row> all();

    @Query("SELECT id, name, definition, version FROM calendar WHERE id = :id")
    Optional<Row> find(long id);

    @Query("SELECT id, name, definition, version FROM calendar WHERE id = :id FOR UPDATE")
    Optional<Row> lock(long id);

    @Query("SELECT id FROM calendar WHERE name = :name")
    Optional<Long> named(String name);

    @Query("SELECT id FROM calendar WHERE purpose = :purpose")
    Optional<Long> serving(String purpose);

    @Query("SELECT COUNT(*) FROM calendar")
    long count();

    @Query(
        """
        INSERT INTO calendar (id, name, purpose, definition, version)
        VALUES (:id, :name, :purpose, :definition, :version)
        """)
    void add(long id, String name, @Nullable String purpose, String definition, long version);

    @Query(
        """
        UPDATE calendar SET name = :name, definition = :definition, version = :version
        WHERE id = :id
        """)
    void replace(long id, String name, String definition, long version);

    @Query(
        """
        INSERT INTO calendar_revision
          (calendar_id, version, definition, at, actor_kind, actor_id, actor_name)
        VALUES (:id, :version, :definition, :at, :actorKind, :actorId, :actorName)
        """)
    void addRevision(
        long id,
        long version,
        String definition,
        Instant at,
        String actorKind,
        @Nullable Long actorId,
        String actorName);

    @Query(
        """
        SELECT version, at, actor_name FROM calendar_revision
        WHERE calendar_id = :id ORDER BY version DESC LIMIT 100
        """)
    List<Revision> revisions(long id);

    @Query(
        """
        SELECT definition FROM calendar_revision WHERE calendar_id = :id AND version = :version
        """)
    Optional<String> definition(long id, long version);
  }
}
