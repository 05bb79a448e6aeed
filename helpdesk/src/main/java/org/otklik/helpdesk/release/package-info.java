/** The supported product's parts and their releases, which some terms are bound to. */
@NullMarked
package org.otklik.helpdesk.release;

import org.jspecify.annotations.NullMarked;
