package org.otklik.helpdesk.mail;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import jakarta.inject.Provider;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.KDF;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.HKDFParameterSpec;
import org.otklik.intake.oauth.RefreshTokens;

/**
 * Keeps the refresh token that came last. In the database it is sealed with a key made of the token
 * in the configuration: a copy of the database lets nobody in, and whoever configures another token
 * thereby makes the kept one void.
 */
@Singleton
class KeptRefreshTokens {
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;
  private static final SecureRandom RANDOM = new SecureRandom();

  private final Provider<SealedTokens> rows;
  private final InstantSource clock;

  /** A provider: settings are read before the database is asked anything. */
  KeptRefreshTokens(Provider<SealedTokens> rows, InstantSource clock) {
    this.rows = rows;
    this.clock = clock;
  }

  /**
   * The tokens of one place.
   *
   * @param configured what an administrator entered
   */
  RefreshTokens of(String place, String configured) {
    return new RefreshTokens() {
      @Override
      public String current() {
        return rows.get()
            .findByPlace(place)
            .flatMap(row -> opened(row.sealed(), configured))
            .orElse(configured);
      }

      @Override
      public void rotated(String token) {
        rows.get().keep(place, sealed(token, configured), clock.instant());
      }
    };
  }

  private static String sealed(String token, String configured) {
    try {
      var nonce = new byte[NONCE_BYTES];
      RANDOM.nextBytes(nonce);
      var cipher = Cipher.getInstance("AES/GCM/NoPadding");
      cipher.init(Cipher.ENCRYPT_MODE, key(configured), new GCMParameterSpec(TAG_BITS, nonce));
      var encoder = Base64.getEncoder();
      return encoder.encodeToString(nonce)
          + ":"
          + encoder.encodeToString(cipher.doFinal(token.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has AES-GCM", e);
    }
  }

  /** Nothing when it was sealed with another key. */
  private static Optional<String> opened(String sealed, String configured) {
    try {
      var parts = sealed.split(":", 2);
      var decoder = Base64.getDecoder();
      var cipher = Cipher.getInstance("AES/GCM/NoPadding");
      cipher.init(
          Cipher.DECRYPT_MODE,
          key(configured),
          new GCMParameterSpec(TAG_BITS, decoder.decode(parts[0])));
      return Optional.of(
          new String(cipher.doFinal(decoder.decode(parts[1])), StandardCharsets.UTF_8));
    } catch (GeneralSecurityException | RuntimeException e) {
      return Optional.empty();
    }
  }

  private static SecretKey key(String configured) throws GeneralSecurityException {
    var parameters =
        HKDFParameterSpec.ofExtract()
            .addIKM(configured.getBytes(StandardCharsets.UTF_8))
            .thenExpand("otklik refresh token".getBytes(StandardCharsets.US_ASCII), 32);
    return KDF.getInstance("HKDF-SHA256").deriveKey("AES", parameters);
  }

  /** A kept token. */
  @MappedEntity("refresh_token")
  record SealedToken(@Id String place, String sealed, Instant changedAt) {}

  /** The table. */
  @JdbcRepository(dialect = Dialect.MYSQL)
  interface SealedTokens extends GenericRepository<SealedToken, String> {
    Optional<SealedToken> findByPlace(String place);

    @Query(
        """
        INSERT INTO refresh_token (place, sealed, changed_at) VALUES (:place, :sealed, :at)
        ON DUPLICATE KEY UPDATE sealed = VALUES(sealed), changed_at = VALUES(changed_at)
        """)
    void keep(String place, String sealed, Instant at);
  }
}
