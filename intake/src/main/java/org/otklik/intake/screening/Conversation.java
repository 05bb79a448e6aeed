package org.otklik.intake.screening;

import java.util.HashSet;
import java.util.Set;

/**
 * A conversation that a message may continue.
 *
 * @param ticketId the help desk's name for it
 * @param requesterId the staff member who began it
 * @param participants others of the firm's staff who take part in it, as far as they are known
 */
public record Conversation(long ticketId, long clientId, long requesterId, Set<Long> participants) {

  public Conversation {
    participants = Set.copyOf(participants);
  }

  public Conversation(long ticketId, long clientId, long requesterId) {
    this(ticketId, clientId, requesterId, Set.of());
  }

  /** With more who take part in it. */
  public Conversation with(Set<Long> others) {
    var all = new HashSet<>(participants);
    all.addAll(others);
    return new Conversation(ticketId, clientId, requesterId, all);
  }

  boolean isOf(long staffId) {
    return requesterId == staffId || participants.contains(staffId);
  }
}
