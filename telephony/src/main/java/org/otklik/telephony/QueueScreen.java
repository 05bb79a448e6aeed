package org.otklik.telephony;

/** Port: who looks at the queue. */
public interface QueueScreen {
  /** The queue isn't what it was. News: the newest counts, and some may be skipped. */
  void shows(QueueView queue);
}
