package org.otklik.helpdesk.storage;

import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.io.IOException;
import org.otklik.helpdesk.database.Database;

/** Puts object storage into the data folder, or into a bucket where one is configured. */
@Factory
final class ConfiguredStorage {
  @Singleton
  @Requires(missingProperty = "otklik.storage.s3.bucket")
  ObjectStorage storage(Database database) throws IOException {
    return inFolder(database);
  }

  @Singleton
  @Bean(typed = ObjectStorage.class, preDestroy = "close")
  @Requires(property = "otklik.storage.s3.bucket")
  S3Storage bucket(S3Settings settings, Database database) throws IOException {
    var storage =
        new S3Storage(settings, database.folder().resolve("outgoing"), inFolder(database));
    storage.check();
    return storage;
  }

  private static FolderStorage inFolder(Database database) throws IOException {
    return new FolderStorage(database.folder().resolve("objects"));
  }
}
