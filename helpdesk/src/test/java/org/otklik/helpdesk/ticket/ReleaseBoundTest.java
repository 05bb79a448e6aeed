package org.otklik.helpdesk.ticket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.otklik.helpdesk.deadline.Deadline.Outcome.BREACHED;
import static org.otklik.helpdesk.deadline.Deadline.Outcome.MET;
import static org.otklik.helpdesk.deadline.Deadline.Outcome.MOVED;
import static org.otklik.helpdesk.deadline.Deadline.Outcome.OPEN;
import static org.otklik.helpdesk.deadline.DeadlineKind.RESOLUTION;
import static org.otklik.helpdesk.deadline.DeadlineKind.REWORK;
import static org.otklik.helpdesk.plan.Category.ERROR;
import static org.otklik.helpdesk.plan.Category.IMPROVEMENT;
import static org.otklik.helpdesk.plan.Priority.HIGH;
import static org.otklik.helpdesk.plan.Priority.LOW;
import static org.otklik.helpdesk.plan.Priority.NORMAL;
import static org.otklik.helpdesk.release.ReleaseKind.SCHEDULED;
import static org.otklik.helpdesk.release.ReleaseKind.UNSCHEDULED;
import static org.otklik.helpdesk.ticket.Acts.analysis;
import static org.otklik.helpdesk.ticket.Acts.consent;
import static org.otklik.helpdesk.ticket.Acts.pause;
import static org.otklik.helpdesk.ticket.Acts.remarks;
import static org.otklik.helpdesk.ticket.Acts.resume;
import static org.otklik.helpdesk.ticket.Acts.solution;

import org.junit.jupiter.api.Test;
import org.otklik.helpdesk.history.HistoryEntry.Act;
import org.otklik.helpdesk.ticket.Told.Audience;
import org.otklik.helpdesk.ticket.Told.Event;

/** Terms that a release says. */
class ReleaseBoundTest {
  private final Desk desk = Desk.standard().at("2026-11-20 15:30").registers();

  private Desk boundToUnscheduled() {
    return desk.withRelease(1, UNSCHEDULED, "2026-12-03").does(analysis(ERROR, HIGH, (Long) null));
  }

  @Test
  void the_bound_is_the_first_release_of_the_required_kind() {
    desk.withRelease(1, SCHEDULED, "2026-11-25")
        .withRelease(2, UNSCHEDULED, "2026-12-10")
        .withRelease(3, UNSCHEDULED, "2026-12-03")
        .does(analysis(ERROR, HIGH, (Long) null));
    assertThat(desk.the(RESOLUTION).releaseId()).isEqualTo(3);
    assertThat(desk.due(RESOLUTION)).isEqualTo("2026-12-03 18:00");
  }

  @Test
  void a_release_of_another_component_binds_nothing() {
    desk.withRelease(1, Desk.OTHER_COMPONENT, UNSCHEDULED, "2026-12-03")
        .does(analysis(ERROR, HIGH, (Long) null));
    assertThat(desk.the(RESOLUTION).due()).isEmpty();
  }

  @Test
  void what_shipped_before_the_analysis_is_not_the_bound() {
    desk.withRelease(1, UNSCHEDULED, "2026-11-20").withRelease(2, UNSCHEDULED, "2026-12-03");
    desk.ships(1).at("2026-11-20 16:00").does(analysis(ERROR, HIGH, (Long) null));
    assertThat(desk.the(RESOLUTION).releaseId()).isEqualTo(2);
  }

  @Test
  void while_none_is_planned_the_ticket_is_without_a_release_and_never_on_time() {
    desk.does(analysis(ERROR, HIGH, (Long) null)).until("2027-03-01 10:00");
    assertThat(desk.the(RESOLUTION).due()).isEmpty();
    assertThat(desk.the(RESOLUTION).outcome()).isEqualTo(OPEN);
    assertThat(desk.owes(RESOLUTION)).isTrue();
    assertThat(desk.when(Act.DEADLINE_BREACHED)).isEmpty();
  }

  @Test
  void a_release_that_is_planned_later_binds_what_was_without_one() {
    desk.does(analysis(ERROR, HIGH, (Long) null)).at("2026-11-27 12:00");
    desk.plansRelease(1, UNSCHEDULED, "2026-12-03");
    assertThat(desk.due(RESOLUTION)).isEqualTo("2026-12-03 18:00");
    assertThat(desk.ticket().plannedAt()).isEqualTo(Desk.wall("2026-12-03 18:00"));
  }

  @Test
  void it_ships_without_the_solution_breach_at_that_instant() {
    boundToUnscheduled().until("2026-12-02 11:23").ships(1);
    assertThat(desk.the(RESOLUTION).outcome()).isEqualTo(BREACHED);
    assertThat(desk.when(Act.DEADLINE_BREACHED)).containsExactly("2026-12-02 11:23");
    assertThat(desk.toldOf(Event.BREACH))
        .containsExactlyInAnyOrder(Audience.RESPONSIBLE, Audience.SUPERVISORS);
  }

  @Test
  void a_shipping_that_is_registered_late_breaches_at_the_shipping() {
    boundToUnscheduled().until("2026-12-03 10:00").at("2026-12-03 16:00");
    desk.ships(1, Desk.wall("2026-12-03 11:00"));
    assertThat(desk.when(Act.DEADLINE_BREACHED)).containsExactly("2026-12-03 11:00");
  }

  @Test
  void after_an_outage_the_warning_still_comes_before_the_breach_by_shipping() {
    boundToUnscheduled().at("2026-12-03 17:00").ships(1);
    assertThat(desk.when(Act.DEADLINE_WARNED)).containsExactly("2026-12-03 14:00");
    assertThat(desk.when(Act.DEADLINE_BREACHED)).containsExactly("2026-12-03 17:00");
  }

  @Test
  void the_breach_by_shipping_escalates_like_any_other() {
    boundToUnscheduled().until("2026-12-02 12:00").ships(1).until("2026-12-10 12:00");
    assertThat(desk.when(Act.DEADLINE_ESCALATED)).hasSize(2).first().isEqualTo("2026-12-02 16:00");
  }

  @Test
  void a_release_of_the_other_kind_breaches_nothing() {
    boundToUnscheduled().withRelease(2, SCHEDULED, "2026-12-01").until("2026-12-01 12:00").ships(2);
    assertThat(desk.the(RESOLUTION).outcome()).isEqualTo(OPEN);
    assertThat(desk.due(RESOLUTION)).isEqualTo("2026-12-03 18:00");
  }

  @Test
  void any_earlier_delivery_satisfies_it() {
    boundToUnscheduled().until("2026-11-30 12:00").does(solution());
    assertThat(desk.the(RESOLUTION).outcome()).isEqualTo(MET);
    desk.until("2026-12-03 12:00").ships(1);
    assertThat(desk.when(Act.DEADLINE_BREACHED)).isEmpty();
  }

  @Test
  void past_its_planned_day_and_not_shipped_nothing_is_breached_yet() {
    boundToUnscheduled().until("2026-12-20 12:00");
    assertThat(desk.the(RESOLUTION).outcome()).isEqualTo(OPEN);
    assertThat(desk.when(Act.RELEASE_OVERDUE)).containsExactly("2026-12-03 18:00");
    assertThat(desk.toldOf(Event.RELEASE_OVERDUE)).containsExactly(Audience.SUPERVISORS);
    desk.ships(1);
    assertThat(desk.when(Act.DEADLINE_BREACHED)).containsExactly("2026-12-20 12:00");
  }

  @Test
  void that_a_release_is_overdue_is_told_once_though_work_was_suspended_meanwhile() {
    boundToUnscheduled().until("2026-12-04 12:00").does(pause());
    desk.until("2026-12-07 12:00").does(resume()).until("2026-12-20 12:00");
    assertThat(desk.when(Act.RELEASE_OVERDUE)).containsExactly("2026-12-03 18:00");
  }

  @Test
  void an_overdue_release_keeps_a_solution_in_time() {
    boundToUnscheduled().until("2026-12-20 12:00").does(solution());
    assertThat(desk.the(RESOLUTION).outcome()).isEqualTo(MET);
  }

  @Test
  void its_planned_date_moves_the_deadline_moves_with_it_and_both_sides_are_told() {
    boundToUnscheduled().until("2026-11-30 12:00").movesRelease(1, "2026-12-07");
    assertThat(desk.due(RESOLUTION)).isEqualTo("2026-12-07 18:00");
    assertThat(desk.notice(RESOLUTION)).isEqualTo("2026-12-07 14:00");
    assertThat(desk.ticket().plannedAt()).isEqualTo(Desk.wall("2026-12-07 18:00"));
    assertThat(desk.toldOf(Event.RELEASE_MOVED))
        .containsExactlyInAnyOrder(Audience.REQUESTER, Audience.RESPONSIBLE);
    assertThat(desk.the(RESOLUTION).moves()).isEqualTo(1);
    desk.movesRelease(1, "2026-12-08");
    assertThat(desk.the(RESOLUTION).moves()).isEqualTo(2);
  }

  @Test
  void a_release_moved_after_its_warning_warns_again_before_the_new_day() {
    boundToUnscheduled().until("2026-12-03 15:00").movesRelease(1, "2026-12-07");
    desk.until("2026-12-07 15:00");
    assertThat(desk.when(Act.DEADLINE_WARNED))
        .containsExactly("2026-12-03 14:00", "2026-12-07 14:00");
  }

  @Test
  void a_release_that_is_moved_forward_is_due_earlier() {
    boundToUnscheduled().until("2026-11-30 12:00").movesRelease(1, "2026-12-01");
    assertThat(desk.due(RESOLUTION)).isEqualTo("2026-12-01 18:00");
  }

  @Test
  void it_is_cancelled_the_next_one_binds() {
    boundToUnscheduled().withRelease(2, UNSCHEDULED, "2026-12-17").cancelsRelease(1);
    assertThat(desk.the(RESOLUTION).releaseId()).isEqualTo(2);
    assertThat(desk.due(RESOLUTION)).isEqualTo("2026-12-17 18:00");
    assertThat(desk.the(RESOLUTION).moves()).isEqualTo(1);
  }

  @Test
  void the_only_one_is_cancelled_the_ticket_is_without_a_release() {
    boundToUnscheduled().cancelsRelease(1);
    assertThat(desk.the(RESOLUTION).due()).isEmpty();
    assertThat(desk.ticket().plannedAt()).isNull();
    assertThat(desk.toldOf(Event.RELEASE_MOVED))
        .containsExactlyInAnyOrder(Audience.REQUESTER, Audience.RESPONSIBLE);
  }

  @Test
  void an_earlier_release_that_is_put_in_becomes_the_bound() {
    boundToUnscheduled().plansRelease(2, UNSCHEDULED, "2026-11-27");
    assertThat(desk.the(RESOLUTION).releaseId()).isEqualTo(2);
  }

  @Test
  void a_low_error_is_owed_in_a_chosen_scheduled_release() {
    desk.withRelease(1, SCHEDULED, "2026-12-03").withRelease(2, UNSCHEDULED, "2026-12-05");
    assertThat(desk.isRefused(analysis(ERROR, LOW, (Long) null)).field()).isEqualTo("release");
    assertThat(desk.isRefused(analysis(ERROR, LOW, 2L)).field()).isEqualTo("release");
    desk.does(analysis(ERROR, LOW, 1L));
    assertThat(desk.due(RESOLUTION)).isEqualTo("2026-12-03 18:00");
  }

  @Test
  void an_improvements_release_is_agreed_with_the_client() {
    desk.withRelease(1, SCHEDULED, "2026-12-03");
    var notAgreed =
        new TicketAct.Analyse(IMPROVEMENT, LOW, false, null, null, Desk.COMPONENT, 1L, false, "");
    assertThat(desk.isRefused(notAgreed).field()).isEqualTo("agreed");
    desk.does(analysis(IMPROVEMENT, LOW, 1L));
    assertThat(desk.due(RESOLUTION)).isEqualTo("2026-12-03 18:00");
  }

  @Test
  void only_the_chosen_release_breaches_what_it_was_chosen_for() {
    desk.withRelease(1, SCHEDULED, "2026-12-03").withRelease(2, SCHEDULED, "2026-12-24");
    desk.does(analysis(ERROR, LOW, 2L)).until("2026-12-03 12:00").ships(1);
    assertThat(desk.the(RESOLUTION).outcome()).isEqualTo(OPEN);
    desk.until("2026-12-24 12:00").ships(2);
    assertThat(desk.when(Act.DEADLINE_BREACHED)).containsExactly("2026-12-24 12:00");
  }

  @Test
  void another_release_is_chosen_and_its_day_is_the_planned_date() {
    desk.withRelease(1, SCHEDULED, "2026-12-03").withRelease(2, SCHEDULED, "2026-12-24");
    desk.does(analysis(IMPROVEMENT, LOW, 1L));
    assertThat(desk.isRefused(new TicketAct.ChooseRelease(2, false)).field()).isEqualTo("agreed");
    desk.does(new TicketAct.ChooseRelease(2, true));
    assertThat(desk.due(RESOLUTION)).isEqualTo("2026-12-24 18:00");
    assertThat(desk.ticket().plannedAt()).isEqualTo(Desk.wall("2026-12-24 18:00"));
    assertThat(desk.toldOf(Event.PLANNED)).containsExactly(Audience.REQUESTER);
  }

  @Test
  void rework_of_an_error_is_owed_as_its_resolution_was() {
    boundToUnscheduled().withRelease(2, UNSCHEDULED, "2026-12-17").does(solution());
    desk.until("2026-12-03 12:00").ships(1).until("2026-12-04 12:00").does(remarks());
    assertThat(desk.due(REWORK)).isEqualTo("2026-12-17 18:00");
    desk.until("2026-12-17 12:00").ships(2);
    assertThat(desk.the(REWORK).outcome()).isEqualTo(BREACHED);
  }

  @Test
  void the_clients_consent_frees_the_term_from_its_release() {
    boundToUnscheduled().does(consent(desk.the(RESOLUTION), "2026-12-21 18:00"));
    assertThat(desk.all(RESOLUTION).getFirst().outcome()).isEqualTo(MOVED);
    desk.until("2026-12-03 12:00").ships(1);
    assertThat(desk.the(RESOLUTION).outcome()).isEqualTo(OPEN);
    desk.until("2026-12-21 18:01");
    assertThat(desk.when(Act.DEADLINE_BREACHED)).containsExactly("2026-12-21 18:00");
  }

  @Test
  void what_waits_for_an_overdue_release_still_runs_and_can_be_moved_by_consent() {
    boundToUnscheduled().until("2026-12-04 12:00");
    desk.does(consent(desk.the(RESOLUTION), "2026-12-21 18:00"));
    assertThat(desk.due(RESOLUTION)).isEqualTo("2026-12-21 18:00");
  }

  @Test
  void a_normal_error_waits_for_a_scheduled_release() {
    desk.withRelease(1, UNSCHEDULED, "2026-12-01").withRelease(2, SCHEDULED, "2026-12-10");
    desk.does(analysis(ERROR, NORMAL, (Long) null));
    assertThat(desk.the(RESOLUTION).releaseId()).isEqualTo(2);
  }
}
