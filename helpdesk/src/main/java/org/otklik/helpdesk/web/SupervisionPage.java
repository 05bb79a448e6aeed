package org.otklik.helpdesk.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.otklik.helpdesk.access.Operator;
import org.otklik.helpdesk.client.Client;
import org.otklik.helpdesk.deadline.Deadline;
import org.otklik.helpdesk.store.DeadlineList;

/**
 * What the supervisor's page shows.
 *
 * @param overdueCases how many call cases are overdue: they are no ticket's deadlines
 */
public record SupervisionPage(
    Chrome chrome, Read read, List<Client> clients, List<Operator> operators, long overdueCases) {

  /** A deadline in the list, with its countdown while it is owed. */
  public record Row(DeadlineList.Item item, Optional<Countdown> countdown) {}

  /**
   * What was read.
   *
   * @param more the address with more of the deadlines
   */
  public record Read(
      SupervisionQuery query,
      List<Row> rows,
      Optional<SupervisionQuery> more,
      List<DeadlineList.Load> loads,
      List<DeadlineList.Watched> closings,
      List<DeadlineList.Watched> withoutRelease) {}

  public SupervisionQuery query() {
    return read.query();
  }

  /** What there is to know about a breach, in words. */
  public List<String> marks(DeadlineList.Item item) {
    var marks = new ArrayList<String>();
    if (item.outcome() == Deadline.Outcome.BREACHED) {
      marks.add(
          chrome.say(
              item.excused()
                  ? "console.supervision.excused"
                  : item.bestEffort()
                      ? "console.supervision.best-effort"
                      : item.isCounted()
                          ? "console.supervision.counted"
                          : "console.supervision.not-counted"));
      marks.add(chrome.say("console.noticed." + item.noticed()));
    }
    if (item.cause() != null) {
      marks.add(chrome.say("console.deadline.cause", item.cause()));
    }
    if (item.step() > Deadline.PASSED) {
      marks.add(chrome.say("console.supervision.escalated", item.step() - Deadline.PASSED));
    }
    return marks;
  }

  public String rule(DeadlineList.Item item) {
    return RuleWords.rule(item.rule(), chrome.words());
  }
}
