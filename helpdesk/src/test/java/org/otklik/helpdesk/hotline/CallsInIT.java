package org.otklik.helpdesk.hotline;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.otklik.helpdesk.IdSource;
import org.otklik.helpdesk.access.Operator;
import org.otklik.helpdesk.access.Operator.OperatorRole;
import org.otklik.helpdesk.call.CallAct;
import org.otklik.helpdesk.call.CallBackRecord;
import org.otklik.helpdesk.call.CallBackRecord.Purpose;
import org.otklik.helpdesk.call.CallRecord;
import org.otklik.helpdesk.call.CallRecord.Disposition;
import org.otklik.helpdesk.client.Client;
import org.otklik.helpdesk.client.Language;
import org.otklik.helpdesk.client.Role;
import org.otklik.helpdesk.client.StaffMember;
import org.otklik.helpdesk.desk.CallDesk;
import org.otklik.helpdesk.desk.CaseDesk;
import org.otklik.helpdesk.desk.ClientDesk;
import org.otklik.helpdesk.desk.DeadlineRun;
import org.otklik.helpdesk.desk.Outcome;
import org.otklik.helpdesk.desk.PhoneDesk;
import org.otklik.helpdesk.desk.TicketDesk;
import org.otklik.helpdesk.history.Actor;
import org.otklik.helpdesk.running.RunningProgram;
import org.otklik.helpdesk.store.CallRows;
import org.otklik.helpdesk.store.HotlineReport;
import org.otklik.helpdesk.store.Rows;
import org.otklik.helpdesk.ticket.Refusal;
import org.otklik.helpdesk.ticket.Ticket;
import org.otklik.helpdesk.ticket.TicketAct;
import org.otklik.telephony.Call;
import org.otklik.telephony.CallBack;
import org.otklik.telephony.CallBackId;
import org.otklik.telephony.CallBackOutcome;
import org.otklik.telephony.CallHandler;
import org.otklik.telephony.CallKey;
import org.otklik.telephony.CallOutcome;
import org.otklik.telephony.Caller;
import org.otklik.telephony.Callers;
import org.otklik.telephony.Extension;
import org.otklik.telephony.IncomingCall;
import org.otklik.telephony.Linkedid;
import org.otklik.telephony.PbxId;
import org.otklik.telephony.PhoneNumber;
import org.otklik.telephony.Recording;
import org.otklik.telephony.ShownCaller;

/** What becomes of calls, through telephony's ports and a real database. */
@NullUnmarked // queries that find something or make the test fail
class CallsInIT {
  /** A Tuesday, 11:00 in Moscow. */
  private static final Instant START = Instant.parse("2026-10-06T08:00:00Z");

  private static final PbxId PBX = new PbxId("office");
  private static final Extension OLGAS = new Extension("101");
  private static final Extension IGORS = new Extension("102");
  private static final AtomicInteger CALLS = new AtomicInteger();
  private static final AtomicInteger NUMBERS = new AtomicInteger(1000);

  private static RunningProgram program;
  private static CallHandler handler;
  private static long romashka;
  private static long anna;
  private static long vasilek;
  private static long vera;
  private static CallDesk.Teller olga;
  private static CallDesk.Teller igor;
  private static CallDesk.Teller boris;

  @BeforeAll
  static void start() {
    program = RunningProgram.demo().withClockAt(START).start();
    handler = program.get(CallHandler.class);
    romashka = number("SELECT id FROM client");
    anna = number("SELECT id FROM staff");
    vasilek = client("Vasilek", "vasilek.example", LocalDate.parse("2099-12-31"));
    vera = staff(vasilek, "Vera", Role.MAIN, "vera@vasilek.example", List.of());
    long admin = number("SELECT id FROM operator ORDER BY id LIMIT 1");
    done(program.get(PhoneDesk.class).extension(admin, OLGAS.digits()));
    olga = new CallDesk.Teller(Actor.operator(admin, "Olga"), true);
    igor = operator("igor", IGORS);
    boris = operator("boris", new Extension("103"));
  }

  @AfterAll
  static void stop() {
    program.close();
  }

  @BeforeEach
  void morning() {
    program.clock().set(START);
  }

  @AfterEach
  void no_call_is_lost() {
    var report =
        program
            .get(HotlineReport.class)
            .of(
                START.minus(Duration.ofDays(400)),
                START.plus(Duration.ofDays(400)),
                Duration.ofSeconds(20),
                java.time.ZoneOffset.UTC);
    assertThat(report.unaccounted()).isZero();
  }

  private static long client(String name, String domain, LocalDate end) {
    return done(program
            .get(ClientDesk.class)
            .add(
                new ClientDesk.NewClient(
                    name,
                    "C-" + name,
                    LocalDate.parse("2026-01-01"),
                    LocalDate.parse("2026-01-01"),
                    end,
                    "office@" + domain,
                    Language.EN,
                    List.of(domain),
                    null,
                    "RU",
                    List.of())))
        .id();
  }

  private static long staff(
      long client, String name, Role role, String address, List<String> phones) {
    return done(program
            .get(ClientDesk.class)
            .add(client, new ClientDesk.NewStaff(name, role, List.of(address), phones)))
        .id();
  }

  private static CallDesk.Teller operator(String login, Extension extension) {
    long id = program.get(IdSource.class).next();
    program
        .get(Rows.Operators.class)
        .save(
            new Operator(
                id,
                login,
                login,
                login + "@otklik.example",
                OperatorRole.OPERATOR,
                Language.EN,
                "",
                true,
                0,
                null,
                extension.digits(),
                0));
    return new CallDesk.Teller(Actor.operator(id, login), false);
  }

  // --- words of the tests

  private static <T> T done(Outcome<T> outcome) {
    assertThat(outcome).isInstanceOf(Outcome.Done.class);
    return ((Outcome.Done<T>) outcome).value();
  }

  private static Refusal refused(Outcome<?> outcome) {
    assertThat(outcome).isInstanceOf(Outcome.Refused.class);
    return ((Outcome.Refused<?>) outcome).refusal();
  }

  private static String one(String query) {
    List<String> rows = program.query(query);
    assertThat(rows).as(query).isNotEmpty();
    return rows.getFirst();
  }

  private static long number(String query) {
    return Long.parseLong(one(query));
  }

  /** A number that nobody has called from yet. */
  private static String freshNumber() {
    return "+7495222" + NUMBERS.getAndIncrement();
  }

  /** Anna's, and nobody else's. */
  private static String numberOfAnna() {
    String phone = freshNumber();
    done(program.get(PhoneDesk.class).ofStaff(romashka, anna, List.of(phone)));
    return phone;
  }

  private static IncomingCall incoming(@Nullable String caller, Instant entered) {
    return new IncomingCall(
        new CallKey(PBX, new Linkedid("1795178202." + CALLS.getAndIncrement())),
        Optional.ofNullable(caller).map(PhoneNumber::new),
        new ShownCaller("", caller == null ? "anonymous" : caller),
        entered);
  }

  private static Call ended(IncomingCall call, CallOutcome outcome) {
    return new Call(call, call.entered().plusSeconds(90), outcome);
  }

  private static CallOutcome answered(Extension by, IncomingCall call) {
    return new CallOutcome.Answered(
        Optional.of(by),
        call.entered().plusSeconds(12),
        Optional.of(by),
        false,
        Optional.of(new Recording("call-" + call.key().linkedid() + ".wav")));
  }

  private static CallRecord record(IncomingCall call) {
    return program
        .get(CallRows.Calls.class)
        .findByPbxAndLinkedid(PBX.name(), call.key().linkedid().value())
        .orElseThrow();
  }

  private static CallRecord abandoned(@Nullable String caller, Instant entered) {
    var call = incoming(caller, entered);
    handler.ended(ended(call, new CallOutcome.Abandoned()));
    return record(call);
  }

  /** A call that an operator took, and that is over. */
  private static CallRecord taken(@Nullable String caller, Extension by) {
    var call = incoming(caller, program.clock().instant().minusSeconds(90));
    handler.ended(ended(call, answered(by, call)));
    return record(call);
  }

  private static List<String> deadlines(long subject) {
    return program.query(
        "SELECT kind, outcome FROM deadline WHERE subject_id = %d ORDER BY kind"
            .formatted(subject));
  }

  private static Outcome<CallRecord> dispose(CallRecord call, CallAct act, CallDesk.Teller by) {
    return program.get(CallDesk.class).dispose(call.id(), act, by, "");
  }

  private static CallAct.NotARequest noRequest() {
    return new CallAct.NotARequest("An offer of insurance");
  }

  private static <T> List<T> atOnce(List<Callable<T>> steps) throws Exception {
    var together = new CyclicBarrier(steps.size());
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var results =
          threads.invokeAll(
              steps.stream()
                  .<Callable<T>>map(step ->
                      () -> {
                        together.await();
                        return step.call();
                      })
                  .toList());
      return results.stream().map(java.util.concurrent.Future::resultNow).toList();
    }
  }

  // --- once

  @Test
  void a_call_is_registered_once_however_often_and_in_whatever_order_we_hear_of_it() {
    var call = incoming(numberOfAnna(), START);
    handler.answered(call.key(), OLGAS); // nobody has told of the call yet
    handler.rings(call);
    handler.rings(call);
    var end = ended(call, new CallOutcome.Abandoned());
    handler.ended(end);
    long ticket = record(call).ticketId();
    handler.rings(call);
    handler.answered(call.key(), OLGAS);
    handler.ended(end);
    handler.ended(ended(call, new CallOutcome.CutOff()));
    assertThat(record(call).outcome()).isEqualTo(CallRecord.Outcome.ABANDONED);
    assertThat(record(call).answeredAt()).isNull();
    assertThat(record(call).ticketId()).isEqualTo(ticket);
    assertThat(number("SELECT COUNT(*) FROM comment WHERE ticket_id = " + ticket)).isEqualTo(1);
    assertThat(
            one(
                "SELECT COUNT(*) FROM outbox WHERE purpose = 'ACKNOWLEDGEMENT' AND ticket_id = "
                    + ticket))
        .isEqualTo("1");
  }

  @Test
  void the_end_of_a_call_told_twice_at_once_makes_one_ticket() throws Exception {
    var call = incoming(numberOfAnna(), START);
    Callable<Boolean> telling =
        () -> {
          handler.ended(ended(call, new CallOutcome.Abandoned()));
          return true;
        };
    atOnce(List.of(telling, telling, telling));
    assertThat(
            number(
                "SELECT COUNT(*) FROM history WHERE act = 'CALLED_AGAIN' AND ticket_id = "
                    + record(call).ticketId()))
        .isZero();
    assertThat(
            number(
                "SELECT COUNT(*) FROM hotline_call WHERE linkedid = '%s'"
                    .formatted(call.key().linkedid())))
        .isEqualTo(1);
  }

  @Test
  void a_caller_who_tries_thrice_at_once_gets_one_ticket() throws Exception {
    String phone = numberOfAnna();
    var calls =
        atOnce(
            List.<Callable<CallRecord>>of(
                () -> abandoned(phone, START),
                () -> abandoned(phone, START.plusSeconds(1)),
                () -> abandoned(phone, START.plusSeconds(2))));
    assertThat(calls.stream().map(CallRecord::ticketId).distinct()).hasSize(1);
    assertThat(
            number(
                "SELECT COUNT(*) FROM history WHERE act = 'CALLED_AGAIN' AND ticket_id = "
                    + calls.getFirst().ticketId()))
        .isEqualTo(2);
  }

  @Test
  void once_a_day_means_the_day_of_the_clients_calendar() {
    String phone = numberOfAnna();
    Instant late = Instant.parse("2026-10-06T20:50:00Z"); // 23:50 in Moscow
    program.clock().set(late.plusSeconds(1200));
    var before = abandoned(phone, late);
    var still = abandoned(phone, late.plusSeconds(599));
    var after = abandoned(phone, late.plusSeconds(601));
    assertThat(still.ticketId()).isEqualTo(before.ticketId());
    assertThat(after.ticketId()).isNotEqualTo(before.ticketId());
  }

  @Test
  void a_second_try_after_the_ticket_was_closed_reopens_it_with_a_call_back_owed() {
    String phone = numberOfAnna();
    long ticket = abandoned(phone, START).ticketId();
    program.clock().set(START.plusSeconds(600));
    done(perform(ticket, new TicketAct.GiveFeedback("talked")));
    done(perform(ticket, new TicketAct.Close(Ticket.Closing.WITHDRAWN, "")));
    assertThat(abandoned(phone, START.plusSeconds(400)).ticketId()).isEqualTo(ticket);
    assertThat(one("SELECT state FROM ticket WHERE id = " + ticket)).isEqualTo("REGISTERED");
    assertThat(deadlines(ticket)).contains("FEEDBACK OPEN", "FIRST_RESPONSE OPEN");
  }

  private static Outcome<Ticket> perform(long ticket, TicketAct act) {
    return program.get(TicketDesk.class).perform(ticket, act, olga.actor(), null);
  }

  // --- who called

  @Test
  void a_missed_call_of_a_person_on_a_list_is_a_ticket_with_first_response_and_feedback() {
    var call = abandoned(numberOfAnna(), START);
    assertThat(call.disposition()).isEqualTo(Disposition.MISSED);
    assertThat(call.staffId()).isEqualTo(anna);
    assertThat(deadlines(call.ticketId())).containsExactly("FEEDBACK OPEN", "FIRST_RESPONSE OPEN");
    assertThat(one("SELECT channel, requester_id FROM ticket WHERE id = " + call.ticketId()))
        .isEqualTo("HOTLINE " + anna);
    assertThat(
            one(
                "SELECT due_at FROM deadline WHERE kind = 'FEEDBACK' AND subject_id = "
                    + call.ticketId()))
        .startsWith("2026-10-09 15:00"); // three business days on, 18:00 in Moscow
  }

  @Test
  void a_clients_own_number_makes_a_ticket_in_its_main_users_name() {
    String phone = freshNumber();
    done(program.get(PhoneDesk.class).ofClient(vasilek, List.of("8" + phone.substring(2))));
    var call = abandoned(phone, START);
    assertThat(call.matched()).isEqualTo(CallRecord.Match.FIRM);
    assertThat(one("SELECT requester_id FROM ticket WHERE id = " + call.ticketId()))
        .isEqualTo(Long.toString(vera));
  }

  @Test
  void a_number_of_two_clients_people_shows_both_and_makes_no_ticket_for_either() {
    String phone = freshNumber();
    var phones = program.get(PhoneDesk.class);
    done(phones.ofStaff(romashka, anna, List.of(phone)));
    done(phones.ofStaff(vasilek, vera, List.of(phone)));
    assertThat(program.get(Callers.class).whose(new PhoneNumber(phone)))
        .isEqualTo(
            new Caller.Staff(
                List.of(new Caller.Person(anna, romashka), new Caller.Person(vera, vasilek))));
    var call = abandoned(phone, START);
    assertThat(call.matched()).isEqualTo(CallRecord.Match.SHARED);
    assertThat(call.ticketId()).isNull();
    assertThat(call.caseId()).isNotNull();
    // Who answers finds out who it was.
    var answered = taken(phone, OLGAS);
    assertThat(refused(dispose(answered, spot(null), olga)).key()).isEqualTo("refusal.call.who");
    var said = done(dispose(answered, spot(vera), olga));
    assertThat(one("SELECT client_id FROM ticket WHERE id = " + said.ticketId()))
        .isEqualTo(Long.toString(vasilek));
  }

  /** Zammad #5117: of the caller only the number is known. */
  @Test
  void a_stranger_gets_a_call_case_whose_deadline_is_enforced() {
    var call = abandoned(freshNumber(), START);
    assertThat(call.matched()).isEqualTo(CallRecord.Match.UNKNOWN);
    assertThat(call.ticketId()).isNull();
    assertThat(deadlines(call.caseId())).containsExactly("FEEDBACK OPEN");
    program.clock().set(Instant.parse("2026-10-12T08:00:00Z"));
    program.get(DeadlineRun.class).crank();
    assertThat(program.get(DeadlineRun.class).crank()).isZero();
    assertThat(deadlines(call.caseId())).containsExactly("FEEDBACK BREACHED");
    assertThat(program.query("SELECT act FROM call_case_entry WHERE case_id = " + call.caseId()))
        .startsWith("OPENED", "WARNED", "BREACHED");
    assertThat(
            program.query(
                "SELECT subject FROM outbox WHERE purpose = 'BREACH' AND subject LIKE '%"
                    + call.caller().substring(1)
                    + "'"))
        .isNotEmpty();
  }

  @Test
  void the_same_stranger_twice_a_day_is_one_case() {
    String phone = freshNumber();
    var first = abandoned(phone, START);
    var second = abandoned(phone, START.plusSeconds(100));
    assertThat(second.caseId()).isEqualTo(first.caseId()).isNotNull();
    assertThat(program.query("SELECT act FROM call_case_entry WHERE case_id = " + first.caseId()))
        .containsExactly("OPENED", "CALLED_AGAIN");
  }

  @Test
  void withheld_numbers_are_not_taken_for_one_caller_and_can_be_given_up() {
    var first = abandoned(null, START);
    var second = abandoned(null, START.plusSeconds(1));
    assertThat(first.matched()).isEqualTo(CallRecord.Match.WITHHELD);
    assertThat(second.caseId()).isNotEqualTo(first.caseId());
    var desk = program.get(CaseDesk.class);
    done(desk.giveUp(first.caseId(), "", olga.actor()));
    assertThat(one("SELECT closed_because FROM call_case WHERE id = " + first.caseId()))
        .isEqualTo("NO_NUMBER");
    assertThat(refused(desk.giveUp(first.caseId(), "", olga.actor())).key())
        .isEqualTo("refusal.case.closed");
  }

  @Test
  void a_client_whose_contract_has_ended_gets_no_ticket() {
    String phone = freshNumber();
    long ended = client("Ended", "ended.example", LocalDate.parse("2026-10-05"));
    staff(ended, "Former", Role.MAIN, "former@ended.example", List.of(phone));
    var call = abandoned(phone, START);
    assertThat(call.ticketId()).isNull();
    assertThat(call.clientId()).isEqualTo(ended);
    assertThat(one("SELECT client_id FROM call_case WHERE id = " + call.caseId()))
        .isEqualTo(Long.toString(ended));
  }

  @Test
  void a_hostile_caller_name_stays_only_text() {
    var call =
        new IncomingCall(
            new CallKey(PBX, new Linkedid("evil." + CALLS.getAndIncrement())),
            Optional.of(new PhoneNumber(freshNumber())),
            new ShownCaller(
                "<script>alert(1)</script>\r\nAction: Originate\u202e', 1); DROP TABLE ticket; --",
                "\u0000{{number}}${jndi:ldap://x}"),
            START);
    handler.rings(call);
    handler.ended(ended(call, new CallOutcome.Abandoned()));
    assertThat(record(call).shownName())
        .startsWith("<script>alert(1)</script>")
        .doesNotContain("\r", "\n", "\u202e")
        .hasSizeLessThanOrEqualTo(60);
    assertThat(record(call).caseId()).isNotNull();
  }

  // --- how it ended

  @Test
  void a_voice_message_out_of_hours_is_a_ticket_that_names_its_recording() {
    Instant night = Instant.parse("2026-10-06T19:00:00Z");
    program.clock().set(night.plusSeconds(120));
    var call = incoming(numberOfAnna(), night);
    handler.ended(ended(call, new CallOutcome.OutOfHours(Optional.of(new Recording("vm-7.wav")))));
    var record = record(call);
    assertThat(record.voiceMessage()).isTrue();
    assertThat(record.recording()).isEqualTo("vm-7.wav");
    assertThat(deadlines(record.ticketId()))
        .containsExactly("FEEDBACK OPEN", "FIRST_RESPONSE OPEN");
    assertThat(one("SELECT text FROM comment WHERE ticket_id = " + record.ticketId()))
        .contains("vm-7.wav");
  }

  @Test
  void a_call_that_was_cut_off_or_handed_on_and_lost_is_owed_a_call_back() {
    var cut = incoming(numberOfAnna(), START);
    handler.ended(ended(cut, new CallOutcome.CutOff()));
    assertThat(deadlines(record(cut).ticketId())).contains("FEEDBACK OPEN");
    var lost = incoming(numberOfAnna(), START);
    handler.ended(
        ended(
            lost,
            new CallOutcome.Answered(
                Optional.of(OLGAS),
                START.plusSeconds(5),
                Optional.of(OLGAS),
                true,
                Optional.empty())));
    assertThat(record(lost).disposition()).isEqualTo(Disposition.MISSED);
    assertThat(deadlines(record(lost).ticketId())).contains("FEEDBACK OPEN");
  }

  @Test
  void a_call_of_whose_end_nobody_tells_is_given_up_after_a_day() {
    var call = incoming(numberOfAnna(), START);
    handler.rings(call);
    program.clock().set(START.plus(Duration.ofHours(23)));
    program.get(DeadlineRun.class).crank();
    assertThat(record(call).goesOn()).isTrue();
    program.clock().set(START.plus(Duration.ofHours(25)));
    program.get(DeadlineRun.class).crank();
    assertThat(record(call).outcome()).isEqualTo(CallRecord.Outcome.CUT_OFF);
    assertThat(record(call).ticketId()).isNotNull();
  }

  /** A PBX that couldn't be reached for days still knows what was said. */
  @Test
  void a_call_that_was_given_up_is_corrected_when_its_end_is_told_and_makes_no_second_ticket() {
    var call = incoming(numberOfAnna(), START);
    handler.rings(call);
    program.clock().set(START.plus(Duration.ofHours(25)));
    program.get(DeadlineRun.class).crank();
    CallRecord givenUp = record(call);
    var told =
        ended(call, new CallOutcome.OutOfHours(Optional.of(new Recording("vm-late-25.wav"))));
    handler.ended(told);
    CallRecord corrected = record(call);
    assertThat(corrected.outcome()).isEqualTo(CallRecord.Outcome.OUT_OF_HOURS);
    assertThat(corrected.recording()).isEqualTo("vm-late-25.wav");
    assertThat(corrected.voiceMessage()).isTrue();
    assertThat(corrected.endedAt()).isEqualTo(told.ended());
    assertThat(corrected.ticketId()).isEqualTo(givenUp.ticketId());
    assertThat(corrected.disposition()).isEqualTo(Disposition.MISSED);
    handler.ended(ended(call, new CallOutcome.CutOff()));
    assertThat(record(call)).isEqualTo(corrected);
  }

  // --- what came of a call that was answered

  private static CallAct.OnTheSpot spot(@Nullable Long staffId) {
    return new CallAct.OnTheSpot(staffId, "", "How does one print?", "By Ctrl+P.");
  }

  private static CallAct.FeedbackOwed owed(@Nullable Instant due) {
    return new CallAct.FeedbackOwed(null, "Printing", "Why doesn't it print?", "mobile", due);
  }

  @Test
  void what_is_not_documented_in_ten_minutes_is_a_ticket_for_who_took_the_call_and_once()
      throws Exception {
    var call = taken(numberOfAnna(), IGORS);
    assertThat(call.disposition()).isEqualTo(Disposition.AWAITED);
    assertThat(call.ticketId()).isNull();
    program.clock().set(call.disposeBy().minusMillis(1));
    program.get(DeadlineRun.class).crank();
    assertThat(program.get(CallRows.Calls.class).findById(call.id()).orElseThrow().disposition())
        .isEqualTo(Disposition.AWAITED);
    program.clock().set(call.disposeBy());
    Callable<Integer> engine = () -> program.get(DeadlineRun.class).crank();
    atOnce(List.of(engine, engine, engine));
    var after = program.get(CallRows.Calls.class).findById(call.id()).orElseThrow();
    assertThat(after.disposition()).isEqualTo(Disposition.UNDOCUMENTED);
    assertThat(one("SELECT responsible_id FROM ticket WHERE id = " + after.ticketId()))
        .isEqualTo(Long.toString(igor.actor().id()));
    assertThat(
            program.query(
                "SELECT act FROM history WHERE act = 'CALL_UNDOCUMENTED' AND ticket_id = "
                    + after.ticketId()))
        .hasSize(1);
    assertThat(refused(dispose(after, noRequest(), igor)).key()).isEqualTo("refusal.call.decided");
  }

  @Test
  void an_operator_has_ten_minutes_from_when_we_hear_of_the_call() {
    var call = incoming(numberOfAnna(), START.minus(Duration.ofHours(2)));
    handler.ended(ended(call, answered(OLGAS, call)));
    assertThat(record(call).disposeBy()).isEqualTo(START.plus(CallsIn.TO_DISPOSE));
  }

  @Test
  void advice_given_in_the_call_is_a_support_ticket_with_its_solution() {
    var call = done(dispose(taken(numberOfAnna(), IGORS), spot(null), igor));
    assertThat(
            one(
                "SELECT state, category, priority, responsible_id FROM ticket WHERE id = "
                    + call.ticketId()))
        .isEqualTo("SOLUTION_PROVIDED SUPPORT NORMAL " + igor.actor().id());
    assertThat(deadlines(call.ticketId()))
        .containsExactly("ACCEPTANCE OPEN", "FIRST_RESPONSE MET", "RESOLUTION MET");
    assertThat(program.query("SELECT kind, text FROM comment WHERE ticket_id = " + call.ticketId()))
        .containsExactly("REQUEST How does one print?", "SOLUTION By Ctrl+P.");
  }

  @Test
  void it_can_be_said_in_the_call_and_its_end_changes_nothing_of_it() {
    var call = incoming(numberOfAnna(), START);
    handler.rings(call);
    assertThat(refused(dispose(record(call), spot(null), igor)).key())
        .isEqualTo("refusal.call.not-answered");
    handler.answered(call.key(), IGORS);
    var said = done(dispose(record(call), spot(null), igor));
    handler.ended(ended(call, answered(IGORS, call)));
    assertThat(record(call).disposition()).isEqualTo(Disposition.ON_THE_SPOT);
    assertThat(record(call).ticketId()).isEqualTo(said.ticketId());
    assertThat(record(call).recording()).isNotNull();
  }

  @Test
  void feedback_is_promised_no_further_ahead_than_the_plan_allows() {
    var call = taken(numberOfAnna(), IGORS);
    var late = owed(Instant.parse("2026-10-09T15:00:01Z"));
    assertThat(refused(dispose(call, late, igor)).key()).isEqualTo("refusal.date.too-late");
    assertThat(refused(dispose(call, owed(START), igor)).key()).isEqualTo("refusal.date.past");
    Instant due = Instant.parse("2026-10-07T09:00:00Z");
    var said = done(dispose(call, owed(due), igor));
    assertThat(deadlines(said.ticketId())).containsExactly("FEEDBACK OPEN", "FIRST_RESPONSE OPEN");
    assertThat(
            one(
                "SELECT due_at FROM deadline WHERE kind = 'FEEDBACK' AND subject_id = "
                    + said.ticketId()))
        .startsWith("2026-10-07 09:00");
    var latest = done(dispose(taken(numberOfAnna(), IGORS), owed(null), igor));
    assertThat(
            one(
                "SELECT due_at FROM deadline WHERE kind = 'FEEDBACK' AND subject_id = "
                    + latest.ticketId()))
        .startsWith("2026-10-09 15:00");
  }

  @Test
  void feedback_owed_to_a_stranger_is_a_call_case_with_the_contact() {
    var call = done(dispose(taken(freshNumber(), IGORS), owed(null), igor));
    assertThat(call.ticketId()).isNull();
    assertThat(one("SELECT contact, responsible_id FROM call_case WHERE id = " + call.caseId()))
        .isEqualTo("mobile\nWhy doesn't it print? " + igor.actor().id());
    assertThat(deadlines(call.caseId())).containsExactly("FEEDBACK OPEN");
  }

  @Test
  void a_call_about_a_ticket_is_a_reply_on_it_and_another_clients_ticket_is_nowhere_to_be_found() {
    long ticket = abandoned(numberOfAnna(), START).ticketId();
    done(perform(ticket, new TicketAct.Ask("Which version?", "no reason")));
    assertThat(deadlines(ticket)).contains("CLARIFICATION OPEN");
    long number = number("SELECT number FROM ticket WHERE id = " + ticket);
    program.clock().set(START.plusSeconds(600));
    String verasPhone = freshNumber();
    done(program.get(PhoneDesk.class).ofStaff(vasilek, vera, List.of(verasPhone)));
    var veras = taken(verasPhone, IGORS);
    var belongs = new CallAct.Belongs(null, number, "Version 7");
    assertThat(refused(dispose(veras, belongs, igor)).kind()).isEqualTo(Refusal.Kind.NOT_FOUND);
    assertThat(refused(dispose(veras, new CallAct.Belongs(anna, number, "7"), igor)).key())
        .isEqualTo("refusal.call.other-client");
    done(dispose(veras, noRequest(), igor));
    var annas = done(dispose(taken(numberOfAnna(), IGORS), belongs, igor));
    assertThat(annas.ticketId()).isEqualTo(ticket);
    assertThat(deadlines(ticket)).contains("CLARIFICATION MET");
    assertThat(
            program.query(
                "SELECT author_id, text FROM comment WHERE kind = 'REPLY' AND ticket_id = "
                    + ticket))
        .containsExactly(anna + " Version 7");
  }

  @Test
  void what_came_of_a_call_is_said_once_by_who_took_it_with_a_reason() throws Exception {
    var call = taken(numberOfAnna(), IGORS);
    assertThat(refused(dispose(call, new CallAct.NotARequest("  "), igor)).field())
        .isEqualTo("reason");
    assertThat(refused(dispose(call, noRequest(), boris)))
        .returns("refusal.call.not-yours", Refusal::key)
        .returns(List.of("igor"), Refusal::values);
    var both =
        atOnce(
            List.<Callable<Outcome<CallRecord>>>of(
                () -> dispose(call, noRequest(), igor), () -> dispose(call, spot(null), olga)));
    assertThat(both).filteredOn(o -> o instanceof Outcome.Done).hasSize(1);
    assertThat(both)
        .filteredOn(o -> o instanceof Outcome.Refused)
        .extracting(o -> refused(o).key())
        .containsExactly("refusal.call.decided");
    assertThat(refused(program.get(CallDesk.class).dispose(17, noRequest(), igor, "")).kind())
        .isEqualTo(Refusal.Kind.NOT_FOUND);
  }

  @Test
  void the_same_form_sent_twice_is_done_once() {
    var call = taken(numberOfAnna(), IGORS);
    var desk = program.get(CallDesk.class);
    var first = done(desk.dispose(call.id(), spot(null), igor, "the form's key"));
    var again = done(desk.dispose(call.id(), spot(null), igor, "the form's key"));
    assertThat(again.ticketId()).isEqualTo(first.ticketId());
  }

  // --- calls back

  private static CallBackRecord wish(@Nullable Long ticket, @Nullable Long caseId, Purpose what) {
    return program
        .get(CallRows.CallBacks.class)
        .save(
            new CallBackRecord(
                program.get(IdSource.class).next(),
                what,
                ticket,
                caseId,
                igor.actor().id(),
                "igor",
                IGORS.digits(),
                freshNumber(),
                15,
                program.clock().instant(),
                null,
                null,
                null,
                null,
                null,
                null,
                0));
  }

  private static CallBack came(CallBackRecord wish, CallBackOutcome outcome) {
    Instant now = program.clock().instant();
    return new CallBack(
        PBX,
        new CallBackId(wish.code()),
        IGORS,
        new PhoneNumber(wish.number()),
        now.minusSeconds(60),
        now,
        outcome);
  }

  private static CallBackOutcome talked(int seconds) {
    return new CallBackOutcome.Answered(
        program.clock().instant().minusSeconds(seconds),
        Duration.ofSeconds(seconds),
        Optional.empty());
  }

  @Test
  void a_call_back_that_was_answered_for_long_enough_ends_the_feedback_and_once() {
    long ticket = abandoned(numberOfAnna(), START).ticketId();
    program.clock().set(START.plusSeconds(3600));
    handler.calledBack(came(wish(ticket, null, Purpose.FEEDBACK), talked(14)));
    assertThat(deadlines(ticket)).contains("FEEDBACK OPEN");
    var longEnough = came(wish(ticket, null, Purpose.FEEDBACK), talked(15));
    handler.calledBack(longEnough);
    handler.calledBack(longEnough);
    assertThat(deadlines(ticket)).contains("FEEDBACK MET");
    assertThat(
            program.query(
                "SELECT act FROM history WHERE act = 'FEEDBACK_GIVEN' AND ticket_id = " + ticket))
        .hasSize(1);
  }

  @Test
  void a_call_back_that_was_given_up_counts_when_the_pbx_tells_of_it_after_all() {
    long ticket = abandoned(numberOfAnna(), START).ticketId();
    var wish = wish(ticket, null, Purpose.FEEDBACK);
    program.clock().set(START.plus(Duration.ofHours(25)));
    program.get(DeadlineRun.class).crank();
    assertThat(one("SELECT outcome FROM call_back WHERE id = " + wish.id())).isEqualTo("CUT_OFF");
    handler.calledBack(came(wish, talked(60)));
    assertThat(one("SELECT outcome FROM call_back WHERE id = " + wish.id())).isEqualTo("ANSWERED");
    assertThat(deadlines(ticket)).contains("FEEDBACK MET");
  }

  /** Of a minute, from an instant on, whenever the PBX can tell of it. */
  private static CallBack talkedAt(CallBackRecord wish, Instant at) {
    return new CallBack(
        PBX,
        new CallBackId(wish.code()),
        IGORS,
        new PhoneNumber(wish.number()),
        at,
        at.plusSeconds(60),
        new CallBackOutcome.Answered(at, Duration.ofSeconds(60), Optional.empty()));
  }

  /** The feedback's term has passed, and nobody has told of any call back. */
  private static void breachedMeanwhile(long subject) {
    program.clock().set(START.plus(Duration.ofDays(10)));
    program.get(DeadlineRun.class).crank();
    assertThat(deadlines(subject)).contains("FEEDBACK BREACHED");
  }

  @Test
  void a_call_back_in_time_of_which_the_pbx_tells_too_late_takes_the_breach_back_in_history() {
    long ticket = abandoned(numberOfAnna(), START).ticketId();
    var wish = wish(ticket, null, Purpose.FEEDBACK);
    breachedMeanwhile(ticket);
    Instant at = START.plus(Duration.ofHours(2));
    handler.calledBack(talkedAt(wish, at));
    assertThat(deadlines(ticket)).contains("FEEDBACK MET", "FIRST_RESPONSE BREACHED");
    assertThat(
            program.query(
                """
                SELECT d.fulfilled_at = '%s' FROM deadline d
                WHERE d.kind = 'FEEDBACK' AND d.subject_id = %d
                """
                    .formatted("2026-10-06 10:01:00", ticket)))
        .containsExactly("1");
    assertThat(
            program.query(
                """
                SELECT act FROM history WHERE ticket_id = %d
                  AND act IN ('BREACH_WITHDRAWN', 'BREACH_FULFILLED', 'FEEDBACK_GIVEN')
                ORDER BY seq
                """
                    .formatted(ticket)))
        .containsExactly("FEEDBACK_GIVEN", "BREACH_WITHDRAWN");
  }

  @Test
  void a_call_back_after_the_term_leaves_the_breach_a_breach() {
    long ticket = abandoned(numberOfAnna(), START).ticketId();
    var wish = wish(ticket, null, Purpose.FEEDBACK);
    breachedMeanwhile(ticket);
    handler.calledBack(talkedAt(wish, START.plus(Duration.ofDays(8))));
    assertThat(deadlines(ticket)).contains("FEEDBACK BREACHED");
  }

  @Test
  void a_strangers_call_back_in_time_of_which_the_pbx_tells_too_late_is_no_breach_either() {
    long caseId = abandoned(freshNumber(), START).caseId();
    var wish = wish(null, caseId, Purpose.FEEDBACK);
    breachedMeanwhile(caseId);
    handler.calledBack(talkedAt(wish, START.plus(Duration.ofHours(2))));
    assertThat(deadlines(caseId)).containsExactly("FEEDBACK MET");
    assertThat(
            program.query(
                "SELECT act FROM call_case_entry WHERE act = 'BREACH_WITHDRAWN' AND case_id = "
                    + caseId))
        .hasSize(1);
  }

  @Test
  void who_called_in_vain_after_a_call_back_that_is_told_late_is_owed_another() {
    String known = numberOfAnna();
    String stranger = freshNumber();
    long ticket = abandoned(known, START).ticketId();
    long caseId = abandoned(stranger, START).caseId();
    var wish = wish(ticket, null, Purpose.FEEDBACK);
    var other = wish(null, caseId, Purpose.FEEDBACK);
    Instant again = START.plus(Duration.ofHours(3));
    program.clock().set(again.plusSeconds(120));
    assertThat(abandoned(known, again).ticketId()).isEqualTo(ticket);
    assertThat(abandoned(stranger, again).caseId()).isEqualTo(caseId);
    handler.calledBack(talkedAt(wish, START.plus(Duration.ofHours(2))));
    handler.calledBack(talkedAt(other, START.plus(Duration.ofHours(2))));
    assertThat(deadlines(ticket)).contains("FEEDBACK MET", "FEEDBACK OPEN");
    assertThat(deadlines(caseId)).containsExactly("FEEDBACK MET", "FEEDBACK OPEN");
    assertThat(one("SELECT closed_at IS NULL FROM call_case WHERE id = " + caseId)).isEqualTo("1");
  }

  @Test
  void three_attempts_on_different_half_days_allow_to_close_and_not_before() {
    long ticket = abandoned(numberOfAnna(), START).ticketId();
    var close = new TicketAct.Close(Ticket.Closing.UNANSWERED, "");
    for (String at :
        List.of(
            "2026-10-06T08:10:00Z",
            "2026-10-06T08:40:00Z", // the same morning
            "2026-10-06T12:00:00Z")) {
      program.clock().set(Instant.parse(at));
      handler.calledBack(
          came(wish(ticket, null, Purpose.FEEDBACK), new CallBackOutcome.Unanswered()));
    }
    assertThat(refused(perform(ticket, close)).key())
        .isEqualTo("refusal.closing.answer-not-overdue");
    program.clock().set(Instant.parse("2026-10-07T07:00:00Z"));
    handler.calledBack(
        came(wish(ticket, null, Purpose.FEEDBACK), new CallBackOutcome.OperatorAway()));
    assertThat(refused(perform(ticket, close)).key())
        .isEqualTo("refusal.closing.answer-not-overdue");
    handler.calledBack(came(wish(ticket, null, Purpose.FEEDBACK), new CallBackOutcome.Busy()));
    done(perform(ticket, close));
    assertThat(one("SELECT closed_because FROM ticket WHERE id = " + ticket))
        .isEqualTo("UNANSWERED");
  }

  @Test
  void a_call_in_vain_before_a_question_is_the_attempt_that_the_question_needs() {
    long ticket = abandoned(numberOfAnna(), START).ticketId();
    var ask = new TicketAct.Ask("Which version?", "");
    assertThat(refused(perform(ticket, ask)).key()).isEqualTo("refusal.question.call-first");
    handler.calledBack(
        came(wish(ticket, null, Purpose.CLARIFICATION), new CallBackOutcome.Unreachable()));
    done(perform(ticket, ask));
  }

  @Test
  void a_call_back_to_a_stranger_closes_the_case_or_counts_as_an_attempt() {
    long caseId = abandoned(freshNumber(), START).caseId();
    handler.calledBack(
        came(wish(null, caseId, Purpose.FEEDBACK), new CallBackOutcome.Unanswered()));
    assertThat(refused(program.get(CaseDesk.class).giveUp(caseId, "", olga.actor())).key())
        .isEqualTo("refusal.case.try-again");
    handler.calledBack(came(wish(null, caseId, Purpose.FEEDBACK), talked(60)));
    assertThat(deadlines(caseId)).containsExactly("FEEDBACK MET");
    assertThat(one("SELECT closed_because FROM call_case WHERE id = " + caseId))
        .isEqualTo("CALLED_BACK");
    // What comes after that is no news.
    handler.calledBack(came(wish(null, caseId, Purpose.FEEDBACK), new CallBackOutcome.Busy()));
  }

  @Test
  void a_call_back_that_nobody_wished_for_here_is_nobodys() {
    var before = number("SELECT COUNT(*) FROM history");
    handler.calledBack(
        new CallBack(
            PBX,
            new CallBackId("of-another-program"),
            IGORS,
            new PhoneNumber(freshNumber()),
            START,
            START,
            new CallBackOutcome.Busy()));
    assertThat(number("SELECT COUNT(*) FROM history")).isEqualTo(before);
  }

  // --- numbers

  @Test
  void numbers_are_kept_in_one_form_and_what_is_none_is_refused_in_words() {
    var phones = program.get(PhoneDesk.class);
    done(phones.ofStaff(vasilek, vera, List.of("8 (495) 123-45-67", "+49 30 901820")));
    assertThat(
            program.query(
                "SELECT phone FROM staff_phone WHERE staff_id = " + vera + " ORDER BY phone"))
        .containsExactly("+4930901820", "+74951234567");
    for (String hostile :
        List.of("", "112", "call me", "+7495123456789012345", "1".repeat(5000), "8495\r\n123")) {
      Outcome<StaffMember> outcome = phones.ofStaff(vasilek, vera, List.of(hostile));
      if (outcome instanceof Outcome.Refused<StaffMember>(Refusal refusal)) {
        assertThat(refusal.key()).isEqualTo("refusal.no-phone");
      } else {
        assertThat(hostile).isEqualTo("8495\r\n123");
      }
    }
    assertThat(refused(phones.ofStaff(romashka, vera, List.of())).kind())
        .as("another client's person")
        .isEqualTo(Refusal.Kind.NOT_FOUND);
    assertThat(refused(phones.extension(igor.actor().id(), "10\r\n1")).key())
        .isEqualTo("refusal.no-extension");
    assertThat(refused(phones.extension(igor.actor().id(), OLGAS.digits())).key())
        .isEqualTo("refusal.extension-taken");
    Client client = program.get(Rows.Clients.class).findById(vasilek).orElseThrow();
    assertThat(client.region()).isEqualTo("RU");
  }
}
