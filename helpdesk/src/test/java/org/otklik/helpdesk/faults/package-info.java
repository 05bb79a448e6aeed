/** What goes wrong with mail, servers and databases, and what the whole program makes of it. */
@NullMarked
package org.otklik.helpdesk.faults;

import org.jspecify.annotations.NullMarked;
