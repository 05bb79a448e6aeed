package org.otklik.helpdesk.plan;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.otklik.helpdesk.calendar.CalendarException;
import org.otklik.helpdesk.calendar.Convention;
import org.otklik.helpdesk.calendar.Term;
import org.otklik.helpdesk.plan.PlanException.Problem;
import org.otklik.helpdesk.plan.PlanTerms.AnsweredBy;
import org.otklik.helpdesk.plan.PlanTerms.Escalatee;
import org.otklik.helpdesk.plan.PlanTerms.Escalation;
import org.otklik.helpdesk.plan.PlanTerms.Kind;
import org.otklik.helpdesk.plan.PlanTerms.Unanswered;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.representer.Representer;

/** Plans as YAML, as {@code docs/plans.md} describes it. */
public final class PlanYaml {
  private static final int MAX_CHARACTERS = 100_000;

  private final List<Problem> problems = new ArrayList<>();

  private PlanYaml() {}

  /**
   * Reads a plan and checks it.
   *
   * @throws PlanException naming everything that is wrong with it
   */
  public static PlanTerms read(String text) {
    var reader = new PlanYaml();
    PlanTerms terms = reader.terms(reader.load(text));
    return checked(terms);
  }

  /**
   * A plan that can be agreed upon.
   *
   * @throws PlanException naming everything that is wrong with it
   */
  public static PlanTerms checked(PlanTerms terms) {
    List<Problem> problems = PlanCheck.problems(terms);
    if (!problems.isEmpty()) {
      throw new PlanException(problems);
    }
    return terms;
  }

  private Map<?, ?> load(String text) {
    if (text.length() > MAX_CHARACTERS) {
      throw new PlanException(List.of(new Problem("", "plan.too-long", "")));
    }
    var options = new LoaderOptions();
    options.setAllowDuplicateKeys(false);
    options.setMaxAliasesForCollections(0);
    options.setNestingDepthLimit(5);
    try {
      if (new Yaml(new SafeConstructor(options)).load(text) instanceof Map<?, ?> map) {
        return map;
      }
    } catch (YAMLException e) {
      String why = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
      throw new PlanException(List.of(new Problem("", "plan.no-yaml", why)));
    }
    throw new PlanException(List.of(new Problem("", "plan.no-yaml", "")));
  }

  private PlanTerms terms(Map<?, ?> map) {
    Convention days = read(map, "days", Convention::parse, Convention.CIVIL);
    var least = Term.workingMinutes(1);
    var terms =
        new PlanTerms(
            days,
            read(map, "client-days", Convention::parse, days),
            read(map, "first-response", Term::parse, least),
            read(map, "answered-by", word(AnsweredBy.class), AnsweredBy.ANALYSIS),
            read(map, "clarification", Term::parse, least),
            read(map, "unanswered", word(Unanswered.class), Unanswered.PROPOSE),
            read(map, "feedback", Term::parse, least),
            read(map, "staff-list", Term::parse, least),
            read(map, "notice", Term::parse, least),
            read(map, "reopening-days", Integer::valueOf, 14),
            read(map, "reminder-days", Integer::valueOf, 7),
            escalation(map),
            matrix(map));
    if (!problems.isEmpty()) {
      throw new PlanException(problems);
    }
    return terms;
  }

  private List<Escalation> escalation(Map<?, ?> map) {
    var steps = new ArrayList<Escalation>();
    for (Map<?, ?> step : list(map, "escalation")) {
      steps.add(
          new Escalation(
              read(step, "after", Term::parse, Term.workingMinutes(1)),
              read(step, "to", word(Escalatee.class), Escalatee.SUPERVISOR)));
    }
    return steps;
  }

  private Map<Kind, MatrixLine> matrix(Map<?, ?> map) {
    var matrix = new HashMap<Kind, MatrixLine>();
    for (Map<?, ?> line : list(map, "matrix")) {
      var kind =
          new Kind(
              read(line, "category", word(Category.class), Category.ERROR),
              read(line, "priority", word(Priority.class), Priority.LOW));
      var none = new TermRule.Undated();
      var terms =
          new MatrixLine(
              read(line, "resolution", TermRule::parse, none),
              read(line, "acceptance", TermRule::parse, none),
              read(line, "rework", TermRule::parse, none),
              read(line, "notice", Term::parse, Term.workingMinutes(1)));
      if (matrix.put(kind, terms) != null) {
        problems.add(
            new Problem(
                "matrix",
                "plan.line-twice",
                words(kind.category()) + "/" + words(kind.priority())));
      }
    }
    return matrix;
  }

  private List<Map<?, ?>> list(Map<?, ?> map, String key) {
    var maps = new ArrayList<Map<?, ?>>();
    if (map.get(key) instanceof Collection<?> items
        && items.stream().allMatch(Map.class::isInstance)) {
      items.forEach(item -> maps.add((Map<?, ?>) item));
    } else {
      problems.add(new Problem(key, "plan.missing", ""));
    }
    return maps;
  }

  private <T> T read(Map<?, ?> map, String key, Function<String, T> parse, T otherwise) {
    @Nullable Object value = map.get(key);
    if (value == null) {
      problems.add(new Problem(key, "plan.missing", ""));
      return otherwise;
    }
    try {
      return parse.apply(value.toString());
    } catch (CalendarException | NumberFormatException e) {
      problems.add(new Problem(key, "plan.unreadable", value.toString()));
      return otherwise;
    }
  }

  private static <E extends Enum<E>> Function<String, E> word(Class<E> type) {
    return text -> {
      for (E value : type.getEnumConstants()) {
        if (words(value).equals(text.strip().toLowerCase(Locale.ROOT))) {
          return value;
        }
      }
      throw new CalendarException(text, "is none of the words known here.");
    };
  }

  private static String words(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  /** What {@link #read} reads. */
  public static String write(PlanTerms terms) {
    var map = new LinkedHashMap<String, Object>();
    map.put("days", terms.providerDays().toString());
    map.put("client-days", terms.clientDays().toString());
    map.put("first-response", terms.firstResponse().toString());
    map.put("answered-by", words(terms.answeredBy()));
    map.put("clarification", terms.clarification().toString());
    map.put("unanswered", words(terms.unanswered()));
    map.put("feedback", terms.feedback().toString());
    map.put("staff-list", terms.staffList().toString());
    map.put("notice", terms.notice().toString());
    map.put("reopening-days", terms.reopeningDays());
    map.put("reminder-days", terms.reminderDays());
    map.put(
        "escalation",
        terms.escalation().stream()
            .map(step -> ordered("after", step.after().toString(), "to", words(step.to())))
            .toList());
    var lines = new ArrayList<Map<String, Object>>();
    for (Category category : Category.values()) {
      for (Priority priority : category.priorities()) {
        terms
            .line(category, priority)
            .ifPresent(line ->
                lines.add(
                    ordered(
                        "category", words(category),
                        "priority", words(priority),
                        "resolution", line.resolution().toString(),
                        "acceptance", line.acceptance().toString(),
                        "rework", line.rework().toString(),
                        "notice", line.notice().toString())));
      }
    }
    map.put("matrix", lines);
    var options = new DumperOptions();
    options.setDefaultFlowStyle(DumperOptions.FlowStyle.AUTO);
    options.setWidth(200);
    return new Yaml(new Representer(options), options).dump(map);
  }

  private static Map<String, Object> ordered(String... pairs) {
    var map = new LinkedHashMap<String, Object>();
    for (int i = 0; i < pairs.length; i += 2) {
      map.put(pairs[i], pairs[i + 1]);
    }
    return map;
  }
}
