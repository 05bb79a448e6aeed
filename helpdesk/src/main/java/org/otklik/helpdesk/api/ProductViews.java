package org.otklik.helpdesk.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.micronaut.serde.annotation.Serdeable;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.otklik.helpdesk.client.Warranty;
import org.otklik.helpdesk.release.Component;
import org.otklik.helpdesk.release.Release;

/** What the API shows of components, releases and warranties. */
final class ProductViews {
  private ProductViews() {}

  /** A part of the supported product. */
  @Serdeable
  record ComponentView(String id, String name) {
    static ComponentView of(Component component) {
      return new ComponentView(Long.toString(component.id()), component.name());
    }
  }

  /**
   * A release.
   *
   * @param state PLANNED, SHIPPED or CALLED_OFF
   * @param moves how often its day was moved
   * @param ticketsWaiting tickets whose solution is owed with it and not delivered
   */
  @Serdeable
  @JsonInclude(JsonInclude.Include.ALWAYS)
  record ReleaseView(
      String id,
      String component,
      String name,
      String kind,
      String state,
      LocalDate plannedOn,
      @Nullable Instant shippedAt,
      int moves,
      long ticketsWaiting,
      long version) {
    static ReleaseView of(Release release, long tickets) {
      return new ReleaseView(
          Long.toString(release.id()),
          Long.toString(release.componentId()),
          release.name(),
          release.kind().name(),
          release.isPlanned() ? "PLANNED" : release.cancelled() ? "CALLED_OFF" : "SHIPPED",
          release.plannedOn(),
          release.shippedAt(),
          release.moves(),
          tickets,
          release.version());
    }
  }

  /** A warranty on one of a client's components; {@code endsOn} is its last day. */
  @Serdeable
  record WarrantyView(String id, String component, LocalDate startsOn, LocalDate endsOn) {
    static WarrantyView of(Warranty warranty) {
      return new WarrantyView(
          Long.toString(warranty.id()),
          Long.toString(warranty.componentId()),
          warranty.startsOn(),
          warranty.endsOn());
    }
  }
}
