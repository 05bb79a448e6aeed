/** The help desk's side of the mail: what intake asks of it, answered from the database. */
@NullMarked
package org.otklik.helpdesk.mail;

import org.jspecify.annotations.NullMarked;
