package org.otklik.helpdesk.database;

import io.micronaut.context.annotation.Context;
import io.micronaut.context.annotation.Value;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.otklik.helpdesk.Progress;

/**
 * The database that this program works on, ready: started if it is the embedded one, its schema up
 * to date, the application's account with just the rights it needs.
 */
@Context
@Singleton
public final class Database {
  private final DataFolder folder;
  private final @Nullable EmbeddedMariaDb embedded;
  private final DatabaseAccess access;

  Database(
      DatabaseSettings settings,
      @Value("${otklik.data}") Path data,
      @Value("${otklik.cache:}") @Nullable Path cache,
      Optional<Progress> progress) {
    Progress teller = progress.orElse(words -> {});
    if (settings.lookOnly() && !settings.isExternal()) {
      requireMade(data);
    }
    folder =
        settings.lookOnly() && settings.isExternal()
            ? DataFolder.lookAt(data)
            : DataFolder.take(data);
    try {
      embedded = settings.isExternal() ? null : embedded(settings, cache, teller);
    } catch (RuntimeException e) {
      folder.close();
      throw e;
    }
    try {
      access = embedded == null ? settings.external() : embedded.access();
      if (settings.lookOnly()) {
        Schema.requireUpToDate(access);
      } else {
        Schema.prepare(access, teller);
      }
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  private static void requireMade(Path data) {
    if (!Files.isDirectory(data.resolve("mariadb"))) {
      throw new CannotStartException(
          "There is no database in "
              + data.toAbsolutePath().normalize()
              + " (OTKLIK_DATA) yet: start the program first.");
    }
  }

  private EmbeddedMariaDb embedded(
      DatabaseSettings settings, @Nullable Path cache, Progress teller) {
    return EmbeddedMariaDb.start(
        folder,
        cache == null || cache.toString().isEmpty() ? userCache() : cache,
        settings.port(),
        teller);
  }

  public DatabaseAccess access() {
    return access;
  }

  /** Where everything lies that must survive a restart, besides the database. */
  public DataFolder folder() {
    return folder;
  }

  @PreDestroy
  void close() {
    if (embedded != null) {
      embedded.close();
    }
    folder.close();
  }

  private static Path userCache() {
    String xdg = System.getenv("XDG_CACHE_HOME");
    Path base =
        xdg == null || xdg.isBlank()
            ? Path.of(System.getProperty("user.home"), ".cache")
            : Path.of(xdg);
    return base.resolve("otklik");
  }
}
