package org.otklik.helpdesk.ticket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.otklik.helpdesk.deadline.Deadline.Outcome.BREACHED;
import static org.otklik.helpdesk.deadline.Deadline.Outcome.MET;
import static org.otklik.helpdesk.deadline.DeadlineKind.FEEDBACK;
import static org.otklik.helpdesk.ticket.Acts.feedbackBy;

import org.junit.jupiter.api.Test;

/** The hotline's feedback date (срок обратной связи): at most three business days ahead. */
class FeedbackTest {
  private final Desk desk = Desk.standard().at("2026-11-20 15:30").registers();

  @Test
  void a_feedback_date_is_at_most_three_business_days_ahead() {
    assertThat(desk.isRefused(feedbackBy("2026-11-25 18:01")).values())
        .containsExactly(Desk.wall("2026-11-25 18:00"));
    desk.does(feedbackBy("2026-11-25 18:00"));
    assertThat(desk.due(FEEDBACK)).isEqualTo("2026-11-25 18:00");
    assertThat(desk.notice(FEEDBACK)).isEqualTo("2026-11-25 14:00");
  }

  @Test
  void a_feedback_date_lies_ahead() {
    desk.isRefused(feedbackBy("2026-11-20 15:30"));
  }

  @Test
  void the_call_back_meets_it() {
    desk.does(feedbackBy("2026-11-24 12:00")).until("2026-11-24 11:00");
    desk.does(new TicketAct.GiveFeedback("перезвонили"));
    assertThat(desk.the(FEEDBACK).outcome()).isEqualTo(MET);
  }

  @Test
  void a_call_back_that_never_came_is_a_breach() {
    desk.does(feedbackBy("2026-11-24 12:00")).until("2026-11-24 12:01");
    assertThat(desk.the(FEEDBACK).outcome()).isEqualTo(BREACHED);
    assertThat(desk.the(FEEDBACK).isCountedBreach()).isTrue();
  }

  @Test
  void no_feedback_is_given_that_nobody_promised() {
    desk.isRefused(new TicketAct.GiveFeedback("перезвонили"));
  }

  @Test
  void another_promise_hides_no_breach_of_the_first() {
    desk.does(feedbackBy("2026-11-23 12:00")).until("2026-11-23 13:00");
    desk.does(feedbackBy("2026-11-25 12:00"));
    assertThat(desk.all(FEEDBACK).getFirst().outcome()).isEqualTo(BREACHED);
    assertThat(desk.all(FEEDBACK).getFirst().isCountedBreach()).isTrue();
  }

  @Test
  void a_running_promise_is_not_put_off_by_the_next() {
    desk.does(feedbackBy("2026-11-23 12:00")).at("2026-11-23 11:00");
    assertThat(desk.tries(feedbackBy("2026-11-26 12:00"))).isFalse();
    assertThat(desk.tries(feedbackBy("2026-11-23 11:30"))).isTrue();
  }
}
