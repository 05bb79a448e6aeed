package org.otklik.intake.screening;

import java.util.Optional;

/**
 * A letter that we sent.
 *
 * @param id the help desk's name for it
 * @param ticketId the ticket that it is about
 */
public record SentLetter(long id, Optional<Long> ticketId) {}
