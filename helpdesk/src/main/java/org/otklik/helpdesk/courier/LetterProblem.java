package org.otklik.helpdesk.courier;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.otklik.helpdesk.outbox.OutgoingLetter;
import org.otklik.helpdesk.words.Words;

/**
 * Why a letter isn't sent: what the mail server said, in its own words, or a cap of ours, which is
 * recorded so that it can be said in the reader's language.
 */
public final class LetterProblem {
  private static final int LONGEST = 500;
  private static final Pattern KEPT_BACK =
      Pattern.compile("kept-back (conversation|recipient) (\\d+) (\\d+)");

  private LetterProblem() {}

  /** What the mail server said, as far as it is recorded. */
  static String said(String words) {
    return words.substring(0, Math.min(words.length(), LONGEST));
  }

  static String keptBack(String what, Pace.Cap cap) {
    return "kept-back " + what + " " + cap.letters() + " " + cap.span().toMinutes();
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
              : problem;
        });
  }
}
