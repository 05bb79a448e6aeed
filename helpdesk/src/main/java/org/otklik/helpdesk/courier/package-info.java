/** Letters on their way: which may go out now, who carries them, and what came of it. */
@NullMarked
package org.otklik.helpdesk.courier;

import org.jspecify.annotations.NullMarked;
