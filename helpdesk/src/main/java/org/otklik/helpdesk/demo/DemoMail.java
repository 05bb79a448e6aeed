package org.otklik.helpdesk.demo;

import static org.otklik.helpdesk.demo.DemoMailServer.LOOPBACK;
import static org.otklik.helpdesk.demo.DemoPeople.SUPPORT;

import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Requires;
import io.micronaut.context.annotation.Value;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.otklik.helpdesk.mailbox.MailSettings;
import org.otklik.helpdesk.mailbox.MailSettings.ReadMailbox;
import org.otklik.intake.courier.SmtpSettings;
import org.otklik.intake.mailbox.MailboxSettings;
import org.otklik.intake.screening.Trust;
import org.otklik.intake.wire.Security;

/** The demo's mail settings, in the place of a provider's configuration. */
@Factory
@Requires(condition = InDemo.class)
final class DemoMail {
  /** One mailbox on the demo's own server, which is trusted; its state says so. */
  @Singleton
  MailSettings settings(
      DemoMailServer server,
      @Value("${otklik.zone}") ZoneId zone,
      @Value("${otklik.outgoing.claim:60s}") Duration claim) {
    return new MailSettings(
        zone,
        "Otklik",
        SUPPORT.address(),
        SmtpSettings.of(LOOPBACK, Security.PLAIN).withPort(server.smtpPort()),
        claim,
        List.of(
            new ReadMailbox(
                SUPPORT.address(),
                MailboxSettings.of(
                        "support", LOOPBACK, Security.PLAIN, SUPPORT.address(), SUPPORT.password())
                    .withPort(server.imapPort())
                    .withPollEvery(Duration.ofSeconds(10)),
                new Trust.InServer(),
                Optional.empty())));
  }
}
