/**
 * The program's subcommands: what it does besides serving. None starts the application, so that
 * each answers at once.
 */
@NullMarked
package org.otklik.helpdesk.command;

import org.jspecify.annotations.NullMarked;
