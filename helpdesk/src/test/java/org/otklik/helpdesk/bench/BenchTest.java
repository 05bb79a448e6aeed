package org.otklik.helpdesk.bench;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.TestAbortedException;

class BenchTest {
  @TempDir Path results;
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

  @Test
  void a_run_prints_its_figures_and_writes_them_as_flat_json() throws Exception {
    int exit = run("speed", _ -> new Figures().put("ratio", 0.512345).put("lost", 0));
    assertThat(exit).isZero();
    assertThat(printed.toString(UTF_8)).contains("ratio  0.5123", "lost   0");
    assertThat(results.resolve("speed.json"))
        .hasContent("{\"name\":\"speed\",\"figures\":{\"ratio\":0.5123,\"lost\":0}}");
  }

  @Test
  void its_work_folder_is_there_while_it_runs_and_gone_afterwards() throws Exception {
    run(
        "speed",
        context -> {
          Files.writeString(context.work().resolve("data"), "x");
          return new Figures();
        });
    try (var left = Files.list(results)) {
      assertThat(left).containsExactly(results.resolve("speed.json"));
    }
  }

  @Test
  void an_unknown_name_lists_the_known_ones() {
    var bench = new Bench(results, new TreeMap<>(Map.of("speed", _ -> new Figures())), out());
    assertThat(bench.run("sped")).isEqualTo(2);
    assertThat(printed.toString(UTF_8)).contains("  speed");
  }

  @Test
  void where_a_server_cannot_be_had_it_says_so_and_reports_no_figures() {
    int exit =
        run(
            "speed",
            _ -> {
              throw new TestAbortedException("no dovecot (no network)");
            });
    assertThat(exit).isZero();
    assertThat(printed.toString(UTF_8)).contains("speed reports no figures: no dovecot");
    assertThat(results.resolve("speed.json")).hasContent("{\"name\":\"speed\",\"figures\":{}}");
  }

  @Test
  void a_failure_is_an_exit_code_and_writes_no_figures() {
    int exit =
        run(
            "speed",
            _ -> {
              throw new IllegalStateException("broken");
            });
    assertThat(exit).isEqualTo(1);
    assertThat(printed.toString(UTF_8)).contains("broken");
    assertThat(results.resolve("speed.json")).doesNotExist();
  }

  @Test
  void a_figure_is_put_once_and_is_a_number() {
    var figures = new Figures().put("ratio", 1);
    assertThatThrownBy(() -> figures.put("ratio", 2)).hasMessageContaining("twice");
    assertThatThrownBy(() -> figures.put("p99_ms", Double.NaN)).hasMessageContaining("no number");
  }

  private int run(String name, Benchmark benchmark) {
    return new Bench(results, new TreeMap<>(Map.of(name, benchmark)), out()).run(name);
  }

  private PrintStream out() {
    return new PrintStream(printed, true, UTF_8);
  }
}
