package org.otklik.helpdesk.mailbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.otklik.helpdesk.mailbox.Mailboxes.Renewal;
import org.otklik.helpdesk.running.People;
import org.otklik.helpdesk.running.RunningProgram;
import org.otklik.helpdesk.store.Leases;
import org.otklik.intake.mailbox.MailboxState;
import org.otklik.intake.mailbox.MailboxState.Phase;

/** Whose mailboxes are. */
class MailboxesIT {
  private static final Duration SHORT = Duration.ofSeconds(60);
  private static final Duration LONG = Duration.ofHours(10);

  @Test
  void of_those_renewed_together_each_is_held_longer_but_one_that_another_program_has() {
    try (var program =
        RunningProgram.ofOurOwn()
            .with("otklik.outgoing.host", "127.0.0.1")
            .with("otklik.outgoing.from-address", People.SUPPORT)
            .start()) {
      var ours = held(program, "ours");
      var anothers = held(program, "anothers");
      program.execute(
          "UPDATE lease SET epoch = 7 WHERE what = 'mailbox/%d'".formatted(anothers.mailboxId()));
      var alsoOurs = held(program, "also ours");

      var lost = program.get(Mailboxes.class).renew(List.of(ours, anothers, alsoOurs), LONG);

      assertThat(lost).containsExactly(anothers.mailboxId());
      assertThat(
              program.query(
                  """
                  SELECT CONCAT(b.name, ' ', r.phase) FROM lease l
                  JOIN mailbox b ON l.what = CONCAT('mailbox/', b.id)
                  LEFT JOIN mailbox_run r ON r.mailbox_id = b.id
                  WHERE l.held_until > UTC_TIMESTAMP(6) + INTERVAL 9 HOUR ORDER BY b.name
                  """))
          .containsExactly("also ours READING", "ours READING");
    }
  }

  private static Renewal held(RunningProgram program, String name) {
    long id =
        program.get(Mailboxes.class).introduce(name, name.replace(" ", "-") + "@b.example").id();
    program.get(MailboxRun.Runs.class).introduce(id);
    var epoch = program.get(Leases.class).take(Mailboxes.lease(id), false, SHORT);
    return new Renewal(id, epoch.orElseThrow(), MailboxState.in(Phase.READING));
  }
}
