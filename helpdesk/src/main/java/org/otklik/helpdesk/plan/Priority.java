package org.otklik.helpdesk.plan;

/** How pressing a ticket is (приоритет), the most pressing first. */
public enum Priority {
  /** Срочный. */
  URGENT,
  /** Высокий. */
  HIGH,
  /** Нормальный. */
  NORMAL,
  /** Низкий. */
  LOW
}
