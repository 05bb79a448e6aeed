package org.otklik.helpdesk.web;

import java.util.Locale;
import org.otklik.helpdesk.calendar.Term;
import org.otklik.helpdesk.deadline.Deadline;
import org.otklik.helpdesk.plan.TermRule;
import org.otklik.helpdesk.words.Words;

/** Says terms and the rules of plans as people do. */
final class RuleWords {
  private RuleWords() {}

  static String of(TermRule rule, Words words) {
    return rule instanceof TermRule.Within(Term term)
        ? of(term, words)
        : words.say("console.value." + rule.toString().replace(' ', '-'));
  }

  static String of(Term term, Words words) {
    return words.say(
        "console.value."
            + switch (term.unit()) {
              case BUSINESS_DAY -> "bd";
              case WORKING_HOUR -> "wh";
              case WORKING_MINUTE -> "m";
            },
        term.amount());
  }

  /** By which rule something is due. */
  static String of(Deadline deadline, Words words) {
    return rule(deadline.rule(), words);
  }

  /** By which rule something is due, as a deadline writes it. */
  static String rule(String rule, Words words) {
    return rule.equals(Deadline.FIXED)
        ? words.say("console.deadline.agreed")
        : of(TermRule.parse(rule), words);
  }

  /** A name of the domain, whose words stand in a group of keys, named with its last dot. */
  static String word(Enum<?> value, String group, Words words) {
    return words.say(group + value.name().toLowerCase(Locale.ROOT).replace('_', '-'));
  }
}
