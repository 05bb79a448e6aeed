package org.otklik.helpdesk.ticket;

import java.util.List;
import java.util.Optional;
import org.otklik.helpdesk.deadline.Deadline;

/**
 * A ticket with everything that its rules look at, as it stood at one moment.
 *
 * @param deadlines all that it ever had
 */
public record Matter(
    Ticket ticket, List<Deadline> deadlines, Agreement agreement, ReleaseBoard releases) {
  public Matter {
    deadlines = List.copyOf(deadlines);
  }

  public Optional<Deadline> deadline(long deadlineId) {
    return deadlines.stream().filter(d -> d.id() == deadlineId).findFirst();
  }
}
