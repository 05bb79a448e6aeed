package org.otklik.helpdesk.database;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import org.jspecify.annotations.Nullable;
import org.otklik.helpdesk.database.DatabaseAccess.Account;

/**
 * Which database to use: the embedded one unless a URL is given.
 *
 * @param url {@code jdbc:mariadb://host:port/schema} of an external MariaDB (10.11 to 11.8)
 * @param port of the embedded server on loopback; 0 takes a free one
 * @param ownerUser the account that migrates; needs all rights on the schema and GRANT OPTION
 * @param user the application's account; gets its rights from the migration
 * @param connections upper limit of open connections
 * @param lookOnly nothing is to be changed, neither the schema nor anybody's rights
 */
@ConfigurationProperties("otklik.database")
public record DatabaseSettings(
    @Nullable String url,
    @Bindable(defaultValue = "0") int port,
    @Nullable String ownerUser,
    @Nullable String ownerPassword,
    @Nullable String user,
    @Nullable String password,
    @Bindable(defaultValue = "16") int connections,
    @Bindable(defaultValue = "false") boolean lookOnly) {

  public boolean isExternal() {
    return url != null && !url.isBlank();
  }

  DatabaseAccess external() {
    String given = required(url, "OTKLIK_DATABASE_URL");
    if (!given.startsWith("jdbc:mariadb://")) {
      throw new CannotStartException(
          "OTKLIK_DATABASE_URL must begin with jdbc:mariadb:// and name a schema.");
    }
    return new DatabaseAccess(
        given,
        new Account(
            required(ownerUser, "OTKLIK_DATABASE_OWNER_USER"),
            required(ownerPassword, "OTKLIK_DATABASE_OWNER_PASSWORD")),
        new Account(
            required(user, "OTKLIK_DATABASE_USER"),
            required(password, "OTKLIK_DATABASE_PASSWORD")));
  }

  private static String required(@Nullable String value, String variable) {
    if (value == null || value.isBlank()) {
      throw new CannotStartException("An external database needs " + variable + ".");
    }
    return value;
  }

  @Override
  public String toString() {
    return isExternal() ? "external database" : "embedded database";
  }
}
