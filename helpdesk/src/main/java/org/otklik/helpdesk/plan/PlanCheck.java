package org.otklik.helpdesk.plan;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.otklik.helpdesk.calendar.Term;
import org.otklik.helpdesk.plan.PlanException.Problem;
import org.otklik.helpdesk.plan.PlanTerms.Escalation;
import org.otklik.helpdesk.plan.PlanTerms.Kind;

/** Finds what contradicts itself in a plan, or promises what can't be. */
final class PlanCheck {
  private static final Duration DAY = Duration.ofHours(9);
  private static final int LONGEST_DAYS = 3660;

  private final PlanTerms terms;
  private final List<Problem> problems = new ArrayList<>();

  private PlanCheck(PlanTerms terms) {
    this.terms = terms;
  }

  /** All that is wrong; nothing when the plan can be agreed upon. */
  static List<Problem> problems(PlanTerms terms) {
    var check = new PlanCheck(terms);
    check.noticesComeBeforeTheirTerms();
    check.theMatrixIsWhole();
    terms.matrix().forEach(check::aLineSaysWhatItMay);
    check.thePressingIsNotOwedLater();
    check.escalationGoesOn();
    check.daysAreDays("reopening-days", terms.reopeningDays(), 0);
    check.daysAreDays("reminder-days", terms.reminderDays(), 1);
    return check.problems;
  }

  private void noticesComeBeforeTheirTerms() {
    noticeBefore("first-response", terms.firstResponse(), terms.notice());
    noticeBefore("clarification", terms.clarification(), terms.notice());
    noticeBefore("feedback", terms.feedback(), terms.notice());
    noticeBefore("staff-list", terms.staffList(), terms.notice());
  }

  private void noticeBefore(String field, Term term, Term notice) {
    if (length(notice).compareTo(length(term)) > 0) {
      problem(field, "plan.notice-longer-than-term", notice + " > " + term);
    }
  }

  private void theMatrixIsWhole() {
    for (Category category : Category.values()) {
      for (Priority priority : category.priorities()) {
        if (terms.line(category, priority).isEmpty()) {
          problem(name(new Kind(category, priority)), "plan.line-missing", "");
        }
      }
    }
  }

  private void aLineSaysWhatItMay(Kind kind, MatrixLine line) {
    String name = name(kind);
    if (!kind.exists()) {
      problem(name, "plan.no-such-kind", "");
    }
    if (line.resolution() instanceof TermRule.AsResolution
        || line.resolution() instanceof TermRule.Undated) {
      problem(name + " resolution", "plan.resolution-without-term", line.resolution().toString());
    }
    if (line.acceptance().isReleaseBound() || line.acceptance() instanceof TermRule.AsResolution) {
      problem(name + " acceptance", "plan.acceptance-by-release", line.acceptance().toString());
    }
    if (line.rework() instanceof TermRule.Undated) {
      problem(name + " rework", "plan.rework-without-term", line.rework().toString());
    }
    for (TermRule rule : List.of(line.resolution(), line.acceptance(), line.rework())) {
      if (rule instanceof TermRule.Within(Term term)) {
        noticeBefore(name, term, line.notice());
      }
    }
  }

  private void thePressingIsNotOwedLater() {
    for (Category category : Category.values()) {
      Duration longest = Duration.ZERO;
      for (Priority priority : category.priorities()) {
        TermRule rule =
            terms
                .line(category, priority)
                .map(MatrixLine::resolution)
                .orElse(new TermRule.Undated());
        if (rule instanceof TermRule.Within(Term term)) {
          if (length(term).compareTo(longest) < 0) {
            problem(
                name(new Kind(category, priority)) + " resolution",
                "plan.pressing-owed-later",
                term.toString());
          }
          longest = length(term);
        }
      }
    }
  }

  private void escalationGoesOn() {
    Duration before = Duration.ZERO;
    for (Escalation step : terms.escalation()) {
      if (length(step.after()).compareTo(before) <= 0) {
        problem("escalation", "plan.escalation-goes-back", step.after().toString());
      }
      before = length(step.after());
    }
  }

  private void daysAreDays(String field, int days, int least) {
    if (days < least || days > LONGEST_DAYS) {
      problem(field, "plan.days-out-of-range", Integer.toString(days));
    }
  }

  private void problem(String field, String key, String value) {
    problems.add(new Problem(field, key, value));
  }

  /** Roughly, for comparing: terms of different units are compared by the usual day. */
  private static Duration length(Term term) {
    return switch (term.unit()) {
      case BUSINESS_DAY -> DAY.multipliedBy(term.amount());
      case WORKING_HOUR -> Duration.ofHours(term.amount());
      case WORKING_MINUTE -> Duration.ofMinutes(term.amount());
    };
  }

  private static String name(Kind kind) {
    return "matrix " + (kind.category() + "/" + kind.priority()).toLowerCase(Locale.ROOT);
  }
}
