package org.otklik.helpdesk.courier;

import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import org.otklik.helpdesk.IdSource;
import org.otklik.helpdesk.mailbox.MailSettings;
import org.otklik.helpdesk.outbox.Letters;
import org.otklik.intake.courier.SmtpCourier;

/** Makes what writes letters down and what carries them, from the settings. */
@Factory
final class CourierParts {
  @Singleton
  @Bean(preDestroy = "close")
  SmtpCourier courier(MailSettings settings) {
    return new SmtpCourier(settings.outgoing());
  }

  @Singleton
  Letters letters(IdSource ids, MailSettings settings) {
    return new Letters(ids, settings.domain(), settings.fromName());
  }
}
