package org.otklik.helpdesk.web;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.List;
import org.otklik.helpdesk.client.Client;

/** The clients that one can choose from. */
@JdbcRepository(dialect = Dialect.MYSQL)
interface Clients extends GenericRepository<Client, Long> {
  /** By name; no list to choose from gets longer than this. */
  @Query("SELECT * FROM client ORDER BY name, id LIMIT 500")
  List<Client> list();
}
