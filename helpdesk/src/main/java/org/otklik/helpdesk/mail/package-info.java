/** Mail that comes in: what intake asks of the help desk, answered from the database. */
@NullMarked
package org.otklik.helpdesk.mail;

import org.jspecify.annotations.NullMarked;
