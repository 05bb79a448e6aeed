package org.otklik.helpdesk.plan;

import java.util.EnumSet;
import java.util.Set;

/** What a ticket is about (категория). */
public enum Category {
  /** Ошибка. */
  ERROR,
  /** Поддержка. */
  SUPPORT,
  /** Улучшение: normal or low, never more pressing. */
  IMPROVEMENT;

  /** The priorities that there are for it. */
  public Set<Priority> priorities() {
    return this == IMPROVEMENT
        ? EnumSet.of(Priority.NORMAL, Priority.LOW)
        : EnumSet.allOf(Priority.class);
  }
}
