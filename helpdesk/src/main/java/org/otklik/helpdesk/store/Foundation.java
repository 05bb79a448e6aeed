package org.otklik.helpdesk.store;

import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.otklik.helpdesk.plan.PlanYaml;

/**
 * What every installation begins with: the provider's calendar, the standard and the partner plan.
 */
@Singleton
public class Foundation {
  private static final String PROVIDER = "provider";

  private final Plans plans;
  private final Calendars calendars;

  Foundation(Plans plans, Calendars calendars) {
    this.plans = plans;
    this.calendars = calendars;
  }

  /** The provider's calendar, 09:00 to 18:00 in Moscow on Russia's business days. */
  @Transactional
  public long providerCalendarId() {
    return calendars.of(PROVIDER, () -> resource("/calendars/russia.yaml"));
  }

  /** The standard plan's latest revision. */
  @Transactional
  public long standardPlanId() {
    return plan(Plans.STANDARD);
  }

  /** The partner plan's latest revision: an answer by a person within five working hours. */
  @Transactional
  public long partnerPlanId() {
    return plan(Plans.PARTNER);
  }

  private long plan(String name) {
    return plans
        .latest(name)
        .orElseGet(
            () -> plans.save(name, PlanYaml.read(resource("/plans/" + name + ".yaml")), null))
        .id();
  }

  private static String resource(String name) {
    try (InputStream in = Foundation.class.getResourceAsStream(name)) {
      return new String(
          Optional.ofNullable(in).orElseThrow().readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
