package org.otklik.helpdesk.web;

import java.util.List;
import java.util.Map;
import org.otklik.helpdesk.client.Client;
import org.otklik.helpdesk.plan.MatrixLine;
import org.otklik.helpdesk.plan.Plan;

/**
 * What a plan's page shows.
 *
 * @param revisions all of the plan's, the first first
 * @param served the clients that it serves
 * @param others the clients that it doesn't
 * @param differences from the revision before
 * @param refused why it wasn't given to a client; "" when nothing was refused
 */
public record PlanPage(
    Chrome chrome,
    Plan plan,
    List<Plan> revisions,
    List<Client> served,
    List<Client> others,
    List<PlanText.Difference> differences,
    String refused) {

  public String name() {
    return PlanWords.name(plan.name(), chrome.words());
  }

  public boolean isLatest() {
    return revisions.getLast().id() == plan.id();
  }

  public Map<String, String> terms() {
    return PlanText.terms(plan.terms(), chrome.words());
  }

  public Map<String, String> cells(MatrixLine line) {
    return PlanText.cells(line, chrome.words());
  }
}
