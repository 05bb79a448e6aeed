package org.otklik.intake.message;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Collects what was odd, each thing once and not without end. One thread. */
final class Problems {
  private final int limit;
  private final Set<Remark> told = new LinkedHashSet<>();
  private int untold;

  Problems(int limit) {
    this.limit = limit;
  }

  void add(Remark.Kind kind, Object... details) {
    var problem = Remark.of(kind, details);
    if (told.size() < limit) {
      told.add(problem);
    } else if (!told.contains(problem)) {
      untold++;
    }
  }

  List<Remark> list() {
    if (untold == 0) {
      return List.copyOf(told);
    }
    List<Remark> all = new ArrayList<>(told);
    all.add(Remark.of(Remark.Kind.MORE, untold));
    return List.copyOf(all);
  }
}
