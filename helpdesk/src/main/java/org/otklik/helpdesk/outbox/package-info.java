/** Mail that is to go out: written in the transaction of what causes it, sent after it. */
@NullMarked
package org.otklik.helpdesk.outbox;

import org.jspecify.annotations.NullMarked;
