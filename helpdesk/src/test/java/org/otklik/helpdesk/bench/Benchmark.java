package org.otklik.helpdesk.bench;

/** One benchmark, registered by its name in {@link Bench}. */
@FunctionalInterface
public interface Benchmark {
  /**
   * Measures and gives the figures. Throws {@link org.opentest4j.TestAbortedException} where a
   * server can't be had (as {@code DebianServers.require} does): then there are no figures.
   */
  Figures run(BenchContext context) throws Exception;
}
