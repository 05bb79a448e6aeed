/** What happened to a ticket, when, and by whom. Only ever added to. */
@NullMarked
package org.otklik.helpdesk.history;

import org.jspecify.annotations.NullMarked;
