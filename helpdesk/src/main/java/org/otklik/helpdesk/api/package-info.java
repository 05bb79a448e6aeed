/** The JSON API for operators' programs. */
@NullMarked
package org.otklik.helpdesk.api;

import org.jspecify.annotations.NullMarked;
