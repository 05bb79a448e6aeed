package org.otklik.helpdesk.ticket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.otklik.helpdesk.deadline.Deadline.Outcome.BREACHED;
import static org.otklik.helpdesk.deadline.Deadline.Outcome.OPEN;
import static org.otklik.helpdesk.deadline.Deadline.Outcome.WAIVED;
import static org.otklik.helpdesk.deadline.DeadlineKind.FIRST_RESPONSE;
import static org.otklik.helpdesk.plan.Category.SUPPORT;
import static org.otklik.helpdesk.plan.Priority.HIGH;
import static org.otklik.helpdesk.ticket.Acts.acceptance;
import static org.otklik.helpdesk.ticket.Acts.analysis;
import static org.otklik.helpdesk.ticket.Acts.closing;
import static org.otklik.helpdesk.ticket.Acts.question;
import static org.otklik.helpdesk.ticket.Acts.solution;

import org.junit.jupiter.api.Test;
import org.otklik.helpdesk.client.Role;
import org.otklik.helpdesk.client.StaffMember;
import org.otklik.helpdesk.history.HistoryEntry.Act;
import org.otklik.helpdesk.ticket.Told.Audience;
import org.otklik.helpdesk.ticket.Told.Event;

/** Closed with a reason, reopened within the window, merged and linked. */
class EndingTest {
  private final Desk desk = Desk.standard().at("2026-11-20 15:30").registers();

  private Desk accepted() {
    return desk.does(analysis(SUPPORT, HIGH, "2026-11-25 18:00"))
        .does(solution())
        .at("2026-11-20 16:00")
        .does(acceptance());
  }

  private static Matter another() {
    return Desk.standard().registers().matter();
  }

  private static Matter otherTicket(Matter like) {
    var other = another();
    // Ids of another desk run like ours: its ticket would be the same.
    var t = other.ticket();
    var renamed =
        new Ticket(
            t.id() + 500_000,
            2,
            like.ticket().clientId(),
            t.requesterId(),
            t.planId(),
            t.subject(),
            t.state(),
            t.channel(),
            t.responsibleId(),
            t.arrivedAt(),
            t.registeredAt(),
            null,
            null,
            false,
            null,
            null,
            null,
            null,
            null,
            0,
            null,
            null,
            null,
            null,
            false,
            false,
            t.nextDueAt(),
            t.historyLength(),
            t.historyHash(),
            0);
    return new Matter(renamed, other.deadlines(), other.agreement(), other.releases());
  }

  @Test
  void a_ticket_is_closed_with_a_reason() {
    desk.does(closing(Ticket.Closing.WITHDRAWN));
    assertThat(desk.ticket().closedBecause()).isEqualTo(Ticket.Closing.WITHDRAWN);
    assertThat(desk.last(Act.CLOSED).became()).isEqualTo("WITHDRAWN");
    assertThat(desk.toldOf(Event.CLOSED)).containsExactly(Audience.REQUESTER);
  }

  @Test
  void a_refusal_says_why() {
    assertThat(desk.isRefused(new TicketAct.Close(Ticket.Closing.REFUSED, " ")).field())
        .isEqualTo("text");
    desk.does(closing(Ticket.Closing.REFUSED));
  }

  @Test
  void nothing_unasked_is_closed_as_unanswered() {
    desk.isRefused(closing(Ticket.Closing.UNANSWERED));
  }

  @Test
  void what_is_closed_owes_nothing() {
    desk.does(closing(Ticket.Closing.WITHDRAWN));
    assertThat(desk.the(FIRST_RESPONSE).outcome()).isEqualTo(WAIVED);
    assertThat(desk.ticket().nextDueAt()).isEqualTo(Ticket.NOTHING_DUE);
    desk.until("2026-12-20 10:00");
    assertThat(desk.when(Act.DEADLINE_BREACHED)).isEmpty();
  }

  @Test
  void closing_hides_no_breach() {
    desk.at("2026-11-24 10:00").does(closing(Ticket.Closing.WITHDRAWN));
    assertThat(desk.the(FIRST_RESPONSE).outcome()).isEqualTo(BREACHED);
    assertThat(desk.the(FIRST_RESPONSE).isCountedBreach()).isTrue();
    assertThat(desk.when(Act.DEADLINE_BREACHED)).containsExactly("2026-11-23 18:00");
  }

  @Test
  void a_reply_within_fourteen_calendar_days_joins_later_it_does_not() {
    accepted();
    assertThat(desk.life.joins(desk.matter(), Desk.wall("2026-12-04 16:00"))).isTrue();
    assertThat(desk.life.joins(desk.matter(), Desk.wall("2026-12-04 16:01"))).isFalse();
  }

  @Test
  void the_window_is_counted_to_the_arrival() {
    accepted().at("2026-12-07 10:00");
    assertThat(desk.life.joins(desk.matter(), Desk.wall("2026-12-04 15:00"))).isTrue();
  }

  @Test
  void a_reply_reopens_it_as_registered_with_a_fresh_first_response_term() {
    accepted().at("2026-12-01 10:00").replies("Опять не печатает");
    assertThat(desk.state()).isEqualTo(Ticket.State.REGISTERED);
    assertThat(desk.ticket().closedAt()).isNull();
    assertThat(desk.the(FIRST_RESPONSE).outcome()).isEqualTo(OPEN);
    assertThat(desk.due(FIRST_RESPONSE)).isEqualTo("2026-12-02 18:00");
    assertThat(desk.toldOf(Event.REOPENED)).containsExactly(Audience.REQUESTER);
    assertThat(desk.last(Act.REOPENED).was()).isEqualTo("ACCEPTED");
  }

  @Test
  void what_was_reopened_is_analysed_anew_and_asked_about_phone_first() {
    accepted().at("2026-12-01 10:00").replies("Опять не печатает");
    assertThat(desk.ticket().analysedAt()).isNull();
    desk.isRefused(solution());
    assertThat(desk.isRefused(question()).key()).isEqualTo("refusal.question.call-first");
  }

  @Test
  void an_operator_reopens_within_the_window_only() {
    accepted().at("2026-12-04 16:01");
    desk.isRefused(new TicketAct.Reopen("ошиблись"));
    desk.at("2026-12-04 16:00").does(new TicketAct.Reopen("ошиблись"));
    assertThat(desk.state()).isEqualTo(Ticket.State.REGISTERED);
  }

  @Test
  void later_it_becomes_a_new_ticket_linked_to_the_old_one() {
    var later = Desk.standard().at("2026-12-20 10:00");
    later.registers(later.now, 4711L);
    assertThat(later.links)
        .singleElement()
        .satisfies(link -> {
          assertThat(link.otherId()).isEqualTo(4711L);
          assertThat(link.kind()).isEqualTo(TicketLink.Kind.CONTINUES);
        });
  }

  @Test
  void a_merged_ticket_closes_as_a_duplicate() {
    var other = otherTicket(desk.matter());
    desk.does(new TicketAct.Merge(other.ticket().id()), Desk.OPERATOR, other);
    assertThat(desk.ticket().closedBecause()).isEqualTo(Ticket.Closing.DUPLICATE);
    assertThat(desk.ticket().mergedInto()).isEqualTo(other.ticket().id());
    assertThat(desk.links)
        .extracting(TicketLink::kind)
        .containsExactly(TicketLink.Kind.DUPLICATE_OF);
  }

  @Test
  void a_reply_that_reopens_a_duplicate_ends_its_merger() {
    var other = otherTicket(desk.matter());
    desk.does(new TicketAct.Merge(other.ticket().id()), Desk.OPERATOR, other);
    desk.replies("Это другое");
    assertThat(desk.state()).isEqualTo(Ticket.State.REGISTERED);
    assertThat(desk.ticket().mergedInto()).isNull();
  }

  @Test
  void a_ticket_is_not_merged_into_itself_nor_into_a_closed_one() {
    desk.isRefused(new TicketAct.Merge(desk.ticket().id()), desk.matter());
    var closed = Desk.standard().registers().does(closing(Ticket.Closing.WITHDRAWN));
    var other = otherTicket(desk.matter());
    var t = closed.ticket();
    assertThat(t.state()).isEqualTo(Ticket.State.CLOSED);
    var closedOther =
        new Matter(
            other.ticket().with(d -> d.state = Ticket.State.CLOSED),
            other.deadlines(),
            other.agreement(),
            other.releases());
    desk.isRefused(new TicketAct.Merge(other.ticket().id()), closedOther);
  }

  @Test
  void another_clients_ticket_does_not_even_exist() {
    var other = otherTicket(desk.matter());
    var mine = desk.matter();
    var foreign =
        new Matter(
            new Ticket(
                other.ticket().id(),
                2,
                mine.ticket().clientId() + 1,
                1,
                1,
                "",
                Ticket.State.REGISTERED,
                Ticket.Channel.MAIL,
                null,
                desk.now,
                desk.now,
                null,
                null,
                false,
                null,
                null,
                null,
                null,
                null,
                0,
                null,
                null,
                null,
                null,
                false,
                false,
                Ticket.NOTHING_DUE,
                0,
                "",
                0),
            other.deadlines(),
            other.agreement(),
            other.releases());
    assertThat(desk.isRefused(new TicketAct.Merge(foreign.ticket().id()), foreign).kind())
        .isEqualTo(Refusal.Kind.NOT_FOUND);
    assertThat(desk.isRefused(new TicketAct.Link(foreign.ticket().id()), foreign).kind())
        .isEqualTo(Refusal.Kind.NOT_FOUND);
  }

  @Test
  void history_holds_no_personal_values() {
    accepted().replies("Звоните Иванову");
    assertThat(desk.history.toString()).doesNotContain("Иванов").doesNotContain(Desk.CLIENT.name());
    assertThat(new StaffMember(1, 1, "x", Role.LIMITED, true, 0).role().seesAll()).isFalse();
  }
}
