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
import org.otklik.helpdesk.database.CannotStartException;

/**
 * The demo's mail server, GreenMail, on loopback: SMTP that takes mail for anybody, IMAP for the
 * mailboxes. It keeps mail in memory only.
 */
@Singleton
@Requires(condition = InDemo.class)
public final class DemoMailServer {
  static final String LOOPBACK = "127.0.0.1";

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

  @PreDestroy
  void close() {
    greenMail.stop();
  }
}
