/** What is said to people. */
@NullMarked
package org.otklik.helpdesk.words;

import org.jspecify.annotations.NullMarked;
