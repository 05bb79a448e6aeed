package org.otklik.helpdesk.letter;

import io.micronaut.core.annotation.Introspected;
import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.otklik.helpdesk.access.Operator;
import org.otklik.helpdesk.access.Operator.OperatorRole;
import org.otklik.helpdesk.store.Rows;
import org.otklik.helpdesk.ticket.Agreement;
import org.otklik.helpdesk.ticket.Ticket;
import org.otklik.helpdesk.ticket.Told.Audience;

/** Who of the provider's people is told of something, as things stand at one moment. */
@Singleton
public class People {
  private final Rows.Operators operators;
  private final Absences absences;

  People(Rows.Operators operators, Absences absences) {
    this.operators = operators;
    this.absences = absences;
  }

  /** Those who are there now, and the deputies of those who aren't. */
  public record Present(Map<Long, Operator> operators, Map<Long, Long> deputies) {

    List<Operator> told(Audience audience, Ticket ticket, Agreement agreement) {
      return switch (audience) {
        case RESPONSIBLE -> responsible(ticket.responsibleId());
        case MANAGER -> managers(agreement);
        case SUPERVISORS -> supervisors();
        case REQUESTER, PARTICIPANTS -> List.of();
      };
    }

    /** The client's responsible manager; without one, the supervisors. */
    public List<Operator> managers(Agreement agreement) {
      return reachable(agreement.client().responsibleId())
          .map(List::of)
          .orElseGet(this::supervisors);
    }

    /** What an operator is called, "" for nobody. */
    String name(@Nullable Long id) {
      return Optional.ofNullable(id)
          .flatMap(known -> Optional.ofNullable(operators.get(known)))
          .map(Operator::name)
          .orElse("");
    }

    /** Whoever is responsible or stands in for them; while nobody is, every operator. */
    List<Operator> responsible(@Nullable Long id) {
      return orAll(reachable(id));
    }

    private List<Operator> orAll(Optional<Operator> one) {
      return one.map(List::of).orElseGet(() -> List.copyOf(operators.values()));
    }

    /** Administrators stand in for supervisors where there are none. */
    public List<Operator> supervisors() {
      List<Operator> supervisors = inRole(OperatorRole.SUPERVISOR);
      return supervisors.isEmpty() ? inRole(OperatorRole.ADMINISTRATOR) : supervisors;
    }

    private List<Operator> inRole(OperatorRole role) {
      return operators.values().stream().filter(o -> o.role() == role).toList();
    }

    /** Whoever stands in for them, a deputy's deputy too; they themselves where nobody does. */
    Optional<Operator> reachable(@Nullable Long id) {
      Long reached = id;
      var asked = new HashSet<Long>();
      while (reached != null && asked.add(reached)) {
        Long deputy = deputies.get(reached);
        if (deputy == null || !operators.containsKey(deputy)) {
          break;
        }
        reached = deputy;
      }
      return Optional.ofNullable(reached).flatMap(o -> Optional.ofNullable(operators.get(o)));
    }
  }

  @Transactional
  public Present at(Instant now) {
    return new Present(
        operators.findByActiveTrueOrderByName().stream()
            .collect(Collectors.toMap(Operator::id, Function.identity())),
        absences.at(now).stream()
            .collect(
                Collectors.toMap(Deputy::operatorId, Deputy::deputyId, (first, later) -> first)));
  }

  /** Somebody who is away, and who stands in. */
  @Introspected
  record Deputy(long operatorId, long deputyId) {}

  /** The table. */
  @JdbcRepository(dialect = Dialect.MYSQL)
  interface Absences extends GenericRepository<Operator, Long> {
    @Query(
        """
        SELECT operator_id, deputy_id FROM absence
        WHERE from_at <= :now AND until_at > :now AND deputy_id IS NOT NULL ORDER BY id
        """)
    List<Deputy> at(Instant now);
  }
}
