package org.otklik.intake.oauth;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.otklik.intake.wire.AccessToken;
import org.otklik.intake.wire.Problem;
import org.otklik.intake.wire.Problem.Kind;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A token that is fetched when it is wanted, kept while it lasts, and renewed before it ends.
 * Thread-safe: of several who ask at once, one fetches and the others get the same.
 */
public final class OAuthToken implements AccessToken {
  private static final Logger LOG = LoggerFactory.getLogger(OAuthToken.class);

  /** So long before its end a token is renewed; of a short life a fifth. */
  private static final Duration BEFORE_ITS_END = Duration.ofMinutes(5);

  private final TokenSettings settings;
  private final TokenEndpoint endpoint;
  private final InstantSource clock;
  private final ReentrantLock lock = new ReentrantLock();
  private @Nullable Kept kept;

  /** A new refresh token that could not be put away yet: the old one may be worth nothing now. */
  private @Nullable String rotated;

  private record Kept(String token, Instant renewAt, Instant end) {}

  public OAuthToken(TokenSettings settings, InstantSource clock) {
    this.settings = settings;
    this.endpoint = new TokenEndpoint(settings);
    this.clock = clock;
  }

  /** {@inheritDoc} Takes one time-out at most, two for who waits while another asks. */
  @Override
  public String current() {
    lock.lock();
    try {
      putAway();
      var now = clock.instant();
      var known = kept;
      if (known != null && now.isBefore(known.renewAt())) {
        return known.token();
      }
      try {
        return fetched(now).token();
      } catch (Unavailable e) {
        if (known == null || !now.isBefore(known.end())) {
          throw e;
        }
        LOG.warn("The token in use is good until {}, but: {}", known.end(), e.getMessage());
        return known.token();
      }
    } finally {
      lock.unlock();
    }
  }

  private Kept fetched(Instant now) {
    var given = endpoint.ask();
    var fifth = given.life().dividedBy(5);
    var margin = fifth.compareTo(BEFORE_ITS_END) < 0 ? fifth : BEFORE_ITS_END;
    var end = now.plus(given.life());
    var fresh = new Kept(given.token(), end.minus(margin), end);
    kept = fresh;
    given.refreshToken().ifPresent(token -> rotated = token);
    putAway();
    return fresh;
  }

  /**
   * The access token serves meanwhile; the refresh token is put away as soon as that is possible.
   */
  private void putAway() {
    String token = rotated;
    if (token == null) {
      return;
    }
    try {
      if (settings.grant() instanceof Grant.Refresh refresh
          && !token.equals(refresh.tokens().current())) {
        refresh.tokens().rotated(token);
      }
      rotated = null;
    } catch (RuntimeException e) {
      LOG.warn("A new refresh token could not be kept, and will be tried again", e);
    }
  }

  /** It may have been taken back before its end: the next login asks for a new one. */
  @Override
  public void refused() {
    lock.lock();
    try {
      kept = null;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public Optional<Problem> warning() {
    return settings
        .secretExpires()
        .flatMap(lastDay -> {
          var today = clock.instant().atOffset(ZoneOffset.UTC).toLocalDate();
          long days = ChronoUnit.DAYS.between(today, lastDay);
          if (days < 0) {
            return Optional.of(Problem.of(Kind.SECRET_EXPIRED, lastDay));
          }
          return days <= settings.warnBefore().toDays()
              ? Optional.of(Problem.of(Kind.SECRET_EXPIRES, lastDay, days))
              : Optional.empty();
        });
  }

  @Override
  public String toString() {
    return "access token by " + settings.grant();
  }
}
