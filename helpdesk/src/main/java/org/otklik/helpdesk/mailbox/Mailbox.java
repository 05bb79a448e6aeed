package org.otklik.helpdesk.mailbox;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.Optional;

/**
 * A mailbox that we read, as the messages remember it.
 *
 * @param name in the configuration
 * @param address of ours that people write to, in normal form
 */
@MappedEntity("mailbox")
public record Mailbox(@Id long id, String name, String address) {
  private static final int LONGEST_NAME_IN_A_NAME = 60;

  /** The name of one that there is because of another: {@code import 7 of support}. */
  static String name(String what, long id, String other) {
    return what
        + " "
        + id
        + " of "
        + other.substring(0, Math.min(other.length(), LONGEST_NAME_IN_A_NAME));
  }

  /** The table. */
  @JdbcRepository(dialect = Dialect.MYSQL)
  interface Rows extends GenericRepository<Mailbox, Long> {
    Optional<Mailbox> findByName(String name);

    Mailbox save(Mailbox mailbox);

    @Query("UPDATE mailbox SET address = :address WHERE id = :id")
    void changeAddress(long id, String address);

    @Query("UPDATE mailbox SET name = :name WHERE id = :id")
    void rename(long id, String name);
  }
}
