/**
 * A mail in its parts: what a raw message says, read with mime4j inside fixed limits, whatever its
 * sender did to it.
 */
@NullMarked
package org.otklik.intake.message;

import org.jspecify.annotations.NullMarked;
