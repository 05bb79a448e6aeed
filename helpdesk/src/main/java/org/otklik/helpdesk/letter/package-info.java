/** What letters say: templates without logic, one a language and event. */
@NullMarked
package org.otklik.helpdesk.letter;

import org.jspecify.annotations.NullMarked;
