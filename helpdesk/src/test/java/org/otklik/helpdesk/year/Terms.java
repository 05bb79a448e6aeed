package org.otklik.helpdesk.year;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.otklik.helpdesk.plan.Category;
import org.otklik.helpdesk.plan.Priority;

/**
 * A plan as the checker knows it: the agreement's matrix, with what this plan says otherwise.
 *
 * @param byPerson any answer by a person is a first response
 * @param clientMidnight the client's days run until midnight
 * @param closes what is unanswered closes by itself
 * @param toSupervisor working time after a breach until it is taken to the supervisors
 * @param toManager and to the client's responsible manager
 */
record Terms(
    String plan,
    Length firstResponse,
    boolean byPerson,
    boolean clientMidnight,
    boolean closes,
    Length toSupervisor,
    Length toManager,
    int reminderDays) {

  static final Length CLARIFICATION = Length.bd(3);
  static final Length FEEDBACK = Length.bd(3);
  static final Length NOTICE = Length.wh(4);
  static final int REOPENING_DAYS = 14;

  static final Terms STANDARD =
      new Terms("standard", Length.bd(1), false, false, false, Length.wh(4), Length.bd(1), 7);
  static final Terms PARTNER =
      new Terms("partner", Length.wh(5), true, false, false, Length.wh(4), Length.bd(1), 7);

  /** What the supervisors make of the standard plan during the year. */
  static final Terms REVISED =
      new Terms("standard", Length.wh(6), false, true, true, Length.wh(2), Length.bd(2), 5);

  /** Business days or working hours. */
  record Length(int amount, boolean days) {
    static Length bd(int days) {
      return new Length(days, true);
    }

    static Length wh(int hours) {
      return new Length(hours, false);
    }

    @Override
    public String toString() {
      return amount + (days ? "bd" : "wh");
    }
  }

  /** By what something is due. */
  enum By {
    LENGTH,
    NEXT_SCHEDULED,
    NEXT_UNSCHEDULED,
    CHOSEN,
    NONE,
    /** At a date that was named. */
    DATE
  }

  /** How the agreement says until when. */
  record Rule(By by, @Nullable Length length) {
    static final Rule DATE = new Rule(By.DATE, null);

    static Rule within(Length length) {
      return new Rule(By.LENGTH, length);
    }

    boolean isReleaseBound() {
      return by == By.NEXT_SCHEDULED || by == By.NEXT_UNSCHEDULED || by == By.CHOSEN;
    }

    String yaml() {
      return switch (by) {
        case LENGTH -> Optional.ofNullable(length).orElseThrow().toString();
        case NEXT_SCHEDULED -> "next scheduled release";
        case NEXT_UNSCHEDULED -> "next unscheduled release";
        case CHOSEN -> "chosen release";
        case NONE, DATE -> "none";
      };
    }
  }

  /** A line of the matrix. */
  record Line(Rule resolution, Rule acceptance, Rule rework, Length notice) {}

  static Line line(Category category, Priority priority) {
    Rule none = new Rule(By.NONE, null);
    return switch (category) {
      case ERROR ->
          switch (priority) {
            case URGENT -> same(Length.bd(1), Length.wh(4));
            case HIGH -> bound(new Rule(By.NEXT_UNSCHEDULED, null), none);
            case NORMAL -> bound(new Rule(By.NEXT_SCHEDULED, null), none);
            case LOW -> bound(new Rule(By.CHOSEN, null), none);
          };
      case SUPPORT ->
          switch (priority) {
            case URGENT, HIGH -> same(Length.bd(3), Length.bd(1));
            case NORMAL, LOW -> same(Length.bd(5), Length.bd(1));
          };
      case IMPROVEMENT ->
          new Line(
              new Rule(By.CHOSEN, null),
              Rule.within(Length.bd(5)),
              new Rule(By.NEXT_UNSCHEDULED, null),
              Length.bd(1));
    };
  }

  private static Line same(Length length, Length notice) {
    Rule rule = Rule.within(length);
    return new Line(rule, rule, rule, notice);
  }

  private static Line bound(Rule release, Rule none) {
    return new Line(release, none, release, Length.wh(4));
  }

  String yaml() {
    var text = new StringBuilder();
    text.append("days: civil\nclient-days: ").append(clientMidnight ? "civil-midnight" : "civil");
    text.append("\nfirst-response: ").append(firstResponse);
    text.append("\nanswered-by: ").append(byPerson ? "person" : "analysis");
    text.append("\nclarification: ").append(CLARIFICATION);
    text.append("\nunanswered: ").append(closes ? "close" : "propose");
    text.append("\nfeedback: ").append(FEEDBACK).append("\nstaff-list: 3bd");
    text.append("\nnotice: ").append(NOTICE);
    text.append("\nreopening-days: ").append(REOPENING_DAYS);
    text.append("\nreminder-days: ").append(reminderDays);
    text.append("\nescalation:\n  - {after: ").append(toSupervisor).append(", to: supervisor}");
    text.append("\n  - {after: ").append(toManager).append(", to: manager}\nmatrix:\n");
    for (Category category : Category.values()) {
      for (Priority priority : category.priorities()) {
        text.append(yaml(category, priority, line(category, priority)));
      }
    }
    return text.toString();
  }

  private static String yaml(Category category, Priority priority, Line line) {
    return "  - {category: %s, priority: %s, resolution: %s, acceptance: %s, rework: %s, notice: %s}\n"
        .formatted(
            category.name().toLowerCase(Locale.ROOT),
            priority.name().toLowerCase(Locale.ROOT),
            line.resolution().yaml(),
            line.acceptance().yaml(),
            line.rework().yaml(),
            line.notice());
  }

  List<Length> escalation() {
    return List.of(toSupervisor, toManager);
  }
}
