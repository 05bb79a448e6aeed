/**
 * One mail, from raw bytes to what the rest of the program reads: addresses, text, safe HTML,
 * attachments by hash, and what is odd about it. Nothing here fetches, stores or judges. The way of
 * a message is {@link org.otklik.intake.message.MessageParser}, read downward.
 */
@NullMarked
package org.otklik.intake.message;

import org.jspecify.annotations.NullMarked;
