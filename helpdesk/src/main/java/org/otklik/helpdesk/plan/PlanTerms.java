package org.otklik.helpdesk.plan;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.otklik.helpdesk.calendar.Convention;
import org.otklik.helpdesk.calendar.Term;

/**
 * What a plan promises, and asks of the client.
 *
 * @param providerDays how business days of the provider's terms are counted
 * @param clientDays how those of the client's terms are
 * @param firstResponse from the registration to the end of the first analysis
 * @param answeredBy what ends the first-response term
 * @param clarification the client's, from the question
 * @param unanswered what comes when it passes
 * @param feedback the furthest date that a caller may be given
 * @param staffList the client's, from the contract's date
 * @param notice how long before those four are due a party must have told the other
 * @param reopeningDays calendar days in which a reply reopens a closed ticket
 * @param reminderDays calendar days between reminders of an acceptance without a term
 * @param escalation whom a lasting breach is taken to, in order
 * @param matrix by category and priority
 */
public record PlanTerms(
    Convention providerDays,
    Convention clientDays,
    Term firstResponse,
    AnsweredBy answeredBy,
    Term clarification,
    Unanswered unanswered,
    Term feedback,
    Term staffList,
    Term notice,
    int reopeningDays,
    int reminderDays,
    List<Escalation> escalation,
    Map<Kind, MatrixLine> matrix) {

  /** A kind of ticket. */
  public record Kind(Category category, Priority priority) {
    /** Whether there is such a kind at all. */
    public boolean exists() {
      return category.priorities().contains(priority);
    }
  }

  /** What ends the first-response term; an automatic acknowledgement never does. */
  public enum AnsweredBy {
    /** The first analysis, or a question that it leads to. */
    ANALYSIS,
    /** Any answer by a person as well. */
    PERSON
  }

  /** What comes when the client doesn't answer a question in time. */
  public enum Unanswered {
    /** Closing is proposed to the operator. */
    PROPOSE,
    /** The ticket is closed. */
    CLOSE
  }

  /** Whom a breach is taken to. */
  public enum Escalatee {
    /** The supervisors. */
    SUPERVISOR,
    /** The client's responsible manager on the provider's side. */
    MANAGER
  }

  /**
   * A step of escalation.
   *
   * @param after working time since the due time
   */
  public record Escalation(Term after, Escalatee to) {}

  public PlanTerms {
    escalation = List.copyOf(escalation);
    matrix = Map.copyOf(matrix);
  }

  public Optional<MatrixLine> line(Category category, Priority priority) {
    return Optional.ofNullable(matrix.get(new Kind(category, priority)));
  }
}
