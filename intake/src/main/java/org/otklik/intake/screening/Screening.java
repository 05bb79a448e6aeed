package org.otklik.intake.screening;

import java.util.ArrayList;
import java.util.List;

/** The rules, in order: the first that finds something decides. */
public final class Screening {
  private static final List<Rule> RULES =
      List.of(
          new SeenBefore(),
          new TooManyHops(),
          new OurOwnMail(),
          new DeliveryFailure(),
          new ThirdPartyToReplyAddress(),
          new AutomaticAnswer(),
          new AutomaticMail(),
          new AmbiguousSender(),
          new UnprovenSender(),
          new ContractNotInForce(),
          new SenderFlood(),
          new AnswerToTicket(),
          new RegisteredSender(),
          new UnregisteredColleague(),
          new DomainOfSeveralClients(),
          new UnknownSender());

  private Screening() {}

  /**
   * The verdict, and the names of the rules that were asked for it, the last of which fired.
   *
   * @param asked such as {@code UnprovenSender}
   */
  public record Explained(Verdict verdict, List<String> asked) {}

  /** Judges a message; there is always a verdict, the last rule sees to that. */
  public static Verdict screen(Letter letter) {
    for (Rule rule : RULES) {
      var verdict = rule.judge(letter);
      if (verdict.isPresent()) {
        return SeenBefore.settled(letter, verdict.get());
      }
    }
    throw new AssertionError("the last rule holds whatever is left");
  }

  /** The verdict on what can't be read, but has come before to the last byte. */
  public static Verdict repeating(Letter.Copy earlier) {
    return SeenBefore.duplicate(earlier);
  }

  /** Judges a message, and says how that came about. */
  public static Explained explain(Letter letter) {
    var asked = new ArrayList<String>();
    for (Rule rule : RULES) {
      asked.add(rule.name());
      var verdict = rule.judge(letter);
      if (verdict.isPresent()) {
        return new Explained(SeenBefore.settled(letter, verdict.get()), asked);
      }
    }
    throw new AssertionError("the last rule holds whatever is left");
  }

  /** The rules' names in their order. */
  public static List<String> rules() {
    return RULES.stream().map(Rule::name).toList();
  }
}
