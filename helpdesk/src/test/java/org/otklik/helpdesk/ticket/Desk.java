package org.otklik.helpdesk.ticket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.otklik.helpdesk.calendar.BusinessCalendar;
import org.otklik.helpdesk.calendar.CalendarYaml;
import org.otklik.helpdesk.client.Client;
import org.otklik.helpdesk.client.Language;
import org.otklik.helpdesk.client.Role;
import org.otklik.helpdesk.client.StaffMember;
import org.otklik.helpdesk.client.Warranty;
import org.otklik.helpdesk.deadline.Deadline;
import org.otklik.helpdesk.deadline.DeadlineKind;
import org.otklik.helpdesk.history.Actor;
import org.otklik.helpdesk.history.HistoryEntry;
import org.otklik.helpdesk.history.HistoryEntry.Act;
import org.otklik.helpdesk.plan.Plan;
import org.otklik.helpdesk.plan.PlanYaml;
import org.otklik.helpdesk.release.Release;
import org.otklik.helpdesk.release.ReleaseKind;
import org.otklik.helpdesk.ticket.Told.Audience;
import org.otklik.helpdesk.ticket.Told.Event;

/**
 * One client's ticket on a desk whose clock the test sets: what is done to it, what time does to
 * it, and what came of it. After every step the history's chain holds, and so does what must always
 * hold. Instants are written on Moscow's wall: {@code 2026-11-20 15:30}.
 */
final class Desk {
  static final long COMPONENT = 71;
  static final long OTHER_COMPONENT = 72;
  static final Actor OPERATOR = Actor.operator(5, "Оператор");
  static final Actor SUPERVISOR = Actor.operator(6, "Супервизор");
  static final StaffMember CLIENT = new StaffMember(9, 3, "Заказчик", Role.MAIN, true, 0);
  static final Actor STAFF = Actor.staff(CLIENT.id(), CLIENT.name());

  private static final BusinessCalendar RUSSIA = new BusinessCalendar(CalendarYaml.russia());
  private static final ZoneId MOSCOW = ZoneId.of("Europe/Moscow");
  private static final DateTimeFormatter WALL = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");

  final List<HistoryEntry> history = new ArrayList<>();
  final List<Told> told = new ArrayList<>();
  final List<Comment> comments = new ArrayList<>();
  final List<TicketLink> links = new ArrayList<>();
  final TicketLife life;
  private final AtomicLong ids = new AtomicLong(1000);
  private Agreement agreement;
  private List<Release> releases = new ArrayList<>();
  private @Nullable Matter matter;
  private @Nullable Instant mailReadUntil;
  Instant now = wall("2026-11-20 15:30");

  private Desk(String planYaml) {
    life = new TicketLife(ids::incrementAndGet);
    var day = LocalDate.parse("2020-01-01");
    var client =
        new Client(
            CLIENT.clientId(),
            "ООО Заказчик",
            "1",
            day,
            day,
            LocalDate.parse("2099-12-31"),
            "it@client.example",
            Language.RU,
            OPERATOR.id(),
            1,
            1,
            "RU",
            0);
    agreement =
        new Agreement(client, new Plan(1, "plan", 1, PlanYaml.read(planYaml)), RUSSIA, List.of());
  }

  static Desk standard() {
    return new Desk(plan("standard"));
  }

  static Desk partner() {
    return new Desk(plan("partner"));
  }

  /** A desk whose plan is the standard one with something in it replaced. */
  static Desk standardBut(String line, String replacement) {
    String standard = plan("standard");
    assertThat(standard).contains(line);
    return new Desk(standard.replace(line, replacement));
  }

  static String plan(String name) {
    try (var in = Desk.class.getResourceAsStream("/plans/" + name + ".yaml")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Instant wall(String moscow) {
    return LocalDateTime.parse(moscow, WALL).atZone(MOSCOW).toInstant();
  }

  static String wall(Instant instant) {
    return instant.atZone(MOSCOW).format(WALL);
  }

  // What is around the ticket.

  Desk withCalendar(BusinessCalendar calendar) {
    agreement =
        new Agreement(agreement.client(), agreement.plan(), calendar, agreement.warranties());
    return this;
  }

  Desk withWarranty(String from, String until) {
    var warranty =
        new Warranty(
            77, CLIENT.clientId(), COMPONENT, LocalDate.parse(from), LocalDate.parse(until));
    agreement =
        new Agreement(
            agreement.client(), agreement.plan(), agreement.calendar(), List.of(warranty));
    return this;
  }

  Desk withNobodyResponsible() {
    Client c = agreement.client();
    var client =
        new Client(
            c.id(),
            c.name(),
            c.contractNumber(),
            c.contractDate(),
            c.contractStart(),
            c.contractEnd(),
            c.address(),
            c.language(),
            null,
            c.planId(),
            c.calendarId(),
            c.region(),
            0);
    agreement =
        new Agreement(client, agreement.plan(), agreement.calendar(), agreement.warranties());
    return this;
  }

  /** Plans a release, without a word to the ticket; see {@link #plansRelease}. */
  Desk withRelease(long id, ReleaseKind kind, String plannedOn) {
    return withRelease(id, COMPONENT, kind, plannedOn);
  }

  Desk withRelease(long id, long component, ReleaseKind kind, String plannedOn) {
    releases.add(
        new Release(id, component, "R" + id, kind, LocalDate.parse(plannedOn), null, false, 0, 0));
    return this;
  }

  private Release changeRelease(long id, UnaryOperator<Release> change) {
    Release changed =
        change.apply(releases.stream().filter(r -> r.id() == id).findFirst().orElseThrow());
    releases.replaceAll(r -> r.id() == id ? changed : r);
    return changed;
  }

  Desk plansRelease(long id, ReleaseKind kind, String plannedOn) {
    withRelease(id, kind, plannedOn);
    return take(life.rebind(matter(), OPERATOR, now));
  }

  Desk movesRelease(long id, String plannedOn) {
    changeRelease(id, r -> r.movedTo(LocalDate.parse(plannedOn)));
    return take(life.rebind(matter(), OPERATOR, now));
  }

  Desk cancelsRelease(long id) {
    changeRelease(id, Release::calledOff);
    return take(life.rebind(matter(), OPERATOR, now));
  }

  Desk ships(long releaseId) {
    return ships(releaseId, now);
  }

  Desk ships(long releaseId, Instant at) {
    Release shipped = changeRelease(releaseId, r -> r.shipped(at));
    return take(life.shipped(matter(), shipped, OPERATOR, now));
  }

  Desk editsCalendar(BusinessCalendar calendar) {
    withCalendar(calendar);
    return take(life.recompute(matter(), SUPERVISOR, now));
  }

  // The clock.

  /** Sets the clock; nobody wakes. */
  Desk at(String moscow) {
    return at(wall(moscow));
  }

  Desk at(Instant instant) {
    now = instant;
    return this;
  }

  /** The engine runs all the time until then. */
  Desk until(String moscow) {
    return until(wall(moscow));
  }

  Desk until(Instant end) {
    while (nextWake().isBefore(end)) {
      Instant wake = nextWake().plusNanos(1000);
      now = wake.isAfter(now) ? wake : now.plusNanos(1000);
      wake();
    }
    now = end;
    return this;
  }

  Instant nextWake() {
    return matter().deadlines().stream()
        .map(Deadline::wakeAt)
        .min(Comparator.naturalOrder())
        .orElse(Deadline.NEVER);
  }

  /** The engine comes by once, now. */
  Desk wake() {
    return take(life.wake(matter(), now, mailReadUntil()));
  }

  /** All mailboxes were last read to their end then; else they always are. */
  Desk mailReadUntil(String moscow) {
    mailReadUntil = wall(moscow);
    return this;
  }

  Desk mailIsRead() {
    mailReadUntil = null;
    return this;
  }

  private Instant mailReadUntil() {
    return mailReadUntil == null ? now : mailReadUntil;
  }

  // What people do.

  Desk registers() {
    return registers(now, null);
  }

  Desk registers(Instant arrived, @Nullable Long continues) {
    return take(life.register(request("Не печатает", arrived), agreement, 1, now, continues));
  }

  Desk replies(String text) {
    return replies(text, now);
  }

  Desk replies(String text, Instant arrived) {
    return take(life.reply(matter(), request(text, arrived), now));
  }

  private static Request request(String text, Instant arrived) {
    return new Request(CLIENT, Ticket.Channel.MAIL, "Принтер", text, 0, arrived, null, List.of());
  }

  Desk does(TicketAct act) {
    return does(act, actor(act), null);
  }

  Desk does(TicketAct act, Actor by) {
    return does(act, by, null);
  }

  Desk does(TicketAct act, Actor by, @Nullable Matter other) {
    return switch (life.perform(matter(), act, other, by, now, mailReadUntil())) {
      case Decided.Allowed allowed -> take(allowed);
      case Decided.Refused(Refusal refusal) -> fail(act + " is refused: " + refusal);
    };
  }

  Refusal isRefused(TicketAct act) {
    return isRefused(act, null);
  }

  Refusal isRefused(TicketAct act, @Nullable Matter other) {
    return switch (life.perform(matter(), act, other, actor(act), now, mailReadUntil())) {
      case Decided.Allowed _ -> fail(act + " is allowed");
      case Decided.Refused(Refusal refusal) -> refusal;
    };
  }

  boolean tries(TicketAct act) {
    return switch (life.perform(matter(), act, null, actor(act), now, mailReadUntil())) {
      case Decided.Allowed allowed -> {
        take(allowed);
        yield true;
      }
      case Decided.Refused _ -> false;
    };
  }

  private static Actor actor(TicketAct act) {
    return switch (act) {
      case TicketAct.Accept _, TicketAct.Remark _ -> STAFF;
      default -> act.kind().isForSupervisors() ? SUPERVISOR : OPERATOR;
    };
  }

  private Desk take(Decided.Allowed allowed) {
    Changes changes = allowed.changes();
    history.addAll(changes.history);
    told.addAll(changes.told);
    comments.addAll(changes.comments);
    links.addAll(changes.links);
    matter = allowed.after();
    Always.holds(matter, history, now);
    return this;
  }

  // What came of it.

  Matter matter() {
    Matter m = Objects.requireNonNull(matter, "nothing was registered");
    return new Matter(m.ticket(), m.deadlines(), agreement, new ReleaseBoard(releases));
  }

  Ticket ticket() {
    return matter().ticket();
  }

  Ticket.State state() {
    return ticket().state();
  }

  /** The latest deadline of a kind. */
  Deadline the(DeadlineKind kind) {
    return all(kind).getLast();
  }

  List<Deadline> all(DeadlineKind kind) {
    return matter().deadlines().stream().filter(d -> d.kind() == kind).toList();
  }

  boolean owes(DeadlineKind kind) {
    return all(kind).stream().anyMatch(Deadline::isOwed);
  }

  /** When the latest deadline of a kind is due, on Moscow's wall. */
  String due(DeadlineKind kind) {
    return wall(the(kind).due().orElseThrow());
  }

  String notice(DeadlineKind kind) {
    return wall(Objects.requireNonNull(the(kind).noticeAt()));
  }

  /** When something happened, by the history, on Moscow's wall. */
  List<String> when(Act act) {
    return history.stream().filter(e -> e.act() == act).map(e -> wall(e.at())).toList();
  }

  HistoryEntry last(Act act) {
    return history.stream().filter(e -> e.act() == act).toList().getLast();
  }

  List<Audience> toldOf(Event event) {
    return told.stream().filter(t -> t.event() == event).map(Told::to).toList();
  }

  Desk forgetsWhatWasTold() {
    told.clear();
    return this;
  }
}
