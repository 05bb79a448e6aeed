package org.otklik.helpdesk.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * The folder that holds everything that must survive a restart. One program at a time: the lock is
 * the operating system's, so that it ends with the process however that dies.
 */
public final class DataFolder implements AutoCloseable {
  private final Path path;
  private final @Nullable FileChannel channel;

  private DataFolder(Path path, @Nullable FileChannel channel) {
    this.path = path;
    this.channel = channel;
  }

  /**
   * Makes the folder where it is missing, and takes it.
   *
   * @throws CannotStartException when another program holds it, or it can't be written
   */
  public static DataFolder take(Path folder) {
    Path path = folder.toAbsolutePath().normalize();
    try {
      Files.createDirectories(path);
      var channel =
          FileChannel.open(
              path.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (lock(channel) == null) {
        channel.close();
        throw new CannotStartException(
            "Another Otklik already runs on the data folder "
                + path
                + ": stop it, or give this one a folder of its own with OTKLIK_DATA.");
      }
      return new DataFolder(path, channel);
    } catch (IOException e) {
      throw new CannotStartException(
          "The data folder " + path + " (OTKLIK_DATA) can't be used: " + e.getMessage() + ".", e);
    }
  }

  /** The folder of a program that may be running; nobody may write there. */
  static DataFolder lookAt(Path folder) {
    return new DataFolder(folder.toAbsolutePath().normalize(), null);
  }

  private static @Nullable FileLock lock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException held) {
      return null; // by this same process
    }
  }

  public Path path() {
    return path;
  }

  public Path resolve(String name) {
    return path.resolve(name);
  }

  @Override
  public void close() {
    if (channel == null) {
      return;
    }
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
