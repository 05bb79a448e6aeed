/** The whole program for tests: in this JVM with a clock of ours, or as a process to be killed. */
@NullMarked
package org.otklik.helpdesk.running;

import org.jspecify.annotations.NullMarked;
