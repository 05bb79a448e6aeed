package org.otklik.helpdesk.deadline;

/** What is owed. */
public enum DeadlineKind {
  /** The first analysis of a request, told to the client (первичный анализ). */
  FIRST_RESPONSE
}
