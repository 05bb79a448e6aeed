package org.otklik.intake.courier;

import org.otklik.intake.message.RawSource;

/**
 * A file that goes along with a mail.
 *
 * @param name for people; a line break in it makes the mail unfit
 * @param type its media type, as far as it is one
 */
public record OutgoingFile(String name, String type, RawSource bytes) {}
