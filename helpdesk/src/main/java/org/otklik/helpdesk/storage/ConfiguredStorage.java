package org.otklik.helpdesk.storage;

import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Primary;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.io.IOException;
import org.otklik.helpdesk.database.Database;

/**
 * Puts object storage into the data folder, or into a bucket where one is configured. Recordings
 * have one of their own: they are erased in time, and a file with the same bytes that somebody sent
 * or attached must not go with them.
 */
@Factory
final class ConfiguredStorage {
  private static final String BUCKET = "otklik.storage.s3.bucket";

  @Singleton
  @Primary
  @Requires(missingProperty = BUCKET)
  ObjectStorage storage(Database database) throws IOException {
    return inFolder(database, "objects");
  }

  @Singleton
  @Named(ObjectStorage.RECORDINGS)
  @Requires(missingProperty = BUCKET)
  ObjectStorage recordings(Database database) throws IOException {
    return inFolder(database, ObjectStorage.RECORDINGS);
  }

  @Singleton
  @Primary
  @Bean(typed = ObjectStorage.class, preDestroy = "close")
  @Requires(property = BUCKET)
  S3Storage bucket(S3Settings settings, Database database) throws IOException {
    var storage = inBucket(settings, database, "objects");
    storage.check();
    return storage;
  }

  @Singleton
  @Named(ObjectStorage.RECORDINGS)
  @Bean(typed = ObjectStorage.class, preDestroy = "close")
  @Requires(property = BUCKET)
  S3Storage recordingsInBucket(S3Settings settings, Database database) throws IOException {
    return inBucket(
        settings.below(ObjectStorage.RECORDINGS + "/"), database, ObjectStorage.RECORDINGS);
  }

  private static S3Storage inBucket(S3Settings settings, Database database, String before)
      throws IOException {
    return new S3Storage(
        settings, database.folder().resolve("outgoing"), inFolder(database, before));
  }

  private static FolderStorage inFolder(Database database, String name) throws IOException {
    return new FolderStorage(database.folder().resolve(name));
  }
}
