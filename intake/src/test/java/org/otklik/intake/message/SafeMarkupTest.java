package org.otklik.intake.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SafeMarkupTest {
  @Test
  void html_is_made_when_it_is_first_asked_for_and_only_then() {
    var made = new AtomicInteger();
    var markup = new SafeMarkup(() -> "<p>" + made.incrementAndGet() + "</p>", "");

    assertThat(made).hasValue(0);
    assertThat(IntStream.range(0, 20).parallel().mapToObj(i -> markup.html()))
        .containsOnly("<p>1</p>");
  }

  @Test
  void a_mail_whose_html_defeats_the_cleaner_is_shown_as_text() {
    var markup =
        new SafeMarkup(
            () -> {
              throw new IllegalStateException("the cleaner failed");
            },
            "1 < 2");

    assertThat(markup.html()).isEqualTo("<pre>1 &lt; 2</pre>");
  }

  @Test
  void two_are_equal_when_their_html_is() {
    assertThat(new SafeMarkup(() -> "<b>x</b>", "x"))
        .isEqualTo(new SafeMarkup(() -> "<b>x</b>", "y"))
        .hasSameHashCodeAs(new SafeMarkup(() -> "<b>x</b>", "y"))
        .isNotEqualTo(SafeMarkup.NONE);
  }
}
