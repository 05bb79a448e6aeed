package org.otklik.intake.screening;

import java.util.Optional;
import org.otklik.intake.message.ParsedMessage;

/**
 * A readable message with all that the rules look at.
 *
 * @param standing of its one sender; a stranger's when it has none or several
 * @param copyOf the earlier message that this one repeats
 * @param continues the conversation that it answers, whoever may see that
 */
public record Letter(
    ParsedMessage message,
    Trust trust,
    Standing standing,
    Optional<Long> copyOf,
    Optional<Conversation> continues) {}
