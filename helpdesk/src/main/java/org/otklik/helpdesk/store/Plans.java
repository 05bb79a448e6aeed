package org.otklik.helpdesk.store;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.CrudRepository;
import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.otklik.helpdesk.IdSource;
import org.otklik.helpdesk.plan.Plan;
import org.otklik.helpdesk.plan.PlanTerms;
import org.otklik.helpdesk.plan.PlanYaml;

/** Plans in all their revisions, which never change and are kept in memory. */
@Singleton
public class Plans {
  /** The plan that a client gets unless another is agreed upon. */
  public static final String STANDARD = "standard";

  public static final String PARTNER = "partner";

  private final PlanRows rows;
  private final IdSource ids;
  private final InstantSource clock;
  private final Map<Long, Plan> known = new ConcurrentHashMap<>();

  Plans(PlanRows rows, IdSource ids, InstantSource clock) {
    this.rows = rows;
    this.ids = ids;
    this.clock = clock;
  }

  /** A revision that exists. */
  @Transactional
  public Plan get(long id) {
    Plan plan = known.get(id);
    return plan == null ? find(id).orElseThrow() : plan;
  }

  @Transactional
  public Optional<Plan> find(long id) {
    return rows.findById(id).map(this::plan);
  }

  @Transactional
  public Optional<Plan> latest(String name) {
    return rows.latest(name).map(this::plan);
  }

  /** The latest revision of every plan, by name. */
  @Transactional
  public List<Plan> latest() {
    return rows.latestOfAll().stream().map(this::plan).toList();
  }

  /** All revisions of a plan, the first first. */
  @Transactional
  public List<Plan> revisions(String name) {
    return rows.findByNameOrderByRevision(name).stream().map(this::plan).toList();
  }

  /**
   * Saves the next revision of a plan. Its clients' new tickets get it; tickets that there are keep
   * theirs.
   *
   * @param savedBy the operator; null for the program
   */
  @Transactional
  public Plan save(String name, PlanTerms terms, @Nullable Long savedBy) {
    int revision = rows.latest(name).map(PlanRow::revision).orElse(0) + 1;
    var row =
        new PlanRow(ids.next(), name, revision, PlanYaml.write(terms), clock.instant(), savedBy);
    rows.save(row);
    rows.giveToClients(row.id(), name);
    return plan(row);
  }

  private Plan plan(PlanRow row) {
    return known.computeIfAbsent(
        row.id(), id -> new Plan(id, row.name(), row.revision(), PlanYaml.read(row.definition())));
  }

  /** A revision as it is kept. */
  @MappedEntity("plan")
  record PlanRow(
      @Id long id,
      String name,
      int revision,
      String definition,
      Instant savedAt,
      @Nullable Long savedBy) {}

  /** The table. */
  @JdbcRepository(dialect = Dialect.MYSQL)
  interface PlanRows extends CrudRepository<PlanRow, Long> {
    @Query("SELECT * FROM plan WHERE name = :name ORDER BY revision DESC LIMIT 1")
    Optional<PlanRow> latest(String name);

    @Query(
        """
        SELECT p.* FROM plan p
        JOIN (SELECT name, MAX(revision) AS revision FROM plan GROUP BY name) l
          ON l.name = p.name AND l.revision = p.revision
        ORDER BY p.name
        """)
    List<PlanRow> latestOfAll();

    List<PlanRow> findByNameOrderByRevision(String name);

    @Query(
        """
        UPDATE client c JOIN plan p ON p.id = c.plan_id
        SET c.plan_id = :planId, c.version = c.version + 1 WHERE p.name = :name
        """)
    void giveToClients(long planId, String name);
  }
}
