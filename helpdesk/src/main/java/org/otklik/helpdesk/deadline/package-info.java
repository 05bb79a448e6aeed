/** Deadlines: who owes what until when, and what came of it. */
@NullMarked
package org.otklik.helpdesk.deadline;

import org.jspecify.annotations.NullMarked;
