package org.otklik.helpdesk.outbox;

/** Who sends what waits in the outbox. */
@FunctionalInterface
public interface Dispatch {
  /** There may be something to send: it needn't wait until somebody looks by themselves. */
  void wakeUp();
}
