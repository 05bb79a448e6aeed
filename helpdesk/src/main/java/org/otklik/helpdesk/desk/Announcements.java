package org.otklik.helpdesk.desk;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import io.micronaut.transaction.TransactionDefinition.Propagation;
import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.otklik.helpdesk.client.Client;
import org.otklik.helpdesk.letter.LetterTemplates;
import org.otklik.helpdesk.outbox.Letters;
import org.otklik.helpdesk.outbox.OutgoingLetter;
import org.otklik.helpdesk.outbox.OutgoingLetter.Purpose;
import org.otklik.helpdesk.release.Release;
import org.otklik.helpdesk.store.Rows;

/** Tells a component's clients that a release was shipped. */
@Singleton
class Announcements {
  private final ComponentClients clients;
  private final Rows.Components components;
  private final LetterTemplates templates;
  private final Letters letters;
  private final Rows.Outbox outbox;

  Announcements(
      ComponentClients clients,
      Rows.Components components,
      LetterTemplates templates,
      Letters letters,
      Rows.Outbox outbox) {
    this.clients = clients;
    this.components = components;
    this.templates = templates;
    this.letters = letters;
    this.outbox = outbox;
  }

  @Transactional(propagation = Propagation.MANDATORY)
  void shipped(Release release, Instant now) {
    String component = components.findById(release.componentId()).orElseThrow().name();
    List<OutgoingLetter> all =
        clients.of(release.componentId(), LocalDate.ofInstant(now, ZoneOffset.UTC)).stream()
            .map(client -> letter(client, component, release, now))
            .toList();
    if (!all.isEmpty()) {
      outbox.saveAll(all);
    }
  }

  private OutgoingLetter letter(Client client, String component, Release release, Instant now) {
    return letters.letter(
        Purpose.NOTICE,
        client.address(),
        templates.words(
            "release-shipped",
            client.language(),
            Map.of(
                "client", client.name(),
                "component", component,
                "release", release.name(),
                "signature", letters.signature())),
        Letters.Threading.NEW,
        new Letters.About(null, null),
        now);
  }

  /** The query. */
  @JdbcRepository(dialect = Dialect.MYSQL)
  interface ComponentClients extends GenericRepository<Client, Long> {
    @Query(
        """
        SELECT c.* FROM client c JOIN client_component p ON p.client_id = c.id
        WHERE p.component_id = :componentId
          AND :today BETWEEN c.contract_start AND c.contract_end
        ORDER BY c.id
        """)
    List<Client> of(long componentId, LocalDate today);
  }
}
