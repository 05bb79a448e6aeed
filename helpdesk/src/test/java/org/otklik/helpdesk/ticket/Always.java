package org.otklik.helpdesk.ticket;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.otklik.helpdesk.deadline.Deadline;
import org.otklik.helpdesk.deadline.Deadline.Outcome;
import org.otklik.helpdesk.deadline.Deadline.Owner;
import org.otklik.helpdesk.history.HistoryChain;
import org.otklik.helpdesk.history.HistoryEntry;
import org.otklik.helpdesk.history.HistoryEntry.Act;

/** What holds of every ticket after whatever was done to it. */
final class Always {
  private Always() {}

  static void holds(Matter matter, List<HistoryEntry> history, Instant now) {
    theHistoryIsWhole(matter.ticket(), history);
    whatIsOwedIsOwedOnce(matter);
    theStateHasWhatItNeeds(matter);
    matter.deadlines().forEach(d -> itWakesWhenSomethingCanHappen(d, matter, now));
    eachStepIsTakenOnceAndInOrder(matter, history);
    nothingHappensInTheFuture(history, now);
  }

  static void theHistoryIsWhole(Ticket ticket, List<HistoryEntry> history) {
    String before = HistoryChain.BEGINNING;
    int seq = 0;
    for (HistoryEntry entry : history) {
      assertThat(entry.seq()).isEqualTo(++seq);
      assertThat(entry.hash()).as("hash of %s", entry).isEqualTo(HistoryChain.hash(entry, before));
      before = entry.hash();
    }
    assertThat(ticket.historyLength()).isEqualTo(seq);
    assertThat(ticket.historyHash()).isEqualTo(before);
  }

  private static void whatIsOwedIsOwedOnce(Matter matter) {
    var owed =
        matter.deadlines().stream()
            .filter(Deadline::isOwed)
            .collect(Collectors.groupingBy(Deadline::kind, Collectors.counting()));
    assertThat(owed).allSatisfy((kind, count) -> assertThat(count).as("%s", kind).isEqualTo(1));
    assertThat(matter.ticket().nextDueAt())
        .isEqualTo(
            matter.deadlines().stream()
                .filter(Deadline::isOwed)
                .flatMap(d -> d.due().stream())
                .min(Instant::compareTo)
                .orElse(Ticket.NOTHING_DUE));
  }

  private static void theStateHasWhatItNeeds(Matter matter) {
    Ticket ticket = matter.ticket();
    switch (ticket.state()) {
      case IN_PROGRESS, SOLUTION_PROVIDED -> {
        assertThat(ticket.category()).isNotNull();
        assertThat(ticket.priority()).isNotNull();
        assertThat(ticket.analysedAt()).isNotNull();
      }
      case CLOSED -> {
        assertThat(matter.deadlines()).noneMatch(Deadline::isOwed);
        assertThat(ticket.closedAt()).isNotNull();
        assertThat(ticket.closedBecause()).isNotNull();
      }
      case REGISTERED, AWAITING_CLARIFICATION -> assertThat(ticket.closedAt()).isNull();
    }
  }

  private static void itWakesWhenSomethingCanHappen(Deadline d, Matter matter, Instant now) {
    boolean escalates =
        d.outcome() == Outcome.BREACHED
            && d.isOwed()
            && d.owner() == Owner.PROVIDER
            && d.kind().canBeBreached()
            && !d.bestEffort()
            && d.step() - Deadline.PASSED < matter.agreement().plan().terms().escalation().size();
    boolean overdueRelease =
        d.releaseId() != null && d.due().filter(due -> due.isBefore(now)).isPresent();
    Instant paused = d.pausedAt();
    boolean standsStill =
        paused != null && (d.releaseId() != null || d.due().stream().noneMatch(paused::isAfter));
    boolean enforced = d.isOpen() && !standsStill && d.dueAt() != null && !overdueRelease;
    boolean reminds = d.isOpen() && d.rule().equals("none");
    if (enforced || reminds || escalates) {
      assertThat(d.wakeAt()).as("%s", d).isNotEqualTo(Deadline.NEVER);
    } else if (!overdueRelease) {
      assertThat(d.wakeAt()).as("%s", d).isEqualTo(Deadline.NEVER);
    }
  }

  /** A breach's instant is the due time; it is recorded once, and escalated only after it. */
  private static void eachStepIsTakenOnceAndInOrder(Matter matter, List<HistoryEntry> history) {
    for (Deadline deadline : matter.deadlines()) {
      var breaches =
          history.stream()
              .filter(e -> e.act() == Act.DEADLINE_BREACHED && isAbout(e, deadline))
              .toList();
      assertThat(breaches).as("breaches of %s", deadline).hasSizeLessThanOrEqualTo(1);
      if (deadline.outcome() == Outcome.BREACHED && deadline.kind().canBeBreached()) {
        assertThat(breaches).as("breaches of %s", deadline).hasSize(1);
        assertThat(breaches.getFirst().at()).isEqualTo(deadline.dueAt());
      }
      var escalations =
          history.stream()
              .filter(e -> e.act() == Act.DEADLINE_ESCALATED && isAbout(e, deadline))
              .map(HistoryEntry::at)
              .toList();
      assertThat(escalations)
          .hasSizeLessThanOrEqualTo(matter.agreement().plan().terms().escalation().size())
          .isSorted()
          .doesNotHaveDuplicates()
          .allSatisfy(at -> assertThat(at).isAfter(breaches.getFirst().at()));
    }
  }

  private static boolean isAbout(HistoryEntry entry, Deadline deadline) {
    return (entry.became() + " ").startsWith(deadline.kind() + " " + deadline.id() + " ");
  }

  private static void nothingHappensInTheFuture(List<HistoryEntry> history, Instant now) {
    assertThat(history).allSatisfy(entry -> assertThat(entry.at()).isBeforeOrEqualTo(now));
  }
}
