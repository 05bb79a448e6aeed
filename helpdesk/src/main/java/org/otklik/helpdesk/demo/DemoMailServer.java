package org.otklik.helpdesk.demo;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.micronaut.context.annotation.Requires;
import io.micronaut.context.annotation.Value;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import org.otklik.helpdesk.database.CannotStartException;
import org.otklik.helpdesk.mail.MailSettings;
import org.otklik.helpdesk.mail.MailSettings.ReadMailbox;
import org.otklik.intake.courier.SmtpSettings;
import org.otklik.intake.mailbox.MailboxSettings;
import org.otklik.intake.screening.Trust;
import org.otklik.intake.wire.Security;

/**
 * The demo's mail server, GreenMail, on loopback: SMTP that takes mail for anybody, IMAP for the
 * mailboxes. It keeps mail in memory only.
 */
@Singleton
@Requires(condition = InDemo.class)
public final class DemoMailServer {
  private static final String LOOPBACK = "127.0.0.1";

  private final GreenMail greenMail;
  private final int smtpPort;
  private final int imapPort;

  DemoMailServer(
      @Value("${otklik.demo.smtp-port}") int smtpPort,
      @Value("${otklik.demo.imap-port}") int imapPort) {
    requireFree(smtpPort, "SMTP", "OTKLIK_SMTP_PORT");
    requireFree(imapPort, "IMAP", "OTKLIK_IMAP_PORT");
    greenMail =
        new GreenMail(
            new ServerSetup[] {
              new ServerSetup(smtpPort, LOOPBACK, ServerSetup.PROTOCOL_SMTP),
              new ServerSetup(imapPort, LOOPBACK, ServerSetup.PROTOCOL_IMAP)
            });
    greenMail.start();
    this.smtpPort = greenMail.getSmtp().getPort();
    this.imapPort = greenMail.getImap().getPort();
    for (DemoPeople.Mailbox mailbox : DemoPeople.MAILBOXES) {
      greenMail.setUser(mailbox.address(), mailbox.address(), mailbox.password());
    }
  }

  private static void requireFree(int port, String what, String variable) {
    try (var socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      socket.setReuseAddress(true);
    } catch (IOException e) {
      throw new CannotStartException(
          "Port %d for the demo's %s server (%s) is already in use on this machine."
              .formatted(port, what, variable),
          e);
    }
  }

  public int smtpPort() {
    return smtpPort;
  }

  public int imapPort() {
    return imapPort;
  }

  /** The program's mail settings on this server; it is trusted, which its mailbox says. */
  public MailSettings settings(ZoneId zone, Duration claim) {
    return new MailSettings(
        zone,
        "Otklik",
        DemoPeople.SUPPORT.address(),
        SmtpSettings.of(LOOPBACK, Security.PLAIN).withPort(smtpPort),
        claim,
        List.of(
            new ReadMailbox(
                DemoPeople.SUPPORT.address(),
                MailboxSettings.of(
                        "support",
                        LOOPBACK,
                        Security.PLAIN,
                        DemoPeople.SUPPORT.address(),
                        DemoPeople.SUPPORT.password())
                    .withPort(imapPort)
                    .withPollEvery(Duration.ofSeconds(10)),
                new Trust.InServer())));
  }

  @PreDestroy
  void close() {
    greenMail.stop();
  }
}
