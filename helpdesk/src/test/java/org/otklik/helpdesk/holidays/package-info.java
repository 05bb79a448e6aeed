/** Reading days off that others published. */
@NullMarked
package org.otklik.helpdesk.holidays;

import org.jspecify.annotations.NullMarked;
