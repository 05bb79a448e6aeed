package org.otklik.helpdesk.mailbox;

import io.micronaut.context.annotation.Value;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.otklik.helpdesk.database.CannotStartException;

/**
 * Seals what lets into the mailboxes that were made in the console. A seal names the server, the
 * user and the application that the secrets are for: whoever writes another server beside them, in
 * the console or in the database, doesn't get them sent there.
 */
@Singleton
public class MailboxSeal {
  /** What an administrator has to set. */
  public static final String SETTING = "otklik.sealing-key";

  private static final int SHORTEST_KEY = 32;

  private final Optional<Seal> seal;

  MailboxSeal(@Value("${otklik.sealing-key:}") String key) {
    if (!key.isBlank() && key.strip().length() < SHORTEST_KEY) {
      throw new CannotStartException(
          SETTING + " must have at least " + SHORTEST_KEY + " characters; nobody should guess it.");
    }
    this.seal =
        key.isBlank()
            ? Optional.empty()
            : Optional.of(new Seal(key.strip(), "otklik mailbox secrets"));
  }

  /** Whether secrets can be kept. */
  public boolean hasKey() {
    return seal.isPresent();
  }

  String seal(MailboxSecrets secrets, MailboxForm of) {
    return seal.orElseThrow().seal(secrets.written(), of.destination());
  }

  /** Nothing without the key that they were sealed with, or when they are for somebody else. */
  Optional<MailboxSecrets> open(String sealed, MailboxForm of) {
    return seal.flatMap(s -> s.open(sealed, of.destination())).map(MailboxSecrets::read);
  }
}
