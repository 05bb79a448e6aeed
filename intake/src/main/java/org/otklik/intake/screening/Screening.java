package org.otklik.intake.screening;

import java.util.List;

/** The rules, in order: the first that finds something decides. */
public final class Screening {
  private static final List<Rule> RULES =
      List.of(
          new SeenBefore(),
          new OurOwnMail(),
          new DeliveryFailure(),
          new AutomaticMail(),
          new AmbiguousSender(),
          new UnprovenSender(),
          new ContractNotInForce(),
          new AnswerToTicket(),
          new RegisteredSender(),
          new UnregisteredColleague(),
          new DomainOfSeveralClients(),
          new UnknownSender());

  private Screening() {}

  /** Judges a message; there is always a verdict, the last rule sees to that. */
  public static Verdict screen(Letter letter) {
    for (Rule rule : RULES) {
      var verdict = rule.judge(letter);
      if (verdict.isPresent()) {
        return verdict.get();
      }
    }
    throw new AssertionError("the last rule holds whatever is left");
  }
}
