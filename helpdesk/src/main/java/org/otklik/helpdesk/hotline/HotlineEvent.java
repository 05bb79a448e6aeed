package org.otklik.helpdesk.hotline;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something happened at the hotline.
 *
 * @param id greater than that of everything that came to light before
 * @param linkedid which call; null when it is of no call to us
 * @param extension who picked up
 */
@MappedEntity("hotline_news")
public record HotlineEvent(
    @Id long id,
    Kind kind,
    String pbx,
    @Nullable String linkedid,
    @Nullable String extension,
    Instant at) {

  /** What happened. */
  public enum Kind {
    RINGS,
    ANSWERED,
    ENDED,
    CALLED_BACK,
    /** Who waits, or who is there to answer. */
    QUEUE
  }
}
