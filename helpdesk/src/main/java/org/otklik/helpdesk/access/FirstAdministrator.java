package org.otklik.helpdesk.access;

import io.micronaut.context.annotation.Value;
import io.micronaut.context.event.ApplicationEventListener;
import io.micronaut.runtime.server.event.ServerStartupEvent;
import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.otklik.helpdesk.IdSource;
import org.otklik.helpdesk.access.Operator.OperatorRole;
import org.otklik.helpdesk.client.Language;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the first account of a fresh installation, as OTKLIK_ADMIN_LOGIN, OTKLIK_ADMIN_EMAIL and
 * OTKLIK_ADMIN_PASSWORD say. As soon as there is any operator they no longer matter.
 */
@Singleton
public class FirstAdministrator implements ApplicationEventListener<ServerStartupEvent> {
  private static final Logger LOG = LoggerFactory.getLogger(FirstAdministrator.class);

  private final Access.AccessRows rows;
  private final IdSource ids;
  private final String login;
  private final @Nullable String email;
  private final @Nullable String password;

  FirstAdministrator(
      Access.AccessRows rows,
      IdSource ids,
      @Value("${otklik.admin.login:admin}") String login,
      @Value("${otklik.admin.email:}") @Nullable String email,
      @Value("${otklik.admin.password:}") @Nullable String password) {
    this.rows = rows;
    this.ids = ids;
    this.login = login;
    this.email = email;
    this.password = password;
  }

  @Override
  @Transactional
  public void onApplicationEvent(ServerStartupEvent started) {
    if (rows.count() > 0) {
      return;
    }
    if (password == null || password.isBlank() || email == null || email.isBlank()) {
      LOG.warn(
          "There is no operator yet: set OTKLIK_ADMIN_EMAIL and OTKLIK_ADMIN_PASSWORD and start"
              + " again");
      return;
    }
    rows.save(
        new Operator(
            ids.next(),
            login.strip().toLowerCase(Locale.ROOT),
            login,
            email,
            OperatorRole.ADMINISTRATOR,
            Language.EN,
            Passwords.hash(password),
            true,
            0,
            null,
            null,
            0));
  }
}
