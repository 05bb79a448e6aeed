/** A ticket's life, in the agreement's words: what can be done to it and what follows from it. */
@NullMarked
package org.otklik.helpdesk.ticket;

import org.jspecify.annotations.NullMarked;
