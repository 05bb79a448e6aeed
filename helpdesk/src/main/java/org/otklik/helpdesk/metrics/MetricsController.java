package org.otklik.helpdesk.metrics;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Header;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.authentication.Authentication;
import io.micronaut.security.authentication.AuthorizationException;
import io.micronaut.security.rules.SecurityRule;
import io.swagger.v3.oas.annotations.Hidden;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.otklik.helpdesk.access.Operator.OperatorRole;

/**
 * The metrics, in Prometheus' text format. For administrators, and for whoever has the token that
 * is set for it, which opens nothing else.
 */
@Controller("/metrics")
@Secured(SecurityRule.IS_ANONYMOUS)
@ExecuteOn(TaskExecutors.BLOCKING)
@Hidden
class MetricsController {
  private static final String FORMAT = "text/plain; version=0.0.4; charset=utf-8";

  private final PrometheusMeterRegistry registry;
  private final Readings readings;
  private final MetricsToken token;
  private final ReentrantLock reading = new ReentrantLock();

  MetricsController(PrometheusMeterRegistry registry, Readings readings, MetricsToken token) {
    this.registry = registry;
    this.readings = readings;
    this.token = token;
  }

  @Get
  @Produces(FORMAT)
  String metrics(
      @Nullable Authentication who, @Header(HttpHeaders.AUTHORIZATION) Optional<String> said) {
    boolean administers = who != null && who.getRoles().contains(OperatorRole.ADMINISTRATOR.name());
    if (!administers && !said.map(token::opens).orElse(false)) {
      throw new AuthorizationException(who);
    }
    reading.lock();
    try {
      readings.take();
      return registry.scrape();
    } finally {
      reading.unlock();
    }
  }
}
