package org.otklik.helpdesk.desk;

import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.otklik.helpdesk.history.Actor;
import org.otklik.helpdesk.plan.Plan;
import org.otklik.helpdesk.plan.PlanException;
import org.otklik.helpdesk.plan.PlanTerms;
import org.otklik.helpdesk.plan.PlanYaml;
import org.otklik.helpdesk.store.Foundation;
import org.otklik.helpdesk.store.Plans;
import org.otklik.helpdesk.store.Rows;
import org.otklik.helpdesk.ticket.Refusal;

/** The plans that clients can be served by, as supervisors make and revise them. */
@Singleton
public class PlanDesk {
  private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N} ._-]{0,99}");

  private final TransactionOperations<Connection> transactions;
  private final Plans plans;
  private final Foundation foundation;
  private final Rows.Clients clients;

  PlanDesk(
      TransactionOperations<Connection> transactions,
      Plans plans,
      Foundation foundation,
      Rows.Clients clients) {
    this.transactions = transactions;
    this.plans = plans;
    this.foundation = foundation;
    this.clients = clients;
  }

  /** What came of saving a plan. */
  public sealed interface Saved {
    record Done(Plan plan) implements Saved {}

    /** All that is wrong with it, at least one thing. */
    record Contradictory(List<PlanException.Problem> problems) implements Saved {}

    record Refused(Refusal refusal) implements Saved {}
  }

  /** The latest revision of every plan, those that come with the program among them. */
  public List<Plan> all() {
    foundation.standardPlanId();
    foundation.partnerPlanId();
    return plans.latest();
  }

  /** All revisions of a plan, the first first; none when there is no such plan. */
  public List<Plan> revisions(String name) {
    return plans.revisions(name);
  }

  /** What a plan written as YAML says, or what is wrong with it. */
  public Saved save(String name, String yaml, Actor by, @Nullable Integer seenRevision) {
    try {
      return save(name, PlanYaml.read(yaml), by, seenRevision);
    } catch (PlanException e) {
      return new Saved.Contradictory(e.problems());
    }
  }

  /**
   * Saves a plan's next revision, or a new plan's first. New tickets of its clients get it; tickets
   * that there are keep theirs.
   *
   * @param seenRevision the revision that was edited, 0 for none; null for whatever it is
   */
  public Saved save(String name, PlanTerms terms, Actor by, @Nullable Integer seenRevision) {
    if (!NAME.matcher(name).matches()) {
      return new Saved.Refused(Refusal.invalid("name", "refusal.no-plan-name"));
    }
    PlanTerms checked;
    try {
      checked = PlanYaml.checked(terms);
    } catch (PlanException e) {
      return new Saved.Contradictory(e.problems());
    }
    return transactions.executeWrite(status -> {
      int latest = plans.latest(name).map(Plan::revision).orElse(0);
      return seenRevision != null && seenRevision != latest
          ? new Saved.Refused(Refusal.changedMeanwhile())
          : new Saved.Done(plans.save(name, checked, by.id()));
    });
  }

  /** Serves a client by another plan from now on; tickets that there are keep theirs. */
  public Outcome<Plan> give(long clientId, String name) {
    return transactions.executeWrite(status -> {
      var client = clients.findById(clientId);
      Optional<Plan> plan = plans.latest(name);
      if (client.isEmpty()) {
        return new Outcome.Refused<Plan>(Refusal.notFound("client"));
      }
      if (plan.isEmpty()) {
        return new Outcome.Refused<Plan>(Refusal.invalid("plan", "refusal.no-such-plan"));
      }
      clients.update(client.get().onPlan(plan.get().id()));
      return new Outcome.Done<>(plan.get());
    });
  }
}
