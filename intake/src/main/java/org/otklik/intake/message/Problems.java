package org.otklik.intake.message;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Collects what was odd, each thing once and not without end. One thread. */
final class Problems {
  private final int limit;
  private final Set<String> told = new LinkedHashSet<>();
  private int untold;

  Problems(int limit) {
    this.limit = limit;
  }

  void add(String problem) {
    if (told.size() < limit) {
      told.add(problem);
    } else if (!told.contains(problem)) {
      untold++;
    }
  }

  List<String> list() {
    if (untold == 0) {
      return List.copyOf(told);
    }
    List<String> all = new ArrayList<>(told);
    all.add("and " + untold + " more problems");
    return List.copyOf(all);
  }
}
