package org.otklik.helpdesk.mailbox;

import java.util.Optional;
import org.otklik.helpdesk.words.Words;
import org.otklik.intake.mailbox.MailboxProbe.Finding;

/** What a try of a mailbox has shown. */
public record MailboxTest(Finding finding) {
  /** Whether it can be read. */
  public boolean works() {
    return finding instanceof Finding.Works;
  }

  /** What is wrong, for programs: a name that stays. */
  public Optional<String> kind() {
    return finding instanceof Finding.Fails(var problem)
        ? Optional.of(problem.kind().name())
        : Optional.empty();
  }

  /** In the reader's words. */
  public String say(Words words) {
    return switch (finding) {
      case Finding.Fails(var problem) -> MailboxProblems.say(problem, words);
      case Finding.Works works -> {
        String well =
            words.say(
                works.idles() ? "mailbox.works.idle" : "mailbox.works.polled",
                works.user(),
                works.messages(),
                works.folder());
        yield works
            .warning()
            .map(problem -> well + " " + MailboxProblems.say(problem, words))
            .orElse(well);
      }
    };
  }
}
