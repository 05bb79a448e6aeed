package org.otklik.helpdesk.mail;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.otklik.helpdesk.database.DatabaseSettings;
import org.otklik.intake.screening.ReplyAddresses;

/**
 * The key that this installation signs its reply addresses with: made once, kept in the database,
 * the same for every program that works on it.
 */
@Singleton
public class ReplyKey {
  private static final String NAME = "reply-addresses";

  private final Secrets secrets;
  private final boolean lookOnly;
  private volatile @Nullable ReplyAddresses known;

  ReplyKey(Secrets secrets, DatabaseSettings database) {
    this.secrets = secrets;
    this.lookOnly = database.lookOnly();
  }

  /**
   * The address of ours that answers to a ticket's letters go to; nothing when it would be too
   * long.
   */
  public Optional<String> sign(String address, long ticketId) {
    return addresses().sign(address, ticketId);
  }

  @Transactional
  public ReplyAddresses addresses() {
    ReplyAddresses made = known;
    if (made == null) {
      made = new ReplyAddresses(HexFormat.of().parseHex(key()));
      known = made;
    }
    return made;
  }

  /** Of several programs that start at once, one makes the key. */
  private String key() {
    Optional<String> kept = secrets.find(NAME);
    if (kept.isPresent()) {
      return kept.get();
    }
    byte[] random = new byte[ReplyAddresses.KEY_BYTES];
    new SecureRandom().nextBytes(random);
    String fresh = HexFormat.of().formatHex(random);
    if (lookOnly) {
      return fresh; // nothing was ever signed
    }
    secrets.add(NAME, fresh);
    return secrets.find(NAME).orElseThrow();
  }

  /** The table. */
  @JdbcRepository(dialect = Dialect.MYSQL)
  interface Secrets extends GenericRepository<Secret, String> {
    @Query("SELECT value FROM secret WHERE name = :name")
    Optional<String> find(String name);

    @Query("INSERT IGNORE INTO secret (name, value) VALUES (:name, :value)")
    void add(String name, String value);
  }
}
