package org.otklik.helpdesk.ticket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.otklik.helpdesk.deadline.Deadline.Outcome.MET;
import static org.otklik.helpdesk.deadline.Deadline.Outcome.OPEN;
import static org.otklik.helpdesk.deadline.DeadlineKind.FIRST_RESPONSE;
import static org.otklik.helpdesk.deadline.DeadlineKind.PLANNED_DATE;
import static org.otklik.helpdesk.deadline.DeadlineKind.RESOLUTION;
import static org.otklik.helpdesk.plan.Category.ERROR;
import static org.otklik.helpdesk.plan.Category.IMPROVEMENT;
import static org.otklik.helpdesk.plan.Category.SUPPORT;
import static org.otklik.helpdesk.plan.Priority.HIGH;
import static org.otklik.helpdesk.plan.Priority.LOW;
import static org.otklik.helpdesk.plan.Priority.NORMAL;
import static org.otklik.helpdesk.plan.Priority.URGENT;
import static org.otklik.helpdesk.release.ReleaseKind.SCHEDULED;
import static org.otklik.helpdesk.release.ReleaseKind.UNSCHEDULED;
import static org.otklik.helpdesk.ticket.Acts.analysis;
import static org.otklik.helpdesk.ticket.Acts.answer;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.otklik.helpdesk.calendar.BusinessCalendar;
import org.otklik.helpdesk.calendar.CalendarYaml;
import org.otklik.helpdesk.calendar.Shift;
import org.otklik.helpdesk.calendar.WeeklyHours;
import org.otklik.helpdesk.history.HistoryEntry.Act;
import org.otklik.helpdesk.plan.Category;
import org.otklik.helpdesk.plan.Priority;
import org.otklik.helpdesk.ticket.Told.Audience;
import org.otklik.helpdesk.ticket.Told.Event;

/** The first analysis: in time, all of it together, and told to the client. */
class AnalysisTest {
  private final Desk desk = Desk.standard().at("2026-11-20 15:30").registers();

  private static TicketAct.Analyse warranty(Category category, Priority priority) {
    return new TicketAct.Analyse(
        category,
        priority,
        true,
        null,
        Desk.wall("2026-11-23 18:00"),
        Desk.COMPONENT,
        null,
        false,
        "");
  }

  @Test
  void first_analysis_must_end_within_one_business_day_from_registration() {
    assertThat(desk.due(FIRST_RESPONSE)).isEqualTo("2026-11-23 18:00");
    assertThat(desk.notice(FIRST_RESPONSE)).isEqualTo("2026-11-23 14:00");
    assertThat(desk.state()).isEqualTo(Ticket.State.REGISTERED);
  }

  @Test
  void the_term_runs_from_the_registration_though_the_mail_arrived_before() {
    var late = Desk.standard().at("2026-11-23 10:00");
    late.registers(Desk.wall("2026-11-20 15:30"), null);
    assertThat(late.due(FIRST_RESPONSE)).isEqualTo("2026-11-24 18:00");
  }

  @Test
  void the_partner_plan_owes_an_answer_by_a_person_within_five_working_hours() {
    var hours = WeeklyHours.mondayToFriday(Shift.parse("10:00-19:00"));
    var russia = CalendarYaml.russia();
    var partner =
        Desk.partner()
            .withCalendar(
                new BusinessCalendar(russia.withHours("partner", hours, russia.standardDay())))
            .at("2026-11-20 15:30")
            .registers();
    assertThat(partner.due(FIRST_RESPONSE)).isEqualTo("2026-11-23 11:30");
    partner.at("2026-11-20 16:00").does(answer());
    assertThat(partner.the(FIRST_RESPONSE).outcome()).isEqualTo(MET);
    assertThat(partner.state()).isEqualTo(Ticket.State.REGISTERED);
  }

  @Test
  void by_the_standard_plan_an_answer_is_no_analysis() {
    desk.does(answer());
    assertThat(desk.the(FIRST_RESPONSE).outcome()).isEqualTo(OPEN);
  }

  @Test
  void an_analysis_without_category_is_none() {
    var refusal =
        desk.isRefused(
            new TicketAct.Analyse(
                null, HIGH, false, null, Desk.wall("2026-11-23 18:00"), null, null, false, ""));
    assertThat(refusal.field()).isEqualTo("category");
  }

  @Test
  void an_analysis_without_priority_is_none() {
    var refusal =
        desk.isRefused(
            new TicketAct.Analyse(
                SUPPORT, null, false, null, Desk.wall("2026-11-23 18:00"), null, null, false, ""));
    assertThat(refusal.field()).isEqualTo("priority");
  }

  @Test
  void an_analysis_without_a_responsible_operator_is_none() {
    var nobodys = Desk.standard().withNobodyResponsible().registers();
    var refusal = nobodys.isRefused(analysis(SUPPORT, HIGH, "2026-11-25 18:00"));
    assertThat(refusal.field()).isEqualTo("responsible");
  }

  @Test
  void an_analysis_without_planned_date_is_none() {
    var refusal =
        desk.isRefused(
            new TicketAct.Analyse(SUPPORT, HIGH, false, null, null, null, null, false, ""));
    assertThat(refusal.field()).isEqualTo("plannedAt");
  }

  @Test
  void what_is_bound_to_a_release_names_its_component() {
    var refusal =
        desk.isRefused(
            new TicketAct.Analyse(ERROR, HIGH, false, null, null, null, null, false, ""));
    assertThat(refusal.field()).isEqualTo("component");
  }

  @Test
  void the_analysis_fixes_everything_together() {
    desk.does(analysis(SUPPORT, NORMAL, "2026-11-27 18:00"));
    assertThat(desk.state()).isEqualTo(Ticket.State.IN_PROGRESS);
    assertThat(desk.ticket().category()).isEqualTo(SUPPORT);
    assertThat(desk.ticket().priority()).isEqualTo(NORMAL);
    assertThat(desk.ticket().responsibleId()).isEqualTo(Desk.OPERATOR.id());
    assertThat(desk.ticket().analysedAt()).isEqualTo(desk.now);
    assertThat(desk.ticket().plannedAt()).isEqualTo(Desk.wall("2026-11-27 18:00"));
    assertThat(desk.the(FIRST_RESPONSE).outcome()).isEqualTo(MET);
    assertThat(desk.the(FIRST_RESPONSE).fulfilledAt()).isEqualTo(desk.now);
  }

  @Test
  void the_outcome_is_told_to_the_client() {
    desk.does(analysis(SUPPORT, NORMAL, "2026-11-27 18:00"));
    assertThat(desk.toldOf(Event.ANALYSED)).containsExactly(Audience.REQUESTER);
  }

  @Test
  void the_end_of_the_term_itself_is_in_time() {
    desk.until("2026-11-23 18:00").does(analysis(SUPPORT, NORMAL, "2026-11-27 18:00"));
    assertThat(desk.the(FIRST_RESPONSE).outcome()).isEqualTo(MET);
  }

  @ParameterizedTest
  @EnumSource(
      value = Priority.class,
      names = {"URGENT", "HIGH"})
  void an_improvement_is_normal_or_low_and_nothing_else(Priority priority) {
    assertThat(desk.isRefused(analysis(IMPROVEMENT, priority, "2026-11-23 18:00")).field())
        .isEqualTo("priority");
    assertThat(IMPROVEMENT.priorities()).containsExactlyInAnyOrder(NORMAL, LOW);
  }

  @Test
  void a_warranty_case_needs_a_running_warranty() {
    var refusal = desk.isRefused(warranty(ERROR, URGENT));
    assertThat(refusal.field()).isEqualTo("warranty");
    var over = Desk.standard().withWarranty("2025-11-20", "2026-11-19").registers();
    assertThat(over.isRefused(warranty(ERROR, URGENT)).field()).isEqualTo("warranty");
  }

  @Test
  void a_warranty_runs_to_the_end_of_its_last_day() {
    var lastDay =
        Desk.standard().withWarranty("2025-11-21", "2026-11-20").at("2026-11-20 17:59").registers();
    lastDay.does(warranty(ERROR, URGENT));
    assertThat(lastDay.ticket().warranty()).isTrue();
    assertThat(lastDay.ticket().priority()).isEqualTo(URGENT);
  }

  @Test
  void a_warranty_case_is_urgent() {
    var warranted = Desk.standard().withWarranty("2026-01-01", "2026-12-31").registers();
    assertThat(warranted.isRefused(warranty(ERROR, HIGH)).field()).isEqualTo("priority");
    assertThat(warranted.isRefused(warranty(IMPROVEMENT, NORMAL)).field()).isEqualTo("priority");
  }

  @Test
  void the_planned_date_is_no_later_than_what_the_matrix_allows() {
    var refusal = desk.isRefused(analysis(SUPPORT, HIGH, "2026-11-25 18:01"));
    assertThat(refusal.field()).isEqualTo("plannedAt");
    assertThat(refusal.values()).containsExactly(Desk.wall("2026-11-25 18:00"));
    desk.does(analysis(SUPPORT, HIGH, "2026-11-25 18:00"));
  }

  @Test
  void the_planned_date_lies_ahead() {
    assertThat(desk.isRefused(analysis(SUPPORT, HIGH, "2026-11-20 15:30")).field())
        .isEqualTo("plannedAt");
  }

  @Test
  void missing_the_planned_date_warns_and_breaches_nothing() {
    desk.does(analysis(SUPPORT, HIGH, "2026-11-24 12:00")).until("2026-11-24 12:01");
    assertThat(desk.when(Act.PLANNED_DATE_MISSED)).containsExactly("2026-11-24 12:00");
    assertThat(desk.toldOf(Event.PLANNED_DATE_MISSED)).containsExactly(Audience.RESPONSIBLE);
    assertThat(desk.when(Act.DEADLINE_BREACHED)).isEmpty();
    assertThat(desk.the(PLANNED_DATE).isCountedBreach()).isFalse();
    assertThat(desk.the(RESOLUTION).outcome()).isEqualTo(OPEN);
  }

  @Test
  void the_matrix_date_is_what_can_be_breached() {
    desk.does(analysis(SUPPORT, HIGH, "2026-11-24 12:00")).until("2026-11-25 18:01");
    assertThat(desk.when(Act.DEADLINE_BREACHED)).containsExactly("2026-11-25 18:00");
    assertThat(desk.the(RESOLUTION).isCountedBreach()).isTrue();
  }

  @Test
  void another_planned_date_is_no_later_than_the_matrix_allows_and_is_told() {
    desk.does(analysis(SUPPORT, HIGH, "2026-11-24 12:00"));
    assertThat(desk.isRefused(new TicketAct.Plan(Desk.wall("2026-11-26 12:00"))).field())
        .isEqualTo("plannedAt");
    desk.does(new TicketAct.Plan(Desk.wall("2026-11-25 12:00")));
    assertThat(desk.due(PLANNED_DATE)).isEqualTo("2026-11-25 12:00");
    assertThat(desk.due(RESOLUTION)).isEqualTo("2026-11-25 18:00");
    assertThat(desk.toldOf(Event.PLANNED)).containsExactly(Audience.REQUESTER);
  }

  @Test
  void for_release_bound_tickets_the_planned_date_is_the_releases() {
    var bound = Desk.standard().withRelease(1, SCHEDULED, "2026-12-10").registers();
    bound.does(analysis(ERROR, NORMAL, (Long) null));
    assertThat(bound.ticket().plannedAt()).isEqualTo(Desk.wall("2026-12-10 18:00"));
    assertThat(bound.isRefused(new TicketAct.Plan(Desk.wall("2026-12-01 12:00"))).field())
        .isEqualTo("plannedAt");
  }

  @Test
  void without_a_release_no_planned_date_is_made_up() {
    var waiting = Desk.standard().withRelease(1, UNSCHEDULED, "2026-12-10").registers();
    waiting.does(
        new TicketAct.Analyse(
            ERROR,
            NORMAL,
            false,
            null,
            Desk.wall("2026-11-01 12:00"),
            Desk.COMPONENT,
            null,
            false,
            ""));
    assertThat(waiting.ticket().plannedAt()).isNull();
  }

  @Test
  void a_refused_act_names_what_is_allowed_instead() {
    var refusal = desk.isRefused(Acts.solution());
    assertThat(refusal.kind()).isEqualTo(Refusal.Kind.NOT_ALLOWED);
    assertThat(refusal.allowed()).contains(ActKind.ANALYSE).doesNotContain(ActKind.ACCEPT);
  }

  @Test
  void a_ticket_keeps_the_terms_of_the_plan_that_it_was_registered_under() {
    var partner = Desk.partner().registers();
    assertThat(partner.ticket().planId()).isEqualTo(partner.matter().agreement().plan().id());
    assertThat(partner.the(FIRST_RESPONSE).rule()).isEqualTo("5wh");
  }
}
