/** The mailboxes: which there are, who reads them and how it goes, and what opens them. */
@NullMarked
package org.otklik.helpdesk.mailbox;

import org.jspecify.annotations.NullMarked;
