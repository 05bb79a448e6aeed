/** Who may sign in, and what proves it: operators, passwords, sessions and tokens. */
@NullMarked
package org.otklik.helpdesk.access;

import org.jspecify.annotations.NullMarked;
