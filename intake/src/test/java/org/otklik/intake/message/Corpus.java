package org.otklik.intake.message;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Mail that others collected, which isn't part of this project: a folder beside the checkout, or
 * the one that {@code otklik.corpus} or {@code OTKLIK_CORPUS} names. Where there is none, what
 * needs it is skipped.
 */
public final class Corpus {
  private Corpus() {}

  /** The folder of this name, or the test is skipped. */
  static Path folder(String name) {
    Path folder = root().resolve(name);
    assumeTrue(Files.isDirectory(folder), "no collected mail (" + name + ")");
    return folder;
  }

  /** Where it lies, or would lie. */
  public static Path root() {
    return Optional.ofNullable(System.getProperty("otklik.corpus"))
        .or(() -> Optional.ofNullable(System.getenv("OTKLIK_CORPUS")))
        .map(Path::of)
        .orElseGet(
            () -> Path.of(System.getProperty("otklik.project", "..")).resolve("../shared/corpus"));
  }

  /** All files below the folder whose names end like this, in the order of their names. */
  public static List<Path> files(Path folder, String ending) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(ending)).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The file's name without its ending, and its folder's. */
  static String name(Path file) {
    String name = file.getName(file.getNameCount() - 2) + "/" + file.getFileName();
    return name.substring(0, name.lastIndexOf('.'));
  }

  static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Says how far the goal was reached, where who builds the project sees it. */
  static void tell(String corpus, int right, int all) {
    System.out.printf(
        "otklik: corpus %s: %d of %d right, %.1f %%%n", corpus, right, all, 100.0 * right / all);
  }
}
