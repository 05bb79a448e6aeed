/**
 * Benchmarks: {@code ./mvnw -Pbench -Dbench=NAME} prints a table and writes {@code
 * target/bench/NAME.json}. A figure is a ratio against a limit measured in the same run, or a
 * count. Servers in a ratio run as processes of their own.
 */
@NullMarked
package org.otklik.helpdesk.bench;

import org.jspecify.annotations.NullMarked;
