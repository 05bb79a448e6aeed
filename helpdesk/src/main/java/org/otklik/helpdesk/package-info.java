/** The program: tickets, clients, deadlines, and the people who work with them. */
@NullMarked
package org.otklik.helpdesk;

import org.jspecify.annotations.NullMarked;
