package org.otklik.helpdesk.access;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import io.micronaut.data.annotation.Version;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.otklik.helpdesk.client.Language;

/**
 * One of the provider's people (специалист).
 *
 * @param passwordHash Argon2id as a PHC string
 * @param lockedUntil no sign-in before, after too many failed ones
 * @param extension their telephone at the PBX, digits only
 */
@MappedEntity("operator")
public record Operator(
    @Id long id,
    String login,
    String name,
    String email,
    OperatorRole role,
    Language language,
    String passwordHash,
    boolean active,
    int failedSignIns,
    @Nullable Instant lockedUntil,
    @Nullable String extension,
    @Version long version) {

  /** What an operator may do. */
  public enum OperatorRole {
    OPERATOR,
    SUPERVISOR,
    ADMINISTRATOR
  }

  @Override
  public String toString() {
    return login;
  }
}
