package org.otklik.helpdesk.web;

import org.otklik.helpdesk.plan.Plan;
import org.otklik.helpdesk.words.Words;

/** What plans are called: those that come with the program in the reader's language. */
final class PlanWords {
  private PlanWords() {}

  static String name(String name, Words words) {
    String known = "console.plan.name." + name;
    return words.has(known) ? words.say(known) : name;
  }

  static String name(Plan plan, Words words) {
    return words.say("console.plan.revision", name(plan.name(), words), plan.revision());
  }
}
