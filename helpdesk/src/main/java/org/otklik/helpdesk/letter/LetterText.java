package org.otklik.helpdesk.letter;

import org.jspecify.annotations.Nullable;

/**
 * A letter's words as a template has them.
 *
 * @param subject one line
 * @param body plain text
 * @param html for programs that show HTML; null when it is to be made from the text
 */
public record LetterText(String subject, String body, @Nullable String html) {}
