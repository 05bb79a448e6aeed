package org.otklik.helpdesk.plan;

import java.util.Locale;
import org.otklik.helpdesk.calendar.Term;
import org.otklik.helpdesk.release.ReleaseKind;

/** How a plan says until when something is owed. */
public sealed interface TermRule {

  /** Within business days, working hours or minutes. */
  record Within(Term term) implements TermRule {
    @Override
    public String toString() {
      return term.toString();
    }
  }

  /** No later than the first release of a kind that ships after the first analysis. */
  record NextRelease(ReleaseKind kind) implements TermRule {
    @Override
    public String toString() {
      return "next " + kind.name().toLowerCase(Locale.ROOT) + " release";
    }
  }

  /** In a scheduled release that is chosen. */
  record ChosenRelease() implements TermRule {
    @Override
    public String toString() {
      return "chosen release";
    }
  }

  /** By the rule that the solution was owed under. */
  record AsResolution() implements TermRule {
    @Override
    public String toString() {
      return "as resolution";
    }
  }

  /** At no time: the other side is reminded now and then. */
  record Undated() implements TermRule {
    @Override
    public String toString() {
      return "none";
    }
  }

  /** Whether releases say when it is due. */
  default boolean isReleaseBound() {
    return this instanceof NextRelease || this instanceof ChosenRelease;
  }

  /**
   * Reads what {@code toString} writes: {@code 3bd}, {@code next unscheduled release}, {@code
   * chosen release}, {@code as resolution}, {@code none}.
   *
   * @throws org.otklik.helpdesk.calendar.CalendarException when the text says no such thing
   */
  static TermRule parse(String text) {
    return switch (text.strip().toLowerCase(Locale.ROOT)) {
      case "next scheduled release" -> new NextRelease(ReleaseKind.SCHEDULED);
      case "next unscheduled release" -> new NextRelease(ReleaseKind.UNSCHEDULED);
      case "chosen release" -> new ChosenRelease();
      case "as resolution" -> new AsResolution();
      case "none" -> new Undated();
      default -> new Within(Term.parse(text));
    };
  }
}
