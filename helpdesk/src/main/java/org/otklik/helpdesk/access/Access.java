package org.otklik.helpdesk.access;

import io.micronaut.core.annotation.Introspected;
import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.otklik.helpdesk.IdSource;
import org.otklik.helpdesk.client.Language;

/**
 * Who is let in: by password to a session, by session, or by token. Failed sign-ins lock an account
 * for a while that doubles; nothing tells whether a login exists.
 */
@Singleton
public class Access {
  private static final Duration SESSION = Duration.ofHours(12);
  private static final int FREE_FAILURES = 5;
  private static final Duration FIRST_LOCK = Duration.ofSeconds(30);
  private static final int MOST_DOUBLINGS = 7;

  /** Hashed when there is no such login, so that the answer takes as long. */
  private static final String NOBODY = Passwords.hash(Secrets.make());

  private final AccessRows rows;
  private final IdSource ids;
  private final InstantSource clock;

  Access(AccessRows rows, IdSource ids, InstantSource clock) {
    this.rows = rows;
    this.ids = ids;
    this.clock = clock;
  }

  /** A session just opened: the cookie's value and until when it holds. */
  public record SignIn(Operator operator, String secret, Duration lasts) {}

  /** Somebody who was let in. */
  public record Visitor(Operator operator, Optional<String> csrfToken) {}

  /** Opens a session, if login and password belong together and the account isn't locked. */
  @Transactional
  public Optional<SignIn> signIn(String login, String password) {
    Instant now = clock.instant();
    Optional<Operator> operator = rows.byLogin(login.strip().toLowerCase(Locale.ROOT));
    boolean matches =
        Passwords.matches(password, operator.map(Operator::passwordHash).orElse(NOBODY));
    if (operator.isEmpty() || !operator.get().active()) {
      return Optional.empty();
    }
    Operator known = operator.get();
    if (known.lockedUntil() != null && now.isBefore(known.lockedUntil())) {
      return Optional.empty();
    }
    if (!matches) {
      int failures = known.failedSignIns() + 1;
      rows.failed(known.id(), failures, now.plus(lock(failures)));
      return Optional.empty();
    }
    rows.unlock(known.id());
    String secret = Secrets.make();
    rows.open(Secrets.hash(secret), known.id(), Secrets.make(), now, now.plus(SESSION));
    rows.removeExpired(now);
    return Optional.of(new SignIn(known, secret, SESSION));
  }

  private static Duration lock(int failures) {
    return failures < FREE_FAILURES
        ? Duration.ZERO
        : FIRST_LOCK.multipliedBy(1L << Math.min(failures - FREE_FAILURES, MOST_DOUBLINGS));
  }

  /** Who holds a session's cookie. */
  @Transactional
  public Optional<Visitor> bySession(String secret) {
    return rows.session(Secrets.hash(secret), clock.instant())
        .flatMap(session ->
            rows.findById(session.operatorId())
                .filter(Operator::active)
                .map(o -> new Visitor(o, Optional.of(session.csrfToken()))));
  }

  @Transactional
  public void signOut(String secret) {
    rows.close(Secrets.hash(secret));
  }

  /** In which language the program speaks to an operator from now on. */
  @Transactional
  public void speak(long operatorId, Language language) {
    rows.speak(operatorId, language.name());
  }

  /** Who holds a bearer token. */
  @Transactional
  public Optional<Visitor> byToken(String token) {
    return rows.tokenOwner(Secrets.hash(token))
        .flatMap(rows::findById)
        .filter(Operator::active)
        .map(operator -> new Visitor(operator, Optional.empty()));
  }

  /** A new token for an operator; it is shown once and kept only as a hash. */
  @Transactional
  public String issueToken(long operatorId, String name) {
    String token = "otk_" + Secrets.make();
    rows.addToken(ids.next(), operatorId, name, Secrets.hash(token), clock.instant());
    return token;
  }

  /** An operator's tokens that still hold, the newest first. */
  @Transactional
  public List<Token> tokens(long operatorId) {
    return rows.tokens(operatorId);
  }

  /** Ends a token of an operator; false when they have no such token. */
  @Transactional
  public boolean revokeToken(long operatorId, long tokenId) {
    return rows.revoke(tokenId, operatorId, clock.instant()) > 0;
  }

  /** A token, without its secret. */
  @Introspected
  public record Token(long id, String name, Instant createdAt) {}

  /** A session. */
  @Introspected
  record Session(long operatorId, String csrfToken) {}

  /** The tables. */
  @JdbcRepository(dialect = Dialect.MYSQL)
  interface AccessRows extends GenericRepository<Operator, Long> {
    Optional<Operator> findById(long id);

    long count();

    Operator save(Operator operator);

    @Query("SELECT * FROM operator WHERE login = :login")
    Optional<Operator> byLogin(String login);

    @Query("UPDATE operator SET failed_sign_ins = :failures, locked_until = :until WHERE id = :id")
    void failed(long id, int failures, Instant until);

    @Query("UPDATE operator SET failed_sign_ins = 0, locked_until = NULL WHERE id = :id")
    void unlock(long id);

    @Query(
        """
        INSERT INTO sign_in (token_hash, operator_id, csrf_token, created_at, seen_at, expires_at)
        VALUES (:tokenHash, :operatorId, :csrfToken, :now, :now, :expires)
        """)
    void open(String tokenHash, long operatorId, String csrfToken, Instant now, Instant expires);

    @Query(
        """
        SELECT operator_id, csrf_token FROM sign_in
        WHERE token_hash = :tokenHash AND expires_at > :now
        """)
    Optional<Session> session(String tokenHash, Instant now);

    @Query("UPDATE operator SET language = :language WHERE id = :id")
    void speak(long id, String language);

    @Query("DELETE FROM sign_in WHERE token_hash = :tokenHash")
    void close(String tokenHash);

    @Query("DELETE FROM sign_in WHERE expires_at <= :now")
    void removeExpired(Instant now);

    @Query(
        """
        SELECT id, name, created_at FROM api_token
        WHERE operator_id = :operatorId AND revoked_at IS NULL ORDER BY id DESC
        """)
    List<Token> tokens(long operatorId);

    @Query(
        """
        UPDATE api_token SET revoked_at = :now
        WHERE id = :id AND operator_id = :operatorId AND revoked_at IS NULL
        """)
    int revoke(long id, long operatorId, Instant now);

    @Query("SELECT operator_id FROM api_token WHERE token_hash = :tokenHash AND revoked_at IS NULL")
    Optional<Long> tokenOwner(String tokenHash);

    @Query(
        """
        INSERT INTO api_token (id, operator_id, name, token_hash, created_at)
        VALUES (:id, :operatorId, :name, :tokenHash, :now)
        """)
    void addToken(long id, long operatorId, String name, String tokenHash, Instant now);
  }
}
