/**
 * Calls to the hotline as the help desk keeps them: who called, what came of it, and what is owed
 * to whom no ticket can be made for.
 */
@NullMarked
package org.otklik.helpdesk.call;

import org.jspecify.annotations.NullMarked;
