package org.otklik.helpdesk.desk;

import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.otklik.helpdesk.IdSource;
import org.otklik.helpdesk.access.Absence;
import org.otklik.helpdesk.access.Operator;
import org.otklik.helpdesk.store.Rows;
import org.otklik.helpdesk.ticket.Refusal;

/** When operators are away, and who stands in for them. */
@Singleton
public class AbsenceDesk {
  private final Rows.Operators operators;
  private final Rows.Absences absences;
  private final IdSource ids;
  private final InstantSource clock;

  AbsenceDesk(Rows.Operators operators, Rows.Absences absences, IdSource ids, InstantSource clock) {
    this.operators = operators;
    this.absences = absences;
    this.ids = ids;
    this.clock = clock;
  }

  /** All absences of an operator, the first first; none when there is no such operator. */
  @Transactional
  public List<Absence> of(long operatorId) {
    return absences.findByOperatorIdOrderByFromAt(operatorId);
  }

  /**
   * Somebody will be away.
   *
   * @param deputyId who stands in; null for nobody
   * @param from null for now
   * @param until still to come
   */
  @Transactional
  public Outcome<Absence> add(
      long operatorId, @Nullable Long deputyId, @Nullable Instant from, Instant until) {
    Instant now = clock.instant();
    var absence =
        new Absence(
            ids.next(),
            operatorId,
            deputyId,
            Optional.ofNullable(Sane.kept(from)).orElse(now),
            Optional.ofNullable(Sane.kept(until)).orElseThrow());
    return refusal(absence, now)
        .<Outcome<Absence>>map(Outcome.Refused::new)
        .orElseGet(() -> new Outcome.Done<>(absences.save(absence)));
  }

  private Optional<Refusal> refusal(Absence absence, Instant now) {
    if (!works(absence.operatorId())) {
      return Optional.of(Refusal.notFound("operator"));
    }
    Long deputy = absence.deputyId();
    if (deputy != null && (deputy == absence.operatorId() || !works(deputy))) {
      return Optional.of(Refusal.invalid("deputy", "refusal.absence.no-deputy"));
    }
    return Sane.unfit("from", absence.fromAt())
        .or(() -> Sane.unfit("until", absence.untilAt()))
        .or(() -> unfitTime(absence, now));
  }

  private Optional<Refusal> unfitTime(Absence absence, Instant now) {
    if (!absence.untilAt().isAfter(now)) {
      return Optional.of(Refusal.invalid("until", "refusal.date.past"));
    }
    if (!absence.untilAt().isAfter(absence.fromAt())) {
      return Optional.of(Refusal.invalid("until", "refusal.date.not-later", absence.fromAt()));
    }
    boolean overlaps =
        of(absence.operatorId()).stream()
            .anyMatch(a -> a.overlaps(absence.fromAt(), absence.untilAt()));
    return overlaps
        ? Optional.of(Refusal.invalid("from", "refusal.absence.overlaps"))
        : Optional.empty();
  }

  private boolean works(long operatorId) {
    return operators.findById(operatorId).filter(Operator::active).isPresent();
  }

  /** They are back, or won't be away after all; what is over stays. */
  @Transactional
  public Outcome<Absence> end(long operatorId, long absenceId) {
    Instant now = clock.instant();
    Optional<Absence> found =
        absences.findById(absenceId).filter(a -> a.operatorId() == operatorId);
    if (found.isEmpty()) {
      return new Outcome.Refused<>(Refusal.notFound("absence"));
    }
    Absence absence = found.get();
    if (!absence.untilAt().isAfter(now)) {
      return new Outcome.Refused<>(Refusal.invalid("absence", "refusal.absence.over"));
    }
    if (absence.fromAt().isBefore(now)) {
      return new Outcome.Done<>(absences.update(absence.until(now)));
    }
    absences.delete(absence);
    return new Outcome.Done<>(absence);
  }
}
