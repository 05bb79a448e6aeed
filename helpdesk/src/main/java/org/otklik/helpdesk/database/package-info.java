/**
 * The database under the program: an embedded MariaDB by default, an external one by configuration,
 * the schema and who may do what in it.
 */
@NullMarked
package org.otklik.helpdesk.database;

import org.jspecify.annotations.NullMarked;
