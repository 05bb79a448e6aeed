/**
 * The program's subcommands. Only {@code serve} starts the application, so that each of the others
 * answers at once.
 */
@NullMarked
package org.otklik.helpdesk.command;

import org.jspecify.annotations.NullMarked;
