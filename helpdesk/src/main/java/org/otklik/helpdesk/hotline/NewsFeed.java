package org.otklik.helpdesk.hotline;

import io.micronaut.context.annotation.Value;
import io.micronaut.http.sse.Event;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxSink.OverflowStrategy;

/**
 * What happens at the hotline, as server-sent events: {@code now} first, with the id to resume
 * from; then {@code hotline} for whatever happens, and {@code beat} in between, so that a
 * connection that is lost is noticed. A feed ends after some minutes, so that who may no longer
 * look is asked again; whoever resumes with the last id misses nothing of the last hour.
 */
@Singleton
public class NewsFeed {
  private static final Duration BEAT = Duration.ofSeconds(15);
  private static final Duration RETRY = Duration.ofSeconds(1);

  /** Who doesn't read so many is cut off, and resumes. */
  private static final int MOST_UNREAD = 1_000;

  private final NewsStream stream;
  private final Duration lasts;

  NewsFeed(NewsStream stream, @Value("${otklik.hotline.feed-lasts:5m}") Duration lasts) {
    this.stream = stream;
    this.lasts = lasts;
  }

  /**
   * Reads the database.
   *
   * @param last id of the last event that was seen; from now on when it is none
   * @param shown what is sent of an event
   */
  public Flux<Event<Object>> from(@Nullable String last, Function<HotlineEvent, Object> shown) {
    long now = stream.now();
    long after =
        last != null && last.matches("\\d{1,18}") ? Math.min(Long.parseLong(last), now) : now;
    Flux<Event<Object>> news =
        Flux.<HotlineEvent>create(
                sink -> {
                  var looking = stream.after(after, sink::next);
                  sink.onDispose(looking::close);
                },
                OverflowStrategy.IGNORE)
            .onBackpressureBuffer(MOST_UNREAD)
            .map(event ->
                Event.of(shown.apply(event)).id(Long.toString(event.id())).name("hotline"));
    Flux<Event<Object>> beats =
        Flux.interval(BEAT).onBackpressureDrop().map(_ -> Event.<Object>of(Map.of()).name("beat"));
    Event<Object> begin =
        Event.<Object>of(Map.of()).id(Long.toString(after)).name("now").retry(RETRY);
    return Flux.concat(Flux.just(begin), Flux.merge(news, beats)).take(lasts);
  }
}
