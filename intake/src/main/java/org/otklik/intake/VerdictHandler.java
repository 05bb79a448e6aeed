package org.otklik.intake;

import java.util.List;

/** Port: what happens with a screened message. */
public interface VerdictHandler {
  /**
   * Carries out the verdicts, each in one transaction with the record that its message is done. One
   * message that can't be handled spoils no other: it stays pending, or is shelved as unreadable
   * when it failed too often.
   */
  void act(List<Screened> screened);

  /**
   * A message could not even be judged. It stays pending, or is shelved as unreadable when that
   * happened too often.
   *
   * @param unjudged with the verdict to shelve it by
   * @throws RuntimeException the failure again, when it is not the message's own
   */
  void failed(Screened unjudged, RuntimeException failure);
}
