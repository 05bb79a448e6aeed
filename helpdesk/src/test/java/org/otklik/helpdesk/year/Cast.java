package org.otklik.helpdesk.year;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.otklik.helpdesk.IdSource;
import org.otklik.helpdesk.access.Operator;
import org.otklik.helpdesk.access.Operator.OperatorRole;
import org.otklik.helpdesk.client.Client;
import org.otklik.helpdesk.client.Language;
import org.otklik.helpdesk.client.Role;
import org.otklik.helpdesk.client.StaffMember;
import org.otklik.helpdesk.desk.CalendarDesk;
import org.otklik.helpdesk.desk.Outcome;
import org.otklik.helpdesk.desk.ReleaseDesk;
import org.otklik.helpdesk.history.Actor;
import org.otklik.helpdesk.running.RunningProgram;
import org.otklik.helpdesk.store.Calendars.Kept;
import org.otklik.helpdesk.store.ClientRegister;
import org.otklik.helpdesk.store.Foundation;
import org.otklik.helpdesk.store.Rows;

/** Who takes part: the provider's people, client firms in four time zones, and their staff. */
final class Cast {
  static final String PROVIDER = "provider";

  final List<Colleague> colleagues = new ArrayList<>();
  final List<Firm> firms = new ArrayList<>();
  final List<Long> components = new ArrayList<>();
  final Map<String, Long> calendarIds = new LinkedHashMap<>();
  final Map<String, Hours> calendars = new LinkedHashMap<>();
  private final RunningProgram program;
  private final LocalDate today;

  /** How soon somebody does what is theirs to do. */
  enum Pace {
    QUICK,
    SLOW,
    FORGETFUL
  }

  /** One of the provider's people. */
  record Colleague(long id, String email, OperatorRole role, Pace pace) {
    Actor actor() {
      return Actor.operator(id, email);
    }
  }

  /** One of a client's people. */
  record Person(long id, String email, Pace pace) {
    Actor actor() {
      return Actor.staff(id, email);
    }
  }

  /**
   * A client.
   *
   * @param managerId who is responsible for it, null for nobody
   */
  record Firm(
      long id, String plan, String calendar, @Nullable Long managerId, List<Person> people) {}

  Cast(RunningProgram program, LocalDate today) {
    this.program = program;
    this.today = today;
    colleague("ada", OperatorRole.ADMINISTRATOR, Pace.QUICK);
    colleague("sveta", OperatorRole.SUPERVISOR, Pace.QUICK);
    colleague("stepan", OperatorRole.SUPERVISOR, Pace.SLOW);
    colleague("quentin", OperatorRole.OPERATOR, Pace.QUICK);
    colleague("olga", OperatorRole.OPERATOR, Pace.QUICK);
    colleague("slava", OperatorRole.OPERATOR, Pace.SLOW);
    colleague("sonya", OperatorRole.OPERATOR, Pace.SLOW);
    colleague("foma", OperatorRole.OPERATOR, Pace.FORGETFUL);
    for (String name : List.of("accounts", "warehouse")) {
      components.add(done(program.get(ReleaseDesk.class).add(name)).id());
    }
    calendars.put(PROVIDER, Hours.russia("Россия, рабочие дни 09:00–18:00", 9, 18));
    calendarIds.put(PROVIDER, program.get(Foundation.class).providerCalendarId());
    calendar("partner", Hours.russia("Moscow 10-19", 10, 19));
    List<Hours.Span> withBreak = List.of(Hours.Span.hours(9, 13), Hours.Span.hours(14, 18));
    calendar(
        "berlin",
        Hours.of("Berlin", "Europe/Berlin", withBreak, 8 * 60, 2026, 2026)
            .withWeekly(DayOfWeek.FRIDAY, Hours.Span.hours(9, 15))
            .with(LocalDate.of(2026, 5, 1))
            .with(LocalDate.of(2026, 12, 25))
            .with(LocalDate.of(2026, 12, 24), Hours.Span.hours(9, 12)));
    calendar(
        "sydney",
        Hours.of("Sydney", "Australia/Sydney", List.of(Hours.Span.hours(8, 17)), 9 * 60, 2025, 2027)
            .withWeekly(DayOfWeek.SATURDAY, Hours.Span.hours(9, 12)));
    firm("romashka", "standard", PROVIDER, 3);
    firm("vasilek", "standard", PROVIDER, 5);
    firm("landysh", "partner", "partner", 4);
    firm("aster", "standard", "berlin", 6);
    firm("enzian", "partner", "berlin", 7);
    firm("wattle", "standard", "sydney", -1);
  }

  private void calendar(String key, Hours hours) {
    Kept kept = done(program.get(CalendarDesk.class).add(hours.yaml(), Actor.PROGRAM));
    calendarIds.put(key, kept.id());
    calendars.put(key, hours);
  }

  private void colleague(String name, OperatorRole role, Pace pace) {
    String email = name + "@support.example";
    long id = program.get(IdSource.class).next();
    program
        .get(Rows.Operators.class)
        .save(new Operator(id, name, name, email, role, Language.EN, "", true, 0, null, null, 0));
    colleagues.add(new Colleague(id, email, role, pace));
  }

  private void firm(String name, String plan, String calendar, int manager) {
    var foundation = program.get(Foundation.class);
    long id = program.get(IdSource.class).next();
    Long managerId = manager < 0 ? null : colleagues.get(manager).id();
    long planId = plan.equals("partner") ? foundation.partnerPlanId() : foundation.standardPlanId();
    long calendarId = Optional.ofNullable(calendarIds.get(calendar)).orElseThrow();
    program
        .get(ClientRegister.class)
        .add(
            new Client(
                id,
                name,
                "C-" + name,
                today.minusYears(1),
                today.minusYears(1),
                today.plusYears(3),
                "office@" + name + ".example",
                manager % 2 == 0 ? Language.RU : Language.EN,
                managerId,
                planId,
                calendarId,
                "RU",
                0),
            name + ".example");
    var people = new ArrayList<Person>();
    for (Pace pace : Pace.values()) {
      people.add(person(id, pace.name().toLowerCase(Locale.ROOT), name, pace));
    }
    firms.add(new Firm(id, plan, calendar, managerId, List.copyOf(people)));
  }

  private Person person(long firmId, String name, String firm, Pace pace) {
    long id = program.get(IdSource.class).next();
    String email = name + "@" + firm + ".example";
    program
        .get(ClientRegister.class)
        .add(
            new StaffMember(id, firmId, name, pace == Pace.QUICK ? Role.MAIN : Role.FULL, true, 0),
            email);
    return new Person(id, email, pace);
  }

  static <T> T done(Outcome<T> outcome) {
    return switch (outcome) {
      case Outcome.Done<T>(T what) -> what;
      case Outcome.Refused<T>(var refusal) -> throw new IllegalStateException(refusal.toString());
    };
  }

  /** Addresses of the operators with a role. */
  List<String> emails(OperatorRole role) {
    return colleagues.stream().filter(c -> c.role() == role).map(Colleague::email).toList();
  }

  Optional<String> email(@Nullable Long operatorId) {
    return colleagues.stream()
        .filter(c -> Long.valueOf(c.id()).equals(operatorId))
        .map(Colleague::email)
        .findFirst();
  }

  boolean isOperator(long id) {
    return colleagues.stream().anyMatch(c -> c.id() == id);
  }
}
