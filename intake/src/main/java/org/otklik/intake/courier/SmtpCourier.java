package org.otklik.intake.courier;

import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import java.io.IOException;
import java.util.concurrent.locks.ReentrantLock;
import org.eclipse.angus.mail.smtp.SMTPTransport;
import org.jspecify.annotations.Nullable;
import org.otklik.intake.courier.Delivery.Refused;
import org.otklik.intake.wire.AccessToken.NoToken;
import org.otklik.intake.wire.Login;
import org.otklik.intake.wire.Problem;
import org.otklik.intake.wire.Trouble;

/**
 * Hands mail to an SMTP server, one at a time, over a connection that is kept for a run of mails
 * and made anew when the server has ended it. May be called from any thread; several couriers send
 * side by side. It tries once: when to try again is the outbox's matter.
 */
public final class SmtpCourier implements AutoCloseable {
  private final SmtpSettings settings;
  private final Session session;
  private final ReentrantLock lock = new ReentrantLock();
  private @Nullable SMTPTransport transport;

  public SmtpCourier(SmtpSettings settings) {
    this.settings = settings;
    var properties = settings.server().mailProperties("smtp", settings.byToken());
    properties.put("mail.smtp.auth", Boolean.toString(settings.login().isPresent()));
    // Closing waits for no answer to QUIT: the server may be the one that hangs.
    properties.put("mail.smtp.quitwait", "false");
    settings.heloName().ifPresent(name -> properties.put("mail.smtp.localhost", name));
    this.session = Session.getInstance(properties);
  }

  /** Sends a mail, or says why not. Never throws for what mail or server do wrong. */
  public Delivery send(OutgoingMail mail) {
    lock.lock();
    try {
      Headers.checkOneLine(mail);
      var open = connected();
      var message = new Composer(session, open.supportsExtension("8BITMIME")).compose(mail);
      open.sendMessage(message, message.getAllRecipients());
      return new Delivery.Accepted(open.getLastServerResponse().strip());
    } catch (Unfit e) {
      return new Refused(e.problem());
    } catch (NoToken e) {
      return new Delivery.Deferred(e.problem());
    } catch (IOException e) {
      return new Delivery.Deferred(Problem.of(Problem.Kind.ORIGINAL_UNREADABLE, Trouble.saying(e)));
    } catch (MessagingException e) {
      return Verdict.on(e, settings);
    } finally {
      lock.unlock();
    }
  }

  /** Ends the connection, if there is one; the next mail makes another. */
  @Override
  public void close() {
    lock.lock();
    try {
      if (transport != null) {
        transport.close();
      }
    } catch (MessagingException _) {
      // It is given up anyway.
    } finally {
      transport = null;
      lock.unlock();
    }
  }

  /** The kept connection when the server still answers on it, or else a new one. */
  private SMTPTransport connected() throws MessagingException, NoToken {
    var kept = transport;
    if (kept != null && kept.isConnected()) {
      return kept;
    }
    var login = settings.login().orElse(null);
    var user = login == null ? null : login.user();
    var secret = login == null ? null : login.secret();
    var fresh = (SMTPTransport) session.getTransport("smtp");
    try {
      fresh.connect(settings.server().host(), settings.server().port(), user, secret);
    } catch (AuthenticationFailedException e) {
      settings.login().ifPresent(Login::refused);
      throw e;
    }
    transport = fresh;
    return fresh;
  }
}
