package org.otklik.telephony.asterisk;

import java.util.Optional;
import org.otklik.telephony.Linkedid;

/** A row, or several, with the call that they belong to. */
record Rows(Linkedid key, Milestones rows) {
  /** Nothing where the key or the row's name is none of ours. */
  static Optional<Rows> of(String key, String row, String value) {
    return Milestones.Row.named(row)
        .map(name -> Milestones.of(name, value))
        .filter(Rows::readable)
        .flatMap(rows -> key(key).map(call -> new Rows(call, rows)));
  }

  static Optional<Rows> of(OtklikRowEvent event) {
    return of(event.getKey(), event.getRow(), event.getValue());
  }

  static Optional<Rows> of(OtklikEndEvent event) {
    Milestones all =
        Milestones.of(Milestones.Row.IN, event.getIn())
            .and(Milestones.of(Milestones.Row.OUT, event.getOut()))
            .and(Milestones.of(Milestones.Row.QUEUE, event.getQueue()))
            .and(Milestones.of(Milestones.Row.FIRST, event.getFirst()))
            .and(Milestones.of(Milestones.Row.LAST, event.getLast()))
            .and(Milestones.of(Milestones.Row.RECORDED, event.getRec()))
            .and(Milestones.of(Milestones.Row.HANDED_ON, event.getOn()))
            .and(Milestones.of(Milestones.Row.END, event.getEnd()));
    return key(event.getKey()).filter(_ -> readable(all)).map(call -> new Rows(call, all));
  }

  static Optional<Linkedid> key(String key) {
    try {
      return Optional.of(new Linkedid(key));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  /** Rows of a later dialplan stay in the ledger until a gateway comes that can read them. */
  private static boolean readable(Milestones rows) {
    return rows.rows().values().stream().allMatch(row -> Fields.of(row).isReadable());
  }
}
