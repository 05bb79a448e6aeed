package org.otklik.helpdesk.courier;

import io.micronaut.context.annotation.Value;
import io.micronaut.core.annotation.Introspected;
import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import io.micronaut.transaction.TransactionDefinition.Propagation;
import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.otklik.helpdesk.database.CannotStartException;
import org.otklik.helpdesk.outbox.OutgoingLetter;

/**
 * Keeps two robots from playing ping-pong: automatic letters to clients have a cap for each
 * recipient and for each conversation. What is over it is kept back until a person has looked. What
 * a person wrote, or wants sent, and what goes to our own people, has no cap.
 */
@Singleton
class LetterPace {
  private static final int PRUNED_AT_ONCE = 200;

  private final Marks marks;
  private final Pace perConversation;
  private final Pace perRecipient;

  LetterPace(
      Marks marks,
      @Value("${otklik.outgoing.per-conversation:`10 in 10m, 25 in 1h`}") String perConversation,
      @Value("${otklik.outgoing.per-recipient:`30 in 10m, 100 in 1h`}") String perRecipient) {
    this.marks = marks;
    this.perConversation = read("per-conversation", perConversation);
    this.perRecipient = read("per-recipient", perRecipient);
  }

  private static Pace read(String setting, String value) {
    try {
      return Pace.parse(value);
    } catch (IllegalArgumentException e) {
      throw new CannotStartException("otklik.outgoing." + setting + " " + e.getMessage() + ".", e);
    }
  }

  /** Why letters are kept back, by letter; the others are counted as sent. */
  @Transactional(propagation = Propagation.MANDATORY)
  public Map<Long, String> keptBack(List<OutgoingLetter> letters, Instant now) {
    List<OutgoingLetter> capped = letters.stream().filter(LetterPace::isCapped).toList();
    Duration longest =
        perConversation.longest().compareTo(perRecipient.longest()) > 0
            ? perConversation.longest()
            : perRecipient.longest();
    if (capped.isEmpty() || longest.isZero()) {
      return Map.of();
    }
    var about = new TreeSet<String>();
    capped.forEach(letter -> about.addAll(about(letter)));
    var sent = new HashMap<String, List<Instant>>();
    marks
        .since(about, now.minus(longest))
        .forEach(mark -> sent.computeIfAbsent(mark.about(), a -> new ArrayList<>()).add(mark.at()));
    var keptBack = new LinkedHashMap<Long, String>();
    for (OutgoingLetter letter : capped) {
      Optional<String> why = why(letter, sent, now);
      if (why.isPresent()) {
        keptBack.put(letter.id(), why.get());
      } else {
        for (String key : about(letter)) {
          sent.computeIfAbsent(key, a -> new ArrayList<>()).add(now);
          marks.add(key, now, letter.id());
        }
      }
    }
    marks.prune(now.minus(longest), PRUNED_AT_ONCE);
    return keptBack;
  }

  /** They were counted as sent, and weren't. */
  @Transactional(propagation = Propagation.MANDATORY)
  public void forget(Collection<Long> letterIds) {
    marks.forget(letterIds);
  }

  /** A repeat after a failure was counted before. */
  private static boolean isCapped(OutgoingLetter letter) {
    return letter.automatic()
        && !letter.purpose().isForOurs()
        && !letter.released()
        && letter.attempts() == 0;
  }

  private Optional<String> why(
      OutgoingLetter letter, Map<String, List<Instant>> sent, Instant now) {
    return Optional.ofNullable(letter.ticketId())
        .flatMap(id -> perConversation.broken(sent.getOrDefault(ticket(id), List.of()), now))
        .map(cap -> LetterProblem.keptBack("conversation", cap))
        .or(() ->
            perRecipient
                .broken(sent.getOrDefault(recipient(letter), List.of()), now)
                .map(cap -> LetterProblem.keptBack("recipient", cap)));
  }

  private static List<String> about(OutgoingLetter letter) {
    Long ticketId = letter.ticketId();
    return ticketId == null
        ? List.of(recipient(letter))
        : List.of(recipient(letter), ticket(ticketId));
  }

  private static String recipient(OutgoingLetter letter) {
    return "to:" + letter.recipient();
  }

  private static String ticket(long id) {
    return "ticket:" + id;
  }

  /** When a letter went out. */
  @Introspected
  record Mark(String about, Instant at) {}

  /** The table. */
  @JdbcRepository(dialect = Dialect.MYSQL)
  interface Marks extends GenericRepository<OutgoingLetter, Long> {
    @Query("SELECT about, at FROM letter_pace WHERE about IN (:about) AND at > :since")
    List<Mark> since(Collection<String> about, Instant since);

    @Query("INSERT INTO letter_pace (about, at, letter_id) VALUES (:about, :at, :letterId)")
    void add(String about, Instant at, long letterId);

    @Query("DELETE FROM letter_pace WHERE letter_id IN (:letterIds)")
    void forget(Collection<Long> letterIds);

    @Query("DELETE FROM letter_pace WHERE at < :before LIMIT :most")
    void prune(Instant before, int most);
  }
}
