package org.otklik.helpdesk.deadline;

import org.otklik.helpdesk.deadline.Deadline.Owner;

/** What is owed, and by which side. */
public enum DeadlineKind {
  /** The first analysis of a request, told to the client (первичный анализ). */
  FIRST_RESPONSE(Owner.PROVIDER),
  /** The client's answer to a question (разъяснения). */
  CLARIFICATION(Owner.CLIENT),
  /** The solution, by the matrix. */
  RESOLUTION(Owner.PROVIDER),
  /** The solution by the date that was named; missing it warns and is no breach. */
  PLANNED_DATE(Owner.PROVIDER),
  /** The client's acceptance of the solution, or their remarks. */
  ACCEPTANCE(Owner.CLIENT),
  /** The solution again, after remarks. */
  REWORK(Owner.PROVIDER),
  /** A call back to somebody who rang the hotline (обратная связь). */
  FEEDBACK(Owner.PROVIDER),
  /** A new client's list of staff. */
  STAFF_LIST(Owner.CLIENT);

  private final Owner owner;

  DeadlineKind(Owner owner) {
    this.owner = owner;
  }

  /** The side that owes it. */
  public Owner owner() {
    return owner;
  }

  /** Whether the agreement knows a breach of it. */
  public boolean canBeBreached() {
    return this != PLANNED_DATE;
  }
}
