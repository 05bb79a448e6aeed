package org.otklik.helpdesk.demo;

import io.micronaut.context.condition.Condition;
import io.micronaut.context.condition.ConditionContext;

/**
 * Whether this is the demo: when nothing of one's own is configured, neither a database nor a
 * mailbox. {@code OTKLIK_DEMO_ENABLED} says it outright.
 */
public final class InDemo implements Condition {
  @Override
  @SuppressWarnings("rawtypes") // as the interface has it
  public boolean matches(ConditionContext context) {
    return context
        .getProperty("otklik.demo.enabled", Boolean.class)
        .orElseGet(() ->
            !context.containsProperties("otklik.database.url")
                && !context.containsProperties("otklik.mailboxes"));
  }
}
