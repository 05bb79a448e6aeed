package org.otklik.intake;

import java.util.Optional;
import org.otklik.intake.message.ParsedMessage;
import org.otklik.intake.screening.Verdict;

/**
 * A kept message with what was found.
 *
 * @param message what it says; empty when it is unreadable
 * @param contentSha256 hash of what it says, whatever way it came; "" when it is unreadable
 */
public record Screened(
    KeptMail kept, Optional<ParsedMessage> message, String contentSha256, Verdict verdict) {}
