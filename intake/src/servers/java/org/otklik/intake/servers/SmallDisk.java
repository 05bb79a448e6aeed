package org.otklik.intake.servers;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A disk of a few megabytes at a folder, in memory (tmpfs), that is soon full. Only root may mount
 * one, and not everywhere; elsewhere the calling test is skipped.
 */
public final class SmallDisk implements AutoCloseable {
  private final Path folder;

  private SmallDisk(Path folder) {
    this.folder = folder;
  }

  /** What lies in the folder can't be seen until the disk is taken away. */
  public static SmallDisk at(Path folder, int mebibytes) {
    String refused =
        run("mount", "-t", "tmpfs", "-o", size(mebibytes), "tmpfs", folder.toString());
    if (!refused.isEmpty()) {
      throw DebianServers.skipped("no disk that is soon full (" + refused + ")");
    }
    return new SmallDisk(folder);
  }

  public Path folder() {
    return folder;
  }

  /** Not a byte more fits. */
  public void fill() {
    var zeros = new byte[4096];
    try (OutputStream out = Files.newOutputStream(filler(), StandardOpenOption.CREATE)) {
      while (true) {
        out.write(zeros);
      }
    } catch (IOException _) {
      // That was the last block.
    }
  }

  /** What {@link #fill} took is free again. */
  public void free() {
    try {
      Files.deleteIfExists(filler());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public void resize(int mebibytes) {
    String refused = run("mount", "-o", "remount," + size(mebibytes), folder.toString());
    if (!refused.isEmpty()) {
      throw new IllegalStateException(refused);
    }
  }

  private Path filler() {
    return folder.resolve("filler");
  }

  private static String size(int mebibytes) {
    return "size=" + mebibytes + "m";
  }

  /** What the command says when it fails, or nothing. */
  private static String run(String... command) {
    try {
      var process = new ProcessBuilder(command).redirectErrorStream(true).start();
      var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return process.waitFor() == 0 ? "" : said.isBlank() ? command[0] + " failed" : said.strip();
    } catch (IOException e) {
      return String.valueOf(e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Also while files of it are open. */
  @Override
  public void close() {
    run("umount", "--lazy", folder.toString());
  }
}
