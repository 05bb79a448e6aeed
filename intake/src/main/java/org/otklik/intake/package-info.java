/**
 * Mail, from a mailbox to a verdict, and from an outbox to SMTP. Knows mail; knows no ticket, no
 * SQL and no framework.
 */
@NullMarked
package org.otklik.intake;

import org.jspecify.annotations.NullMarked;
