package org.otklik.helpdesk.web;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.otklik.helpdesk.calendar.CalendarException;
import org.otklik.helpdesk.calendar.Convention;
import org.otklik.helpdesk.calendar.Term;
import org.otklik.helpdesk.plan.Category;
import org.otklik.helpdesk.plan.MatrixLine;
import org.otklik.helpdesk.plan.PlanException;
import org.otklik.helpdesk.plan.PlanTerms;
import org.otklik.helpdesk.plan.PlanTerms.AnsweredBy;
import org.otklik.helpdesk.plan.PlanTerms.Escalatee;
import org.otklik.helpdesk.plan.PlanTerms.Escalation;
import org.otklik.helpdesk.plan.PlanTerms.Kind;
import org.otklik.helpdesk.plan.PlanTerms.Unanswered;
import org.otklik.helpdesk.plan.Priority;
import org.otklik.helpdesk.plan.TermRule;
import org.otklik.helpdesk.words.Words;

/**
 * A plan as a form's fields. Terms are typed as {@code 3bd}, {@code 5wh}, {@code 90m}, or with the
 * signs of the reader's language; the rules of the matrix are chosen. Fields are named as the
 * problems of a plan are, see {@link PlanException.Problem}.
 */
final class PlanForm {
  /** Stands for a rule that is a term: which, its own field says. */
  static final String TERM = "term";

  static final int STEPS = 4;

  private final Form form;
  private final List<PlanException.Problem> problems = new ArrayList<>();

  private PlanForm(Form form) {
    this.form = form;
  }

  /** What was read, or all that couldn't be. */
  record Read(PlanTerms terms, List<PlanException.Problem> problems) {}

  static Read read(Form form) {
    var reader = new PlanForm(form);
    return new Read(reader.terms(), List.copyOf(reader.problems));
  }

  private PlanTerms terms() {
    var some = Term.workingMinutes(1);
    return new PlanTerms(
        read("days", Convention::parse, Convention.CIVIL),
        read("client-days", Convention::parse, Convention.CIVIL),
        read("first-response", PlanForm::term, some),
        form.choice(AnsweredBy.class, "answered-by").orElse(AnsweredBy.ANALYSIS),
        read("clarification", PlanForm::term, some),
        form.choice(Unanswered.class, "unanswered").orElse(Unanswered.PROPOSE),
        read("feedback", PlanForm::term, some),
        read("staff-list", PlanForm::term, some),
        read("notice", PlanForm::term, some),
        read("reopening-days", Integer::valueOf, 0),
        read("reminder-days", Integer::valueOf, 1),
        escalation(),
        matrix());
  }

  private List<Escalation> escalation() {
    var steps = new ArrayList<Escalation>();
    for (int step = 1; step <= STEPS; step++) {
      if (!form.text("after-" + step).isBlank()) {
        steps.add(
            new Escalation(
                read("after-" + step, PlanForm::term, Term.workingMinutes(step)),
                form.choice(Escalatee.class, "to-" + step).orElse(Escalatee.SUPERVISOR)));
      }
    }
    return steps;
  }

  private Map<Kind, MatrixLine> matrix() {
    var matrix = new HashMap<Kind, MatrixLine>();
    for (Category category : Category.values()) {
      for (Priority priority : category.priorities()) {
        String name = name(category, priority);
        matrix.put(
            new Kind(category, priority),
            new MatrixLine(
                rule(name + " resolution"),
                rule(name + " acceptance"),
                rule(name + " rework"),
                read(name + " notice", PlanForm::term, Term.workingMinutes(1))));
      }
    }
    return matrix;
  }

  static String name(Category category, Priority priority) {
    return "matrix " + (category + "/" + priority).toLowerCase(Locale.ROOT);
  }

  private TermRule rule(String name) {
    return form.text(name + " rule").equals(TERM)
        ? new TermRule.Within(read(name, PlanForm::term, Term.workingMinutes(1)))
        : read(name + " rule", TermRule::parse, new TermRule.Undated());
  }

  private <T> T read(String name, Function<String, T> parse, T otherwise) {
    try {
      return parse.apply(form.text(name).strip());
    } catch (CalendarException | NumberFormatException e) {
      String field = name.endsWith(" rule") ? name.substring(0, name.lastIndexOf(' ')) : name;
      problems.add(new PlanException.Problem(field, "plan.unreadable", form.text(name)));
      return otherwise;
    }
  }

  private static Term term(String text) {
    return Term.parse(
        text.toLowerCase(Locale.ROOT).replace("рд", "bd").replace("рч", "wh").replace("мин", "m"));
  }

  /** The fields that say what a plan says. */
  static Map<String, String> fields(PlanTerms terms, Words words) {
    var fields = new LinkedHashMap<String, String>();
    fields.put("days", terms.providerDays().toString());
    fields.put("client-days", terms.clientDays().toString());
    fields.put("first-response", written(terms.firstResponse(), words));
    fields.put("answered-by", terms.answeredBy().name());
    fields.put("clarification", written(terms.clarification(), words));
    fields.put("unanswered", terms.unanswered().name());
    fields.put("feedback", written(terms.feedback(), words));
    fields.put("staff-list", written(terms.staffList(), words));
    fields.put("notice", written(terms.notice(), words));
    fields.put("reopening-days", Integer.toString(terms.reopeningDays()));
    fields.put("reminder-days", Integer.toString(terms.reminderDays()));
    for (int step = 1; step <= Math.min(STEPS, terms.escalation().size()); step++) {
      Escalation escalation = terms.escalation().get(step - 1);
      fields.put("after-" + step, written(escalation.after(), words));
      fields.put("to-" + step, escalation.to().name());
    }
    terms
        .matrix()
        .forEach((kind, line) -> {
          String name = name(kind.category(), kind.priority());
          put(fields, name + " resolution", line.resolution(), words);
          put(fields, name + " acceptance", line.acceptance(), words);
          put(fields, name + " rework", line.rework(), words);
          fields.put(name + " notice", written(line.notice(), words));
        });
    return fields;
  }

  private static void put(Map<String, String> fields, String name, TermRule rule, Words words) {
    if (rule instanceof TermRule.Within(Term term)) {
      fields.put(name + " rule", TERM);
      fields.put(name, written(term, words));
    } else {
      fields.put(name + " rule", rule.toString());
    }
  }

  private static String written(Term term, Words words) {
    return term.amount()
        + words.say(
            "console.plan.sign."
                + switch (term.unit()) {
                  case BUSINESS_DAY -> "bd";
                  case WORKING_HOUR -> "wh";
                  case WORKING_MINUTE -> "m";
                });
  }
}
