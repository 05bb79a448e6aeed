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
import org.jspecify.annotations.Nullable;
import org.otklik.helpdesk.hotline.HotlineEvent.Kind;

/** What happened at the hotline within the last hour, for screens. */
@Singleton
class NewsTable {
  private static final Duration KEPT = Duration.ofHours(1);
  private static final int PRUNED_AT_ONCE = 500;

  private final Events events;

  NewsTable(Events events) {
    this.events = events;
  }

  /** In their order, under ids that no other program's come between. */
  @Transactional
  public void add(List<HotlineEvent> news) {
    // Held until the commit: ids come to light in their order, whoever else adds some.
    events.advance(news.size());
    long id = events.last() - news.size();
    for (HotlineEvent one : news) {
      id++;
      events.add(id, one.kind(), one.pbx(), one.linkedid(), one.extension(), one.at());
    }
    events.prune(news.getLast().at().minus(KEPT), PRUNED_AT_ONCE);
  }

  /** The id of the latest. */
  long last() {
    return events.last();
  }

  List<HotlineEvent> after(long id, int most) {
    return events.after(id, most);
  }

  /** The table. */
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
