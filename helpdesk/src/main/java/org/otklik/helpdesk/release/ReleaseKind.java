package org.otklik.helpdesk.release;

/** How a release comes about. */
public enum ReleaseKind {
  /** Плановое обновление. */
  SCHEDULED,
  /** Внеплановое обновление. */
  UNSCHEDULED
}
