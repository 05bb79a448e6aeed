package org.otklik.helpdesk.letter;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.otklik.helpdesk.access.Operator;
import org.otklik.helpdesk.access.Operator.OperatorRole;
import org.otklik.helpdesk.client.Language;

/** Who is told in whose place. */
class PeopleTest {
  private static final Map<Long, Operator> STAFF =
      Map.of(1L, called(1, "Olga"), 2L, called(2, "Igor"), 3L, called(3, "Vera"));

  @Test
  void a_deputy_who_is_away_too_has_a_deputy() {
    var people = new People.Present(STAFF, Map.of(1L, 2L, 2L, 3L));
    assertThat(people.reachable(1L)).contains(called(3, "Vera"));
  }

  @Test
  void those_who_stand_in_for_each_other_and_are_both_away_are_told_themselves() {
    var people = new People.Present(STAFF, Map.of(1L, 2L, 2L, 1L));
    assertThat(people.reachable(1L)).contains(called(1, "Olga"));
  }

  @Test
  void a_deputy_who_left_the_firm_stands_in_for_nobody() {
    var people = new People.Present(STAFF, Map.of(1L, 9L));
    assertThat(people.reachable(1L)).contains(called(1, "Olga"));
  }

  @Test
  void nobody_is_reached_in_the_place_of_nobody() {
    assertThat(new People.Present(STAFF, Map.of()).reachable(null)).isEmpty();
  }

  private static Operator called(long id, String name) {
    return new Operator(
        id,
        name,
        name,
        name + "@otklik.example",
        OperatorRole.OPERATOR,
        Language.EN,
        "",
        true,
        0,
        null,
        null,
        0);
  }
}
