/** What the program says to people, in their language: ICU message bundles. */
@NullMarked
package org.otklik.helpdesk.words;

import org.jspecify.annotations.NullMarked;
