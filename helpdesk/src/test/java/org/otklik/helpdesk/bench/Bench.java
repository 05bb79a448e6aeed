package org.otklik.helpdesk.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.opentest4j.TestAbortedException;

/**
 * Runs one benchmark by its name and writes what it found. Exit: 0 done (or a server can't be had,
 * said in words, with no figures), 1 it failed, 2 there is no such benchmark.
 */
public final class Bench {
  private static final SortedMap<String, Benchmark> BENCHMARKS = new TreeMap<>();

  static {
    BENCHMARKS.put("deadlines", DeadlinesBench::steady);
    BENCHMARKS.put("deadlines-burst", DeadlinesBench::burst);
    BENCHMARKS.put("hotline", HotlineBench::benchmark);
    BENCHMARKS.put("intake", Intake::benchmark);
    BENCHMARKS.put("intake-latency", IntakeLatency::benchmark);
    BENCHMARKS.put("intake-limit", IntakeLimit::benchmark);
    BENCHMARKS.put("intake-many", IntakeMany::benchmark);
    BENCHMARKS.put("intake-memory", IntakeMemory::benchmark);
    BENCHMARKS.put("parse", Parse::benchmark);
  }

  private final Path results;
  private final SortedMap<String, Benchmark> benchmarks;
  private final PrintStream out;

  Bench(Path results, SortedMap<String, Benchmark> benchmarks, PrintStream out) {
    this.results = results;
    this.benchmarks = benchmarks;
    this.out = out;
  }

  public static void main(String[] args) {
    Path project = Path.of(System.getProperty("otklik.project", ""));
    var bench = new Bench(project.resolve("target/bench"), BENCHMARKS, System.out);
    // Server threads and pools that a benchmark left must not hold up the end.
    System.exit(bench.run(args.length == 0 ? "" : args[0]));
  }

  int run(String name) {
    Benchmark benchmark = benchmarks.get(name);
    if (benchmark == null) {
      out.println("Which benchmark? ./mvnw -Pbench -Dbench=NAME, one of:");
      benchmarks.keySet().forEach(known -> out.println("  " + known));
      return 2;
    }
    try {
      Files.createDirectories(results);
      Path work = Files.createTempDirectory(results, name);
      try {
        report(name, figures(name, benchmark, work));
        return 0;
      } finally {
        delete(work);
      }
    } catch (Exception | AssertionError e) {
      e.printStackTrace(out);
      return 1;
    }
  }

  private Figures figures(String name, Benchmark benchmark, Path work) throws Exception {
    try {
      return benchmark.run(new BenchContext(name, work, out));
    } catch (TestAbortedException e) {
      out.println(name + " reports no figures: " + e.getMessage());
      return new Figures();
    }
  }

  private void report(String name, Figures figures) throws IOException {
    out.println();
    out.println(name);
    out.print(figures.table());
    Path json = results.resolve(name + ".json");
    Files.writeString(json, figures.json(name), StandardCharsets.UTF_8);
    out.println("written to " + json);
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
