package org.otklik.helpdesk.words;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.otklik.helpdesk.calendar.CalendarRule;
import org.otklik.helpdesk.client.Language;

class CalendarRulesTest {
  /** More than any rule mentions. */
  private static final Object[] MENTIONED = {"<1>", "<2>", "<3>"};

  @ParameterizedTest
  @EnumSource
  void a_rule_says_the_same_in_the_console_as_on_the_command_line(CalendarRule rule) {
    assertThat(Words.in(Language.EN).say(rule.key(), MENTIONED))
        .isEqualTo(rule.sentence(MENTIONED));
  }

  @ParameterizedTest
  @EnumSource
  void a_rule_is_said_in_russian_and_mentions_as_much(CalendarRule rule) {
    String russian = Words.in(Language.RU).say(rule.key(), MENTIONED);
    assertThat(Words.in(Language.RU).has(rule.key())).isTrue();
    Stream.of(MENTIONED)
        .map(Object::toString)
        .forEach(what ->
            assertThat(russian.contains(what)).isEqualTo(rule.sentence(MENTIONED).contains(what)));
    if (rule != CalendarRule.IN_FILE) {
      assertThat(russian).containsPattern("[а-яё]");
    }
  }
}
