package org.otklik.helpdesk.hotline;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.otklik.helpdesk.hotline.HotlineEvent.Kind;
import org.otklik.helpdesk.hotline.HotlineNews.News;
import org.otklik.telephony.CallKey;
import org.otklik.telephony.IncomingCall;
import org.otklik.telephony.PhoneNumber;

/** The calls that go on, and what happened to them within the last hour. */
@Singleton
public class LiveCalls {
  private static final Duration KEPT = Duration.ofHours(1);
  private static final int PRUNED_AT_ONCE = 200;

  private final Calls calls;
  private final Events events;

  LiveCalls(Calls calls, Events events) {
    this.calls = calls;
    this.events = events;
  }

  /** Who waits longest first. */
  public List<LiveCall> all() {
    return calls.all();
  }

  public Optional<LiveCall> find(String pbx, String linkedid) {
    return calls.find(pbx, linkedid);
  }

  /** News in their order. What is known already makes no event. */
  @Transactional
  public void keep(List<News> news) {
    // Held until the commit: ids come to light in their order, whoever else adds some.
    events.advance(news.size());
    long id = events.last() - news.size();
    for (News one : news) {
      id++;
      switch (one) {
        case News.Rings(var at, IncomingCall call) -> {
          if (rings(call)) {
            events.add(id, Kind.RINGS, call.key().pbx().name(), linkedid(call.key()), null, at);
          }
        }
        case News.Answered(var at, CallKey key, var by) -> {
          if (calls.answered(key.pbx().name(), linkedid(key), by.digits(), at) > 0) {
            events.add(id, Kind.ANSWERED, key.pbx().name(), linkedid(key), by.digits(), at);
          }
        }
        case News.Ended(var at, CallKey key) -> {
          calls.remove(key.pbx().name(), linkedid(key));
          events.add(id, Kind.ENDED, key.pbx().name(), linkedid(key), null, at);
        }
        case News.Queue(var at, var pbx) -> events.add(id, Kind.QUEUE, pbx.name(), null, null, at);
      }
    }
    events.prune(news.getLast().at().minus(KEPT), PRUNED_AT_ONCE);
  }

  private boolean rings(IncomingCall call) {
    return calls.add(
            call.key().pbx().name(),
            linkedid(call.key()),
            0,
            call.caller().map(PhoneNumber::e164).orElse(null),
            call.shown().name(),
            call.shown().number(),
            call.entered())
        > 0;
  }

  private static String linkedid(CallKey key) {
    return key.linkedid().value();
  }

  /** The calls. */
  @JdbcRepository(dialect = Dialect.MYSQL)
  interface Calls extends GenericRepository<LiveCall, String> {
    @Query("SELECT * FROM hotline_live ORDER BY entered_at, linkedid")
    List<LiveCall> all();

    @Query("SELECT * FROM hotline_live WHERE pbx = :pbx AND linkedid = :linkedid")
    Optional<LiveCall> find(String pbx, String linkedid);

    @Query(
        """
        INSERT IGNORE INTO hotline_live
          (pbx, linkedid, watched, number, shown_name, shown_number, entered_at)
        VALUES (:pbx, :linkedid, :watched, :number, :shownName, :shownNumber, :enteredAt)
        """)
    int add(
        String pbx,
        String linkedid,
        long watched,
        @Nullable String number,
        String shownName,
        String shownNumber,
        Instant enteredAt);

    @Query(
        """
        UPDATE hotline_live SET answered_by = :by, answered_at = :at
        WHERE pbx = :pbx AND linkedid = :linkedid AND (answered_by IS NULL OR answered_by <> :by)
        """)
    int answered(String pbx, String linkedid, String by, Instant at);

    @Query("DELETE FROM hotline_live WHERE pbx = :pbx AND linkedid = :linkedid")
    void remove(String pbx, String linkedid);
  }

  /** What happened. */
  @JdbcRepository(dialect = Dialect.MYSQL)
  interface Events extends GenericRepository<HotlineEvent, Long> {
    @Query("UPDATE hotline_news_last SET id = id + :count WHERE one = 1")
    void advance(int count);

    @Query("SELECT id FROM hotline_news_last WHERE one = 1")
    long last();

    @Query(
        """
        INSERT INTO hotline_news (id, kind, pbx, linkedid, extension, at)
        VALUES (:id, :kind, :pbx, :linkedid, :extension, :at)
        """)
    void add(
        long id,
        Kind kind,
        String pbx,
        @Nullable String linkedid,
        @Nullable String extension,
        Instant at);

    @Query("SELECT * FROM hotline_news WHERE id > :id ORDER BY id LIMIT :most")
    List<HotlineEvent> after(long id, int most);

    @Query("DELETE FROM hotline_news WHERE at < :before LIMIT :most")
    void prune(Instant before, int most);
  }
}
