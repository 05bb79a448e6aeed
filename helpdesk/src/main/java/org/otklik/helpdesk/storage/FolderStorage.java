package org.otklik.helpdesk.storage;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * Object storage in a local folder. A file is written beside its place, synced, renamed into it,
 * and the folder is synced too: what was returned survives a power cut, and nothing half-written is
 * ever found under an address.
 */
public final class FolderStorage implements ObjectStorage {
  private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");
  private static final int BUFFER_BYTES = 64 * 1024;

  private final Path root;

  public FolderStorage(Path root) throws IOException {
    this.root = Files.createDirectories(root);
    Files.createDirectories(root.resolve("incoming"));
  }

  @Override
  public Stored put(InputStream bytes) throws IOException {
    Path part = Files.createTempFile(root.resolve("incoming"), "part-", "");
    try {
      Stored stored = write(bytes, part);
      Path shelf = shelf(stored.sha256());
      Path place = shelf.resolve(stored.sha256());
      if (!Files.exists(place)) {
        Files.createDirectories(shelf);
        Files.move(part, place, StandardCopyOption.ATOMIC_MOVE);
        sync(shelf);
        sync(root);
      }
      return stored;
    } finally {
      Files.deleteIfExists(part);
    }
  }

  private static Stored write(InputStream bytes, Path part) throws IOException {
    try (var channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
      var digest = MessageDigest.getInstance("SHA-256");
      var buffer = new byte[BUFFER_BYTES];
      long size = 0;
      for (int read = bytes.read(buffer); read >= 0; read = bytes.read(buffer)) {
        digest.update(buffer, 0, read);
        var chunk = ByteBuffer.wrap(buffer, 0, read);
        while (chunk.hasRemaining()) {
          channel.write(chunk);
        }
        size += read;
      }
      channel.force(true);
      return new Stored(HexFormat.of().formatHex(digest.digest()), size);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private static void sync(Path folder) throws IOException {
    try (var channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  /** One of 256 folders, so that none grows too large to be read quickly. */
  private Path shelf(String sha256) {
    if (!SHA256.matcher(sha256).matches()) {
      throw new IllegalArgumentException("not an address: " + sha256);
    }
    return root.resolve(sha256.substring(0, 2));
  }

  private Path place(String sha256) {
    return shelf(sha256).resolve(sha256);
  }

  @Override
  public InputStream open(String sha256) throws IOException {
    return Files.newInputStream(place(sha256));
  }

  @Override
  public void remove(String sha256) throws IOException {
    Files.deleteIfExists(place(sha256));
  }

  @Override
  public long size(String sha256) throws IOException {
    return Files.size(place(sha256));
  }
}
