/** The client firms, their contracts and the people on their lists. */
@NullMarked
package org.otklik.helpdesk.client;

import org.jspecify.annotations.NullMarked;
