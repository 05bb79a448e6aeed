/**
 * Who signed a mail, and whether that can be believed: S/MIME (RFC 8551) by Bouncy Castle. Nothing
 * here knows what a mail is: it is given what was signed, the signature, and who is said to have
 * written.
 */
@NullMarked
package org.otklik.intake.signature;

import org.jspecify.annotations.NullMarked;
