/** Outgoing mail: composed by the rules of RFC 5322 and 3834, handed to SMTP, answered in words. */
@NullMarked
package org.otklik.intake.courier;

import org.jspecify.annotations.NullMarked;
