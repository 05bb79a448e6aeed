package org.otklik.helpdesk.database;

/**
 * How to reach a database: the owner migrates, the application works. The application's account
 * can't change the schema, nor update or delete history.
 */
public record DatabaseAccess(String url, Account owner, Account application) {
  /** A database account; its password never shows in logs. */
  public record Account(String user, String password) {
    @Override
    public String toString() {
      return user;
    }
  }

  /**
   * Options that every connection needs: instants go in and out as UTC to the microsecond, whatever
   * the zone of the machine or the server.
   */
  static String withOptions(String url) {
    String options =
        "connectionTimeZone=UTC&forceConnectionTimeZoneToSession=true&preserveInstants=true"
            + "&sessionVariables=sql_mode='STRICT_ALL_TABLES,NO_ENGINE_SUBSTITUTION'";
    return url + (url.contains("?") ? "&" : "?") + options;
  }
}
