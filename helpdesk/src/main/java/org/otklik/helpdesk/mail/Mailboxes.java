package org.otklik.helpdesk.mail;

import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.otklik.helpdesk.IdSource;
import org.otklik.intake.message.MailAddress;

/** The mailboxes that we know, by the names that the configuration gives them. */
@Singleton
public class Mailboxes {
  private final MailRows.Mailboxes rows;
  private final IdSource ids;
  private final Map<String, Long> known = new ConcurrentHashMap<>();

  Mailboxes(MailRows.Mailboxes rows, IdSource ids) {
    this.rows = rows;
    this.ids = ids;
  }

  /** Makes a configured mailbox known. */
  @Transactional
  public Mailbox introduce(String name, String address) {
    String normal = MailAddress.of(address).normalized();
    Mailbox mailbox =
        rows.findByName(name).orElseGet(() -> rows.save(new Mailbox(ids.next(), name, normal)));
    if (!mailbox.address().equals(normal)) {
      rows.changeAddress(mailbox.id(), normal);
    }
    known.put(name, mailbox.id());
    return new Mailbox(mailbox.id(), name, normal);
  }

  long idOf(String name) {
    return Optional.ofNullable(known.get(name)).orElseThrow();
  }
}
