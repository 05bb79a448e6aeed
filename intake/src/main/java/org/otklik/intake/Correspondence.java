package org.otklik.intake;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.otklik.intake.screening.Conversation;

/** Port: what came and went before. */
public interface Correspondence {
  /**
   * Looks up what is known of raw hashes and Message-IDs.
   *
   * @param sha256 raw hashes of the messages at hand
   * @param messageIds of the messages at hand and of those that they answer
   */
  Recollection recall(Set<String> sha256, Set<String> messageIds);

  /**
   * What was found.
   *
   * @param byHash the first message with that raw hash that was acted upon
   * @param byMessageId messages that bore that Message-ID
   * @param conversations the conversation that a Message-ID is part of, received or sent by us
   */
  record Recollection(
      Map<String, Long> byHash,
      Map<String, java.util.List<Earlier>> byMessageId,
      Map<String, Conversation> conversations) {

    /** A message acted upon earlier under the same Message-ID. */
    public Optional<Earlier> sameMessage(
        String messageId, String mailbox, String sender, String contentSha256) {
      return byMessageId.getOrDefault(messageId, java.util.List.of()).stream()
          .filter(e -> e.mailbox().equals(mailbox))
          .filter(e -> e.sender().equals(sender) && e.contentSha256().equals(contentSha256))
          .findFirst();
    }
  }

  /** A message acted upon earlier. */
  record Earlier(long id, String mailbox, String sender, String contentSha256) {}
}
