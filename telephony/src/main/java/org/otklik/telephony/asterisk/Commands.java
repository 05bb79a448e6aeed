package org.otklik.telephony.asterisk;

import java.time.InstantSource;

/**
 * A connection for commands alone, to a PBX that another program watches: operators may be signed
 * in at either. Thread-safe.
 */
public final class Commands implements AutoCloseable {
  private final Pbx pbx;
  private final Link link;

  private Commands(Pbx pbx, Timing timing, InstantSource clock) {
    this.pbx = pbx;
    link = new Link(pbx, timing, clock, false, _ -> {}, () -> {});
  }

  /** Connects, and stays connected however often the PBX is away. */
  public static Commands to(Pbx pbx, Timing timing, InstantSource clock) {
    var commands = new Commands(pbx, timing, clock);
    commands.link.start();
    return commands;
  }

  /** What operators want of the PBX. */
  public Actions actions() {
    return new Actions(pbx, link);
  }

  @Override
  public void close() {
    link.close();
  }
}
