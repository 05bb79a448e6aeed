package org.otklik.intake.screening;

/**
 * A conversation that a message may continue.
 *
 * @param ticketId the help desk's name for it
 * @param requesterId the staff member who began it
 */
public record Conversation(long ticketId, long clientId, long requesterId) {}
