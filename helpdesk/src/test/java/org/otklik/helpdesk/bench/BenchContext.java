package org.otklik.helpdesk.bench;

import java.io.PrintStream;
import java.nio.file.Path;

/**
 * What a benchmark gets.
 *
 * @param work an empty folder on the project's own disk, deleted afterwards: durable commits there
 *     cost what they cost
 * @param out for progress in words; the table follows by itself
 */
public record BenchContext(String name, Path work, PrintStream out) {
  /** A size that {@code JDK_JAVA_OPTIONS=-Dbench.KEY=…} changes for a quicker or larger run. */
  public int size(String key, int usual) {
    return Integer.getInteger("bench." + key, usual);
  }
}
