package org.otklik.helpdesk.ticket;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.otklik.helpdesk.deadline.Deadline;
import org.otklik.helpdesk.deadline.Deadline.Outcome;
import org.otklik.helpdesk.history.Actor;
import org.otklik.helpdesk.history.HistoryEntry.Act;
import org.otklik.helpdesk.plan.Category;
import org.otklik.helpdesk.plan.Priority;
import org.otklik.helpdesk.release.ReleaseKind;

/**
 * Whatever is done to a ticket in whatever order, what must always hold does ({@link Always} looks
 * after every step), and an engine that slept tells the same story as one that ran all the time.
 */
class TicketLifePropertiesTest {
  private static final int STEPS = 40;

  /** The same seed does the same to every desk, as long as the desks stand alike. */
  private static final class Chance {
    private final Random random;

    Chance(long seed) {
      random = new Random(seed);
    }

    int of(int bound) {
      return random.nextInt(bound);
    }

    <T> T of(T[] values) {
      return values[of(values.length)];
    }
  }

  private static Desk desk(int seed) {
    Desk desk =
        switch (seed % 3) {
          case 0 -> Desk.standard();
          case 1 -> Desk.partner();
          default -> Desk.standardBut("unanswered: propose", "unanswered: close");
        };
    return desk.withRelease(1, ReleaseKind.UNSCHEDULED, "2026-12-03")
        .withRelease(2, ReleaseKind.SCHEDULED, "2026-12-10")
        .withRelease(3, ReleaseKind.SCHEDULED, "2027-02-04")
        .withWarranty("2026-01-01", "2026-12-31")
        .at("2026-11-20 15:30")
        .registers();
  }

  private static long anyDeadline(Desk desk, Chance chance) {
    List<Deadline> deadlines = desk.matter().deadlines();
    return deadlines.get(chance.of(deadlines.size())).id();
  }

  /** Does something that is allowed, or tries something that isn't. */
  private static void act(Desk desk, Chance chance) {
    Duration ahead = Duration.ofHours(1 + chance.of(120));
    long deadline = anyDeadline(desk, chance);
    boolean warranty = chance.of(8) == 0;
    var category = chance.of(Category.values());
    var priority = chance.of(Priority.values());
    Long release = chance.of(2) == 0 ? null : 2L + chance.of(2);
    switch (chance.of(22)) {
      case 0, 1, 2 ->
          desk.tries(
              new TicketAct.Analyse(
                  category,
                  priority,
                  warranty,
                  null,
                  desk.now.plus(ahead),
                  Desk.COMPONENT,
                  release,
                  true,
                  ""));
      case 3 ->
          desk.tries(
              new TicketAct.Reclassify(
                  category,
                  priority,
                  warranty,
                  desk.now.plus(ahead),
                  Desk.COMPONENT,
                  release,
                  true,
                  "иначе"));
      case 4 -> desk.tries(Acts.callInVain());
      case 5, 6 -> desk.tries(Acts.question());
      case 7 -> desk.tries(Acts.answer());
      case 8, 9 -> desk.tries(Acts.solution());
      case 10 -> desk.tries(Acts.acceptance());
      case 11 -> desk.tries(Acts.remarks());
      case 12 -> desk.tries(new TicketAct.GiveNotice(deadline, "не успеваем", null));
      case 13 -> desk.tries(new TicketAct.Consent(deadline, desk.now.plus(ahead)));
      case 14 -> desk.tries(Acts.feedbackBy(desk.now.plus(ahead)));
      case 15 -> desk.tries(new TicketAct.GiveFeedback("перезвонили"));
      case 16 -> desk.tries(Acts.pause());
      case 17 -> desk.tries(Acts.resume());
      case 18 -> desk.tries(Acts.closing(chance.of(Ticket.Closing.values())));
      case 19 -> desk.tries(new TicketAct.Plan(desk.now.plus(ahead)));
      case 20 -> desk.tries(new TicketAct.LiftBestEffort("договорились"));
      default -> {
        if (desk.life.joins(desk.matter(), desk.now)) {
          desk.replies("Ну что там?");
        }
      }
    }
  }

  private static void live(Desk desk, Chance chance, boolean engineRuns) {
    for (int i = 0; i < STEPS; i++) {
      var next = desk.now.plus(Duration.ofMinutes(1L + chance.of(60 * 24)));
      if (engineRuns) {
        desk.until(next);
      } else {
        desk.at(next);
      }
      act(desk, chance);
    }
    desk.until(desk.now.plus(Duration.ofDays(60)));
  }

  @Property(tries = 150)
  void whatever_is_done_in_whatever_order_what_must_always_hold_does(@ForAll int seed) {
    var desk = desk(Math.floorMod(seed, 3));
    live(desk, new Chance(seed), true);
  }

  @Property(tries = 150)
  void whatever_an_engine_that_sleeps_between_the_acts_finds(@ForAll int seed) {
    var desk = desk(Math.floorMod(seed, 3));
    live(desk, new Chance(seed), false);
  }

  @Property(tries = 150)
  void an_engine_that_slept_tells_the_same_story_as_one_that_ran(
      @ForAll int seed, @ForAll @IntRange(min = 1, max = 120) int days) {
    var ran = desk(Math.floorMod(seed, 2));
    var slept = desk(Math.floorMod(seed, 2));
    for (Desk desk : List.of(ran, slept)) {
      var chance = new Chance(seed);
      for (int i = 0; i < 12; i++) {
        desk.until(desk.now.plus(Duration.ofMinutes(1L + chance.of(60 * 12))));
        act(desk, chance);
      }
    }
    var end = ran.now.plus(Duration.ofDays(days));
    ran.until(end);
    slept.at(end).wake();
    assertThat(story(slept)).isEqualTo(story(ran));
    assertThat(outcomes(slept)).isEqualTo(outcomes(ran));
  }

  /** What the program did by itself; after an outage one reminder stands for all. */
  private static List<String> story(Desk desk) {
    var story = new ArrayList<String>();
    desk.history.stream()
        .filter(e -> e.actorKind() == Actor.Kind.PROGRAM && e.act() != Act.REMINDED)
        .forEach(e -> story.add(e.act() + " " + e.at() + " " + e.became()));
    return story;
  }

  private static List<Outcome> outcomes(Desk desk) {
    return desk.matter().deadlines().stream().map(Deadline::outcome).toList();
  }
}
