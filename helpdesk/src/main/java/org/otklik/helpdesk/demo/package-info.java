/** What a newcomer finds at the first start: a mail server, a client, and what to try. */
@NullMarked
package org.otklik.helpdesk.demo;

import org.jspecify.annotations.NullMarked;
