/** What people and channels do at the help desk, each in one transaction. */
@NullMarked
package org.otklik.helpdesk.desk;

import org.jspecify.annotations.NullMarked;
