package org.otklik.helpdesk.crash;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.otklik.intake.Steps.Step;

/** Where the program is killed: at each step at least once, the rest by the seed. */
record KillPlan(List<Kill> kills) {
  private static final int LATEST_TIME = 3;

  /**
   * One kill.
   *
   * @param time the how-manieth time the program comes to the step, since its start
   * @param databaseToo whether the embedded database is killed with it, or left over
   */
  record Kill(Step step, int time, boolean databaseToo) {}

  static KillPlan of(long seed, int count) {
    var random = new Random(seed);
    var kills = new ArrayList<Kill>();
    for (int i = 0; i < count; i++) {
      Step[] steps = Step.values();
      Step step = i < steps.length ? steps[i] : steps[random.nextInt(steps.length)];
      kills.add(new Kill(step, 1 + random.nextInt(LATEST_TIME), random.nextInt(3) == 0));
    }
    java.util.Collections.shuffle(kills, random);
    return new KillPlan(List.copyOf(kills));
  }

  long points() {
    return kills.stream().map(Kill::step).distinct().count();
  }
}
