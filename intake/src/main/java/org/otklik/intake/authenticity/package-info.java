/**
 * Whether a message comes from the domain in its From header: what a mail server found out about it
 * (RFC 8601), or its own signature (RFC 6376). Judges evidence; what follows from it is for the
 * screening to say.
 */
@NullMarked
package org.otklik.intake.authenticity;

import org.jspecify.annotations.NullMarked;
