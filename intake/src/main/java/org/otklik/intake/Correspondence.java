package org.otklik.intake;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.otklik.intake.screening.Conversation;
import org.otklik.intake.screening.SentLetter;

/** Port: what came and went before. */
public interface Correspondence {
  /** Looks up what is known of what messages at hand name. */
  Recollection recall(Clues clues);

  /**
   * Who of a client's staff takes part in conversations, besides those who began them. Asked only
   * where a verdict hangs on it.
   */
  Map<Long, Set<Long>> participants(Set<Long> ticketIds);

  /**
   * What messages name.
   *
   * @param sha256 raw hashes of the messages at hand
   * @param messageIds of the messages at hand, of those that they answer, and of those that they
   *     report on
   * @param ticketIds that the signed addresses name to which they were sent
   * @param ticketNumbers in their subjects
   */
  record Clues(
      Set<String> sha256, Set<String> messageIds, Set<Long> ticketIds, Set<Long> ticketNumbers) {}

  /**
   * What was found. A conversation that was merged into another stands for that other, with those
   * who began the former among its participants.
   *
   * @param byHash the first message with that raw hash that was acted upon
   * @param byMessageId messages that bore that Message-ID
   * @param conversations the conversations that a Message-ID is part of, received or sent by us,
   *     the eldest first: several when somebody used another's Message-ID
   * @param letters our letters by Message-ID
   * @param byTicket conversations by the ticket ids asked for
   * @param byNumber conversations by the ticket numbers asked for
   */
  record Recollection(
      Map<String, Long> byHash,
      Map<String, List<Earlier>> byMessageId,
      Map<String, List<Conversation>> conversations,
      Map<String, SentLetter> letters,
      Map<Long, Conversation> byTicket,
      Map<Long, Conversation> byNumber) {

    /** A message decided upon earlier under the same Message-ID: rather one that led somewhere. */
    public Optional<Earlier> sameMessage(
        String messageId, String mailbox, String sender, String contentSha256) {
      return byMessageId.getOrDefault(messageId, List.of()).stream()
          .filter(e -> e.mailbox().equals(mailbox))
          .filter(e -> e.sender().equals(sender) && e.contentSha256().equals(contentSha256))
          .sorted(Comparator.comparing(Earlier::led).reversed())
          .findFirst();
    }
  }

  /**
   * A message decided upon earlier.
   *
   * @param led whether something followed from it: a ticket or a part of one, a letter, a report
   */
  record Earlier(long id, String mailbox, String sender, String contentSha256, boolean led) {}
}
