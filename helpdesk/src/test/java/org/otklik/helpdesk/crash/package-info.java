/** The program killed at every step of a mail's way, again and again, while mail keeps arriving. */
@NullMarked
package org.otklik.helpdesk.crash;

import org.jspecify.annotations.NullMarked;
