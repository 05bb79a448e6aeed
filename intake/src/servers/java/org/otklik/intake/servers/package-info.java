/**
 * Real servers for tests and benchmarks: a Dovecot, a MariaDB, an Asterisk with telephones and a browser as processes of their
 * own, without root and without installing anything. {@code .dev/servers} fetches them.
 *
 * <p>A test that needs one takes it by {@code DebianServers.require}: where it can't be had the
 * test is skipped, saying so, and in CI it fails. The other modules have this package through
 * intake's test jar.
 */
@NullMarked
package org.otklik.intake.servers;

import org.jspecify.annotations.NullMarked;
