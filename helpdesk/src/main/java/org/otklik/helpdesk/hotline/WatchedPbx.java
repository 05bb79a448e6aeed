package org.otklik.helpdesk.hotline;

import java.util.Optional;
import org.otklik.telephony.asterisk.Pbx;
import org.otklik.telephony.asterisk.Timing;

/**
 * A PBX whose calls come to the hotline.
 *
 * @param recordings where they are fetched from; nothing when they stay where they are
 */
public record WatchedPbx(Pbx pbx, Timing timing, Optional<RecordingSource> recordings) {
  public String name() {
    return pbx.id().name();
  }

  /** What the lease on watching it is called. */
  String lease() {
    return lease(name());
  }

  static String lease(String pbx) {
    return "pbx/" + pbx;
  }
}
