package org.otklik.helpdesk.bench;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A benchmark's result: flat numbers in the order in which they were put. Keys used throughout:
 * {@code ratio}, {@code per_second}, {@code p50_ms}, {@code p99_ms}, {@code max_ms}, {@code lost},
 * {@code twice}, {@code rss_mb}. Not thread-safe.
 */
public final class Figures {
  private final Map<String, BigDecimal> values = new LinkedHashMap<>();

  /** A measured figure; four significant digits are kept, which is more than repeats. */
  public Figures put(String key, double value) {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException(key + " is no number: " + value);
    }
    return add(key, new BigDecimal(value, new MathContext(4)));
  }

  /** A count, kept exactly. */
  public Figures put(String key, long count) {
    return add(key, BigDecimal.valueOf(count));
  }

  public Figures put(String key, int count) {
    return put(key, (long) count);
  }

  public Figures putAll(Figures others) {
    others.values.forEach(this::add);
    return this;
  }

  /** A figure put before. */
  double get(String key) {
    return Optional.ofNullable(values.get(key)).orElseThrow().doubleValue();
  }

  private Figures add(String key, BigDecimal value) {
    if (!key.matches("[a-z][a-z0-9_]*")) {
      throw new IllegalArgumentException("not a figure's key: " + key);
    }
    if (values.putIfAbsent(key, value) != null) {
      throw new IllegalArgumentException("put twice: " + key);
    }
    return this;
  }

  String table() {
    int width = values.keySet().stream().mapToInt(String::length).max().orElse(0);
    return values.entrySet().stream()
        .map(e -> "  " + pad(e.getKey(), width) + "  " + e.getValue().toPlainString() + "\n")
        .collect(Collectors.joining());
  }

  private static String pad(String key, int width) {
    return key + " ".repeat(width - key.length());
  }

  String json(String name) {
    return values.entrySet().stream()
        .map(e -> "\"" + e.getKey() + "\":" + e.getValue().toPlainString())
        .collect(Collectors.joining(",", "{\"name\":\"" + name + "\",\"figures\":{", "}}\n"));
  }
}
