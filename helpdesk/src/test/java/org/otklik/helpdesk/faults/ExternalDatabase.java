package org.otklik.helpdesk.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.otklik.helpdesk.running.RunningProgram.Setup;
import org.otklik.intake.servers.MariaDbServer;

/**
 * The distribution's MariaDB with the two accounts that docs ask an administrator for: one that
 * owns the schema and may grant, and one that has no rights but to sign in.
 */
public record ExternalDatabase(MariaDbServer server, Path accounts) implements AutoCloseable {
  private static final String OWNER = "desk_owner";
  private static final String APPLICATION = "desk";
  private static final String PASSWORD = "desk-secret";

  public static ExternalDatabase running() throws IOException {
    return running(MariaDbServer.Options.defaults());
  }

  /** Its data on a disk of the test's own; 300 MB are enough. */
  public static ExternalDatabase in(Path disk) throws IOException {
    return running(MariaDbServer.Options.defaults().in(disk));
  }

  private static ExternalDatabase running(MariaDbServer.Options options) throws IOException {
    Path folder = Files.createDirectories(Path.of("target", "running").toAbsolutePath());
    Path accounts = Files.createTempFile(folder, "accounts", ".sql");
    Files.writeString(
        accounts,
        """
        CREATE USER IF NOT EXISTS '%1$s'@'%%' IDENTIFIED BY '%3$s';
        GRANT ALL ON %4$s.* TO '%1$s'@'%%' WITH GRANT OPTION;
        CREATE USER IF NOT EXISTS '%2$s'@'%%' IDENTIFIED BY '%3$s';
        """
            .formatted(OWNER, APPLICATION, PASSWORD, MariaDbServer.DATABASE));
    return new ExternalDatabase(
        MariaDbServer.running(options.with("--init-file=" + accounts)), accounts);
  }

  /** The program on this database. */
  public Setup usedBy(Setup setup) {
    return setup
        .with("otklik.database.url", url())
        .with("otklik.database.owner-user", OWNER)
        .with("otklik.database.owner-password", PASSWORD)
        .with("otklik.database.user", APPLICATION)
        .with("otklik.database.password", PASSWORD);
  }

  String url() {
    return "jdbc:mariadb://%s:%d/%s?socketTimeout=5000"
        .formatted(MariaDbServer.HOST, server.port(), MariaDbServer.DATABASE);
  }

  @Override
  public void close() {
    server.close();
    try {
      Files.deleteIfExists(accounts);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
