package org.otklik.intake.message;

import com.code_intelligence.jazzer.Jazzer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;

/** Starts Jazzer with a folder that may not exist yet. */
public final class FuzzRun {
  private FuzzRun() {}

  /** The folder in which it remembers what it found out, then Jazzer's own arguments. */
  public static void main(String[] arguments) throws Exception {
    Path folder = Files.createDirectories(Path.of(arguments[0]));
    String[] options = Arrays.copyOfRange(arguments, 1, arguments.length);
    Jazzer.main(
        Stream.concat(
                Stream.of(options).filter(option -> option.startsWith("-")),
                Stream.concat(
                    Stream.of(folder.toString()),
                    Stream.of(options).filter(option -> !option.startsWith("-"))))
            .toArray(String[]::new));
  }
}
