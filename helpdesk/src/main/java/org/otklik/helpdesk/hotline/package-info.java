/** The help desk's side of the hotline: what telephony asks of it, and the live side of calls. */
@NullMarked
package org.otklik.helpdesk.hotline;

import org.jspecify.annotations.NullMarked;
