package org.otklik.intake.screening;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.otklik.intake.authenticity.Proof;
import org.otklik.intake.message.ParsedMessage;

/**
 * A readable message with all that the rules look at.
 *
 * @param standing of its one sender; a stranger's when it has none or several
 * @param copyOf the earlier message that this one repeats
 * @param answers the conversations that it may continue, whoever may see them, the surest first
 * @param returned our letter that it reports on, when it is a delivery report on one
 * @param accepted how many messages of its sender were let in during the hour before it
 * @param signature what its own signature proves; asked only where the mailbox wants that, since it
 *     may take a while
 */
public record Letter(
    ParsedMessage message,
    Trust trust,
    Standing standing,
    Optional<Copy> copyOf,
    List<Answer> answers,
    Optional<SentLetter> returned,
    Rate accepted,
    Supplier<Proof> signature) {

  public Letter {
    answers = List.copyOf(answers);
  }

  /**
   * The same message, come earlier.
   *
   * @param led whether something followed from it, or it was the same to the last byte; otherwise
   *     this one may fare better
   */
  public record Copy(long id, boolean led) {}

  /**
   * A conversation that the message seems to continue.
   *
   * @param by how it was found
   */
  public record Answer(By by, Conversation conversation) {}

  /** How a conversation is found, the surest first. */
  public enum By {
    /** In-Reply-To and References name what was sent or received in it. */
    THREAD("answer-to-ticket"),
    /** It was sent to an address that we signed for it. */
    REPLY_ADDRESS("answer-to-reply-address"),
    /** Its subject bears the ticket's tag. */
    TAG("answer-by-tag");

    private final String reason;

    By(String reason) {
      this.reason = reason;
    }

    Reason reason() {
      return Reason.of(reason);
    }
  }

  /**
   * How much was let in from a sender.
   *
   * @param inTheLastHour messages, before the one at hand
   * @param most that are let in within an hour; 0 for any number
   */
  public record Rate(int inTheLastHour, int most) {
    public static final Rate UNLIMITED = new Rate(0, 0);

    boolean isReached() {
      return most > 0 && inTheLastHour >= most;
    }
  }

  /** As if nothing like it had come before. */
  public Letter asIfNew() {
    return new Letter(
        message, trust, standing, Optional.empty(), answers, returned, accepted, signature);
  }

  /** With the count of what was let in before it. */
  public Letter withAccepted(Rate rate) {
    return new Letter(message, trust, standing, copyOf, answers, returned, rate, signature);
  }

  /**
   * With others who take part in its conversations.
   *
   * @param participants staff by ticket
   */
  public Letter with(Map<Long, Set<Long>> participants) {
    List<Answer> more =
        answers.stream()
            .map(answer ->
                new Answer(
                    answer.by(),
                    answer
                        .conversation()
                        .with(
                            participants.getOrDefault(answer.conversation().ticketId(), Set.of()))))
            .toList();
    return new Letter(message, trust, standing, copyOf, more, returned, accepted, signature);
  }

  /**
   * Whether anything hangs on its signature: it could be let in, and nobody else vouches for it.
   */
  public boolean isWorthProving() {
    return copyOf.filter(Copy::led).isEmpty()
        && (standing instanceof Standing.Registered || standing instanceof Standing.Colleague)
        && (!message.automatic().automatic() || continued().isPresent())
        && Provenance.hangsOnSignature(this);
  }

  /** The first conversation that this sender may know of, and so continue. */
  Optional<Answer> continued() {
    return standing instanceof Standing.Registered sender
        ? answers.stream().filter(answer -> sender.maySee(answer.conversation())).findFirst()
        : Optional.empty();
  }
}
