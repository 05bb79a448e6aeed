/** The servers that the help desk's tests and benchmarks rely on do what they promise. */
@NullMarked
package org.otklik.helpdesk.servers;

import org.jspecify.annotations.NullMarked;
