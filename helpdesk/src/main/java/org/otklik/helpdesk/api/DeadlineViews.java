package org.otklik.helpdesk.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.micronaut.serde.annotation.Serdeable;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.otklik.helpdesk.store.DeadlineList;
import org.otklik.helpdesk.store.DeadlineSummary;

/** What the API shows of deadlines across tickets. */
final class DeadlineViews {
  private DeadlineViews() {}

  /**
   * A deadline with its ticket.
   *
   * @param counted a breach that counts against its owner
   */
  @Serdeable
  @JsonInclude(JsonInclude.Include.ALWAYS)
  record Item(
      String id,
      String kind,
      String owner,
      String rule,
      Instant startedAt,
      @Nullable Instant noticeAt,
      Instant dueAt,
      String outcome,
      @Nullable Instant fulfilledAt,
      String noticed,
      boolean bestEffort,
      boolean excused,
      boolean counted,
      @Nullable String cause,
      String ticket,
      long number,
      String subject,
      Views.Reference client,
      Views.@Nullable Reference responsible) {
    static Item of(DeadlineList.Item item) {
      return new Item(
          Long.toString(item.id()),
          item.kind().name(),
          item.owner().name(),
          item.rule(),
          item.startedAt(),
          item.noticeAt(),
          item.dueAt(),
          item.outcome().name(),
          item.fulfilledAt(),
          item.noticed().name(),
          item.bestEffort(),
          item.excused(),
          item.isCounted(),
          item.cause(),
          Long.toString(item.ticketId()),
          item.number(),
          item.subject(),
          new Views.Reference(Long.toString(item.clientId()), item.clientName()),
          Views.Reference.of(item.responsibleId(), item.responsibleName()));
    }
  }

  /** A page of deadlines; {@code next} is the cursor of the next page, null on the last. */
  @Serdeable
  @JsonInclude(JsonInclude.Include.ALWAYS)
  record Page(List<Item> items, @Nullable String next) {
    static Page of(DeadlineList.Page page) {
      return new Page(
          page.items().stream().map(Item::of).toList(),
          page.next().map(Cursor::write).orElse(null));
    }
  }

  /**
   * One side's deadlines.
   *
   * @param dueWithinDay what runs and is due within 24 hours
   * @param dueWithinWeek what runs and is due within seven days
   */
  @Serdeable
  record Side(OpenBreaches openBreaches, long dueWithinDay, long dueWithinWeek) {
    static Side of(DeadlineSummary.Side side) {
      return new Side(
          new OpenBreaches(side.counted(), side.excused(), side.bestEffort()),
          side.dueWithinDay(),
          side.dueWithinWeek());
    }
  }

  /** Breaches of what is still owed. */
  @Serdeable
  record OpenBreaches(long counted, long excused, long bestEffort) {}

  /** Both sides; {@code withoutRelease} wait for a release that nobody has planned. */
  @Serdeable
  record Summary(Side provider, Side client, long withoutRelease) {
    static Summary of(DeadlineSummary.Summary summary) {
      return new Summary(
          Side.of(summary.provider()), Side.of(summary.client()), summary.withoutRelease());
    }
  }
}
