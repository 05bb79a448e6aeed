package org.otklik.helpdesk.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.otklik.helpdesk.desk.DeadlineRun;
import org.otklik.helpdesk.desk.Outcome;
import org.otklik.helpdesk.desk.TicketDesk;
import org.otklik.helpdesk.history.Actor;
import org.otklik.helpdesk.plan.Category;
import org.otklik.helpdesk.plan.Priority;
import org.otklik.helpdesk.running.Letter;
import org.otklik.helpdesk.running.People;
import org.otklik.helpdesk.running.ServedMailbox;
import org.otklik.helpdesk.ticket.TicketAct;

/** First-response deadlines of a whole program whose clock the test sets. */
class BreachIT {
  /** A Monday, 10:00 in Moscow; one business day later is Tuesday, 17 November. */
  private static final Instant MONDAY = Instant.parse("2026-11-16T07:00:00Z");

  private static ServedMailbox desk;

  @BeforeAll
  static void open() {
    desk = ServedMailbox.open(setup -> setup.withClockAt(MONDAY));
  }

  @AfterAll
  static void close() {
    if (desk != null) {
      desk.close();
    }
  }

  @Test
  void a_breach_has_its_true_instant_whenever_the_engine_comes_by_and_is_told_once() {
    long ticket = registered("nobody answers");
    Instant due = due(ticket);
    assertThat(due).isAfter(MONDAY);
    desk.program().clock().set(due);
    desk.program().get(DeadlineRun.class).crank();
    assertThat(outcome(ticket)).as("at the very instant").isEqualTo("OPEN");
    desk.program().clock().set(due.plus(Duration.ofDays(3)));
    assertThat(desk.program().get(DeadlineRun.class).crank()).isPositive();
    assertThat(desk.program().get(DeadlineRun.class).crank()).as("again").isZero();
    assertThat(outcome(ticket)).isEqualTo("BREACHED");
    assertThat(breaches(ticket)).isEqualTo(1);
    assertThat(
            desk.program()
                .query(
                    "SELECT h.at = d.due_at FROM history h JOIN deadline d ON d.subject_id = h.ticket_id"
                        + " WHERE h.act = 'DEADLINE_BREACHED' AND h.ticket_id = "
                        + ticket))
        .containsExactly("1");
    await("the responsible operator is told")
        .atMost(Duration.ofSeconds(20))
        .until(() -> toldOf("nobody answers") > 0);
    assertThat(
            desk.program()
                .query(
                    "SELECT recipient FROM outbox WHERE purpose = 'BREACH' AND ticket_id = "
                        + ticket))
        .as("once, though both responsible and supervisor, and at both steps of the escalation")
        .containsExactly(People.OPERATOR, People.OPERATOR, People.OPERATOR);
  }

  private static long toldOf(String subject) {
    return desk.sink().takenFor(People.OPERATOR).stream()
        .filter(taken -> taken.raw().contains(subject))
        .count();
  }

  @Test
  void an_analysis_in_time_meets_the_deadline_and_an_answer_alone_does_not() {
    long ticket = registered("analysed in time");
    desk.program().clock().set(due(ticket));
    perform(ticket, new TicketAct.Answer("Have you tried …"));
    assertThat(outcome(ticket)).isEqualTo("OPEN");
    Outcome<?> analysed = perform(ticket, analysis(due(ticket)));
    assertThat(analysed).isInstanceOf(Outcome.Done.class);
    desk.program().clock().set(due(ticket).plus(Duration.ofDays(3)));
    desk.program().get(DeadlineRun.class).crank();
    assertThat(outcome(ticket)).isEqualTo("MET");
    assertThat(breaches(ticket)).isZero();
  }

  @Test
  void an_analysis_too_late_and_before_the_engine_came_by_leaves_the_breach() {
    long ticket = registered("analysed too late");
    desk.program().clock().set(due(ticket).plusSeconds(1));
    perform(ticket, analysis(due(ticket).plusSeconds(1)));
    desk.program().get(DeadlineRun.class).crank();
    assertThat(outcome(ticket)).isEqualTo("BREACHED");
    assertThat(breaches(ticket)).isEqualTo(1);
  }

  /** db-scheduler ClusterTests. */
  @Test
  void engines_that_run_at_once_breach_once() throws Exception {
    int tickets = 12;
    long last = 0;
    for (int i = 0; i < tickets; i++) {
      last = registered("at once " + i);
    }
    desk.program().clock().set(due(last).plusSeconds(1));
    int engines = 4;
    var together = new CyclicBarrier(engines);
    Callable<Integer> engine =
        () -> {
          together.await();
          return desk.program().get(DeadlineRun.class).crank();
        };
    int breached = 0;
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var result : threads.invokeAll(Stream.generate(() -> engine).limit(engines).toList())) {
        breached += result.get();
      }
    }
    assertThat(breached).isEqualTo(tickets);
    assertThat(
            desk.program()
                .query(
                    "SELECT COUNT(*) FROM history h JOIN ticket t ON t.id = h.ticket_id"
                        + " WHERE act = 'DEADLINE_BREACHED' AND subject LIKE 'at once %'"))
        .containsExactly(Integer.toString(tickets));
  }

  private static Outcome<?> perform(long ticket, TicketAct act) {
    return desk.program().get(TicketDesk.class).perform(ticket, act, operator(), null);
  }

  /** Of a normal request for support, planned for the day after. */
  private static TicketAct analysis(Instant now) {
    return new TicketAct.Analyse(
        Category.SUPPORT,
        Priority.NORMAL,
        false,
        operator().id(),
        now.plus(Duration.ofDays(1)),
        null,
        null,
        false,
        "");
  }

  private static Actor operator() {
    String id = desk.program().query("SELECT id FROM operator").getFirst();
    return Actor.operator(Long.parseLong(id), "Olga");
  }

  /** A ticket registered on Monday; the clock stands there afterwards. */
  private static long registered(String subject) {
    desk.program().clock().set(MONDAY);
    var letter =
        Letter.from(People.ANNA).subject(subject).messageId(subject.replace(' ', '.') + "@b");
    assertThat(desk.outcomeOf(letter)).isEqualTo("REGISTERED");
    return Long.parseLong(desk.columnOf(letter.raw(), "ticket_id"));
  }

  private static Instant due(long ticket) {
    String due =
        desk.program()
            .query(
                "SELECT due_at FROM deadline WHERE kind = 'FIRST_RESPONSE' AND subject_id = "
                    + ticket)
            .getFirst();
    return Instant.parse(due.replace(' ', 'T') + "Z");
  }

  private static String outcome(long ticket) {
    return desk.program()
        .query(
            "SELECT outcome FROM deadline WHERE kind = 'FIRST_RESPONSE' AND subject_id = " + ticket)
        .getFirst();
  }

  private static int breaches(long ticket) {
    return desk.program()
        .query("SELECT id FROM history WHERE act = 'DEADLINE_BREACHED' AND ticket_id = " + ticket)
        .size();
  }
}
