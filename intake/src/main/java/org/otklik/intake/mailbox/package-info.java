/**
 * Mailboxes read by IMAP or POP3, each on a thread of its own, each with a state that people can
 * read.
 */
@NullMarked
package org.otklik.intake.mailbox;

import org.jspecify.annotations.NullMarked;
