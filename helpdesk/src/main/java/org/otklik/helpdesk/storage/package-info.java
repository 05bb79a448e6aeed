/** Object storage: bytes too large for the database, addressed by their SHA-256. */
@NullMarked
package org.otklik.helpdesk.storage;

import org.jspecify.annotations.NullMarked;
