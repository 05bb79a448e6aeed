package org.otklik.helpdesk.hotline;

import io.micronaut.data.annotation.MappedEntity;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A call that is going on.
 *
 * @param watched epoch of the lease by which it was told last
 * @param number in E.164; null when it is withheld
 * @param shownName what a telephone would show, never to be trusted
 * @param enteredAt by the PBX's clock
 * @param answeredBy the extension that picked up last; null while it rings
 */
@MappedEntity("hotline_live")
public record LiveCall(
    String pbx,
    String linkedid,
    long watched,
    @Nullable String number,
    String shownName,
    String shownNumber,
    Instant enteredAt,
    @Nullable String answeredBy,
    @Nullable Instant answeredAt) {
  public boolean rings() {
    return answeredBy == null;
  }
}
