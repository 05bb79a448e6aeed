package org.otklik.helpdesk.ticket;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.otklik.helpdesk.plan.TermRule;
import org.otklik.helpdesk.release.Release;
import org.otklik.helpdesk.release.ReleaseKind;

/** The releases that are planned. */
public record ReleaseBoard(List<Release> releases) {
  public static final ReleaseBoard EMPTY = new ReleaseBoard(List.of());

  public ReleaseBoard {
    releases = List.copyOf(releases);
  }

  public Optional<Release> find(long releaseId) {
    return releases.stream().filter(r -> r.id() == releaseId && r.isPlanned()).findFirst();
  }

  /** The next planned release of a component. */
  public Optional<Release> next(@Nullable Long componentId, ReleaseKind kind) {
    return releases.stream()
        .filter(Release::isPlanned)
        .filter(r -> componentId != null && r.componentId() == componentId && r.kind() == kind)
        .min(Comparator.comparing(Release::plannedOn).thenComparingLong(Release::id));
  }

  /** The release that a rule binds a ticket to, while one is planned. */
  Optional<Release> bound(TermRule rule, @Nullable Long componentId, @Nullable Long chosenId) {
    return switch (rule) {
      case TermRule.NextRelease(ReleaseKind kind) -> next(componentId, kind);
      case TermRule.ChosenRelease() -> Optional.ofNullable(chosenId).flatMap(this::find);
      default -> Optional.empty();
    };
  }
}
