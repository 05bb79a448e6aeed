package org.otklik.helpdesk.year;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.otklik.helpdesk.desk.CalendarDesk;
import org.otklik.helpdesk.desk.Outcome;
import org.otklik.helpdesk.desk.PlanDesk;
import org.otklik.helpdesk.desk.ReleaseDesk;
import org.otklik.helpdesk.history.Actor;
import org.otklik.helpdesk.plan.Category;
import org.otklik.helpdesk.plan.Priority;
import org.otklik.helpdesk.release.Release;
import org.otklik.helpdesk.release.ReleaseKind;
import org.otklik.helpdesk.running.RunningProgram;

/** The year itself: who does what when, on the program's clock. */
final class Year {
  static final Instant BEGIN = Instant.parse("2026-02-16T05:00:00Z");
  static final Instant END = Instant.parse("2027-02-26T05:00:00.000001Z");
  private static final ZoneId MOSCOW = ZoneId.of("Europe/Moscow");

  private final RunningProgram program;
  private final Cast cast;
  private final Office office;
  private final long seed;
  private final RandomGenerator random;
  private final Board board = new Board();
  private final Map<String, Hours> hours;
  private final Map<Hours, SlowCalendar> calendars = new HashMap<>();
  private final Map<Long, List<Long>> ticketsOf = new HashMap<>();
  private final PriorityQueue<Due> queue =
      new PriorityQueue<>(Comparator.comparing(Due::at).thenComparingLong(Due::order));
  private Terms standard = Terms.STANDARD;
  private long order;
  private int releases;

  private record Due(Instant at, long order, Runnable what) {}

  Year(RunningProgram program, Cast cast, Office office, long seed) {
    this.program = program;
    this.cast = cast;
    this.office = office;
    this.seed = seed;
    this.random = random(seed);
    this.hours = new HashMap<>(cast.calendars);
  }

  private static RandomGenerator random(long seed) {
    return RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
  }

  /** From the first day to the last; the engine comes by a last time when it is over. */
  void live(int tickets) {
    for (int i = 0; i < tickets; i++) {
      int number = i;
      at(
          BEGIN.plus(
              random.nextLong(Duration.between(BEGIN, END).toMillis() - 86_400_000),
              ChronoUnit.MILLIS),
          () ->
              new Dealings(office, cast, this, random(seed * 1_000_003 + number))
                  .begin("number " + number));
    }
    at(BEGIN.plusSeconds(60), this::engineComesBy);
    at(BEGIN.plusSeconds(120), this::releasesGoOn);
    at(Instant.parse("2026-07-15T11:00:00Z"), this::planIsRevised);
    at(Instant.parse("2026-04-20T08:30:00Z"), this::holidayIsDeclared);
    at(Instant.parse("2026-09-02T13:00:00Z"), this::hoursChange);
    at(Instant.parse("2026-12-29T12:30:00Z"), this::nextYearBecomesKnown);
    while (!queue.isEmpty() && queue.peek().at().isBefore(END)) {
      Due due = queue.remove();
      office.setClock(due.at());
      due.what().run();
    }
    office.setClock(END);
    office.crank(2);
  }

  /** Somebody will do something; nothing is done before now. */
  void at(Instant when, Runnable what) {
    Instant now = office.now();
    queue.add(new Due(when.isBefore(now) ? now : when, ++order, what));
  }

  Terms terms(Cast.Firm firm) {
    return firm.plan().equals("partner") ? Terms.PARTNER : standard;
  }

  Instant latest(Cast.Firm firm, Category category, Priority priority) {
    SlowCalendar calendar =
        calendars.computeIfAbsent(required(hours, firm.calendar()), SlowCalendar::new);
    return new TermClock(terms(firm), board, calendar)
        .latestPlanned(office.now(), category, priority);
  }

  Collection<Board.Release> planned() {
    return board.all();
  }

  void isOf(Cast.Firm firm, long ticket) {
    ticketsOf.computeIfAbsent(firm.id(), id -> new ArrayList<>()).add(ticket);
  }

  /** Another ticket of the same firm, if it happens to be one. */
  Optional<Long> another(Cast.Firm firm, long but, RandomGenerator dice) {
    var known = ticketsOf.getOrDefault(firm.id(), List.of());
    return known.isEmpty()
        ? Optional.empty()
        : Optional.of(known.get(dice.nextInt(known.size()))).filter(id -> id != but);
  }

  private void engineComesBy() {
    office.crank(random.nextInt(4) == 0 ? 2 : 1);
    boolean outage = random.nextInt(100) < 4;
    long minutes = outage ? random.nextLong(6 * 60, 5 * 24 * 60) : random.nextLong(1, 6 * 60);
    at(office.now().plus(Duration.ofMinutes(minutes)), this::engineComesBy);
  }

  private void releasesGoOn() {
    int dice = random.nextInt(100);
    var planned = List.copyOf(board.all());
    if (planned.size() < 3 || (dice < 30 && planned.size() < 9)) {
      plan();
    } else {
      Board.Release some = planned.get(random.nextInt(planned.size()));
      if (dice < 45) {
        move(some);
      } else if (dice < 50) {
        callOff(some);
      }
    }
    LocalDate today = LocalDate.ofInstant(office.now(), MOSCOW);
    for (Board.Release due : List.copyOf(board.all())) {
      if (!due.day().isAfter(today) && random.nextInt(100) < 60) {
        ship(due);
      } else if (random.nextInt(100) < 2) {
        ship(due);
      }
    }
    at(office.now().plus(Duration.ofMinutes(random.nextLong(60, 36 * 60))), this::releasesGoOn);
  }

  private void plan() {
    long component = cast.components.get(random.nextInt(cast.components.size()));
    boolean scheduled = random.nextInt(100) < 45;
    LocalDate day = LocalDate.ofInstant(office.now(), MOSCOW).plusDays(random.nextInt(2, 40));
    Outcome<Release> planned =
        desk()
            .plan(
                component,
                "release " + ++releases,
                scheduled ? ReleaseKind.SCHEDULED : ReleaseKind.UNSCHEDULED,
                day,
                Actor.PROGRAM);
    var event = new YearLog.Planned(Cast.done(planned).id(), component, scheduled, day);
    board.plan(event);
    office.log.add(office.now(), event);
  }

  private void move(Board.Release release) {
    LocalDate today = LocalDate.ofInstant(office.now(), MOSCOW);
    LocalDate day = today.plusDays(random.nextInt(1, 30));
    Cast.done(desk().move(release.id(), day, Actor.PROGRAM, null));
    changed(new YearLog.Moved(release.id(), day));
  }

  private void callOff(Board.Release release) {
    Cast.done(desk().callOff(release.id(), Actor.PROGRAM, null));
    changed(new YearLog.CalledOff(release.id()));
  }

  private void ship(Board.Release release) {
    Cast.done(desk().ship(release.id(), null, Actor.PROGRAM, null));
    changed(new YearLog.Shipped(release.id()));
  }

  private void changed(YearLog.Event event) {
    board.change(event);
    office.log.add(office.now(), event);
  }

  private ReleaseDesk desk() {
    return program.get(ReleaseDesk.class);
  }

  private void planIsRevised() {
    var saved =
        program
            .get(PlanDesk.class)
            .save("standard", Terms.REVISED.yaml(), cast.colleagues.getFirst().actor(), null);
    if (!(saved instanceof PlanDesk.Saved.Done)) {
      throw new IllegalStateException(saved.toString());
    }
    standard = Terms.REVISED;
  }

  /** The day after tomorrow is off, a Saturday soon is worked. */
  private void holidayIsDeclared() {
    recalendar(
        Cast.PROVIDER,
        h ->
            h.with(LocalDate.of(2026, 4, 22))
                .with(LocalDate.of(2026, 4, 25), Hours.Span.hours(10, 15))
                .with(LocalDate.of(2026, 6, 10)));
  }

  private void hoursChange() {
    recalendar(
        "sydney",
        h ->
            h.withWeekly(DayOfWeek.FRIDAY, Hours.Span.hours(7, 12), Hours.Span.hours(13, 16))
                .with(LocalDate.of(2026, 9, 8)));
  }

  private void nextYearBecomesKnown() {
    recalendar("berlin", h -> h.knownUntil(2027).with(LocalDate.of(2027, 1, 6)));
  }

  private void recalendar(String name, UnaryOperator<Hours> change) {
    Hours edited = change.apply(required(hours, name));
    hours.put(name, edited);
    long id = required(cast.calendarIds, name);
    Cast.done(program.get(CalendarDesk.class).replace(id, edited.yaml(), null, Actor.PROGRAM));
    office.log.add(office.now(), new YearLog.Recalendared(name, edited));
  }

  private static <T> T required(Map<String, T> known, String name) {
    return Optional.ofNullable(known.get(name)).orElseThrow();
  }
}
