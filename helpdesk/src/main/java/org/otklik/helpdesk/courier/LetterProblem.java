package org.otklik.helpdesk.courier;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.otklik.helpdesk.mailbox.MailboxProblems;
import org.otklik.helpdesk.outbox.OutgoingLetter;
import org.otklik.helpdesk.words.Words;
import org.otklik.intake.wire.Problem;

/**
 * Why a letter isn't sent: what went wrong on the way to the mail server or what that said, or a
 * cap of ours; recorded so that it can be said in the reader's language.
 */
public final class LetterProblem {
  private static final int LONGEST = 500;
  private static final Pattern KEPT_BACK =
      Pattern.compile("kept-back (conversation|recipient) (\\d+) (\\d+)");

  private LetterProblem() {}

  static String keptBack(String what, Pace.Cap cap) {
    return "kept-back " + what + " " + cap.letters() + " " + cap.span().toMinutes();
  }

  /** As the database keeps it. */
  static String written(Problem problem) {
    String written = MailboxProblems.written(List.of(problem));
    return written.substring(0, Math.min(written.length(), LONGEST));
  }

  /** In words; empty when nothing is wrong. */
  public static Optional<String> of(OutgoingLetter letter, Words words) {
    return Optional.ofNullable(letter.problem())
        .map(problem -> {
          Matcher kept = KEPT_BACK.matcher(problem);
          return kept.matches()
              ? words.say(
                  kept.group(1).equals("recipient")
                      ? "letter.kept-back.recipient"
                      : "letter.kept-back.conversation",
                  Integer.parseInt(kept.group(2)),
                  Integer.parseInt(kept.group(3)))
              : MailboxProblems.read(problem).stream()
                  .findFirst()
                  .map(known -> MailboxProblems.say(known, words))
                  .orElse(problem); // who is named by a report of a failed delivery
        });
  }
}
