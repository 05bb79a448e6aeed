/** The domain's records in MariaDB, and nothing else: no rule is decided here. */
@NullMarked
package org.otklik.helpdesk.store;

import org.jspecify.annotations.NullMarked;
