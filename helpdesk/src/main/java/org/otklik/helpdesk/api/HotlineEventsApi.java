package org.otklik.helpdesk.api;

import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Header;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.sse.Event;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.otklik.helpdesk.hotline.NewsFeed;
import org.reactivestreams.Publisher;

/** What happens at the hotline, as it happens. */
@Controller("/api/v1/hotline")
@Secured({"OPERATOR", "SUPERVISOR", "ADMINISTRATOR"})
@ExecuteOn(TaskExecutors.BLOCKING)
@Tag(name = "Hotline")
class HotlineEventsApi {
  private final NewsFeed feed;

  HotlineEventsApi(NewsFeed feed) {
    this.feed = feed;
  }

  /**
   * From now on, or from after an id of the last hour. Ends by itself; ask again with the last id.
   */
  @Get("/events")
  @Produces(MediaType.TEXT_EVENT_STREAM)
  @Operation(summary = "Server-sent events of the hotline; Last-Event-ID resumes without a hole")
  Publisher<Event<Object>> events(@Nullable @Header("Last-Event-ID") String last) {
    return feed.from(last, PbxViews.Event::of);
  }
}
