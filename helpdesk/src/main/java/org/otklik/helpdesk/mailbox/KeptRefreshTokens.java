package org.otklik.helpdesk.mailbox;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import jakarta.inject.Provider;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Optional;
import org.otklik.intake.oauth.RefreshTokens;

/**
 * Keeps the refresh token that came last. In the database it is sealed with a key made of the token
 * that an administrator entered: a copy of the database lets nobody in. It stands beside that
 * token's fingerprint, so that whoever enters another token begins anew, and a try before saving
 * loses nothing.
 */
@Singleton
class KeptRefreshTokens {
  private final Provider<SealedTokens> rows;
  private final InstantSource clock;

  /** A provider: settings are read before the database is asked anything. */
  KeptRefreshTokens(Provider<SealedTokens> rows, InstantSource clock) {
    this.rows = rows;
    this.clock = clock;
  }

  /**
   * The tokens that follow one.
   *
   * @param entered by an administrator
   */
  RefreshTokens after(String entered) {
    var seal = new Seal(entered, "otklik refresh token");
    String first = fingerprint(entered);
    return new RefreshTokens() {
      @Override
      public String current() {
        return rows.get()
            .findByFirst(first)
            .flatMap(row -> seal.open(row.sealed(), first))
            .orElse(entered);
      }

      @Override
      public void rotated(String token) {
        rows.get().keep(first, seal.seal(token, first), clock.instant());
      }
    };
  }

  private static String fingerprint(String token) {
    try {
      var hash = MessageDigest.getInstance("SHA-256");
      return HexFormat.of()
          .formatHex(hash.digest(("otklik first token " + token).getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** A kept token. */
  @MappedEntity("refresh_token")
  record SealedToken(@Id String first, String sealed, Instant changedAt) {}

  /** The table. */
  @JdbcRepository(dialect = Dialect.MYSQL)
  interface SealedTokens extends GenericRepository<SealedToken, String> {
    Optional<SealedToken> findByFirst(String first);

    @Query(
        """
        INSERT INTO refresh_token (first, sealed, changed_at) VALUES (:first, :sealed, :at)
        ON DUPLICATE KEY UPDATE sealed = VALUES(sealed), changed_at = VALUES(changed_at)
        """)
    void keep(String first, String sealed, Instant at);
  }
}
