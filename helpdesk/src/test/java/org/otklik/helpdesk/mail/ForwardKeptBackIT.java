package org.otklik.helpdesk.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.otklik.helpdesk.client.Language;
import org.otklik.helpdesk.desk.LetterDesk;
import org.otklik.helpdesk.desk.Outcome;
import org.otklik.helpdesk.history.Actor;
import org.otklik.helpdesk.running.Letter;
import org.otklik.helpdesk.running.People;
import org.otklik.helpdesk.running.ServedMailbox;
import org.otklik.helpdesk.words.Words;

/** More mail to forward than letters may go to one address. */
class ForwardKeptBackIT {
  private static final Duration PATIENCE = Duration.ofSeconds(40);

  @Test
  void what_is_not_forwarded_for_being_one_of_too_many_is_held() {
    try (var desk =
        ServedMailbox.open(setup -> setup.with("otklik.outgoing.per-recipient", "1 in 600m"))) {
      for (int i = 0; i < 3; i++) {
        desk.deliver(Letter.from(People.BORIS).subject("forward " + i).messageId("f" + i + "@r"));
      }
      var outcomes = "SELECT CONCAT(outcome, ' ', reason) FROM mail ORDER BY outcome, reason";
      await("one is forwarded, two are held")
          .atMost(PATIENCE)
          .until(() ->
              desk.program()
                  .query(outcomes)
                  .equals(
                      List.of(
                          "FORWARDED unregistered-colleague",
                          "HELD forward-kept-back",
                          "HELD forward-kept-back")));
      await()
          .atMost(PATIENCE)
          .until(() -> desk.sink().takenFor(People.ROMASHKA_OFFICE).size() == 1);
      assertThat(MailReasons.say("forward-kept-back", "", Words.in(Language.EN)))
          .startsWith("It was not forwarded to the client");

      // Sent again, it would go out beside what is decided about the mail.
      var program = desk.program();
      long letter =
          Long.parseLong(
              program.query("SELECT id FROM outbox WHERE state = 'KEPT_BACK'").getFirst());
      var olga =
          Actor.operator(
              Long.parseLong(program.query("SELECT id FROM operator").getFirst()), "Olga");
      assertThat(program.get(LetterDesk.class).retry(letter, olga))
          .isInstanceOfSatisfying(
              Outcome.Refused.class,
              refused -> assertThat(refused.refusal().key()).isEqualTo("refusal.letter.held"));
    }
  }
}
