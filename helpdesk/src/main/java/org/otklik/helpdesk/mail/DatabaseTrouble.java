package org.otklik.helpdesk.mail;

import io.micronaut.data.connection.exceptions.ConnectionException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Set;

/** Tells a database in trouble, which passes, from a message that it will always refuse. */
final class DatabaseTrouble {
  /**
   * Errors that aren't the statement's: disk full or failing (3, 1021, 1026, 1030, 1114), out of
   * memory (1037, 1038, 1041), too many connections (1040), waited too long for a lock (1205),
   * read-only (1290, 1836), shut down or interrupted (1053, 1317, 1927).
   */
  private static final Set<Integer> ERRORS =
      Set.of(3, 1021, 1026, 1030, 1037, 1038, 1040, 1041, 1053, 1114, 1205, 1290, 1317, 1836, 1927);

  private DatabaseTrouble() {}

  /** Also a connection that broke while it was given back, of which the database says nothing. */
  static boolean isBehind(Throwable e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof ConnectionException
          || (cause instanceof SQLException sql && isTrouble(sql))) {
        return true;
      }
    }
    return false;
  }

  /**
   * The exception's class says little: the driver makes every error that it has no class for, a
   * refused value among them, a transient connection exception.
   */
  private static boolean isTrouble(SQLException e) {
    String state = e.getSQLState() == null ? "" : e.getSQLState();
    return state.startsWith("08") // connection exception
        || state.startsWith("40") // transaction rollback: a deadlock
        || ERRORS.contains(e.getErrorCode())
        || (e instanceof SQLTransientConnectionException && e.getErrorCode() == 0); // the pool's
  }
}
