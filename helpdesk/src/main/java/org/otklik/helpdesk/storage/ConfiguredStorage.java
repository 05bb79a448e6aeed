package org.otklik.helpdesk.storage;

import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import java.io.IOException;
import org.otklik.helpdesk.database.Database;

/** Puts object storage into the data folder. */
@Factory
final class LocalStorage {
  @Singleton
  ObjectStorage storage(Database database) throws IOException {
    return new FolderStorage(database.folder().resolve("objects"));
  }
}
