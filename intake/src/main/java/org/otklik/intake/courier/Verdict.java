package org.otklik.intake.courier;

import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;
import org.jspecify.annotations.Nullable;
import org.otklik.intake.courier.Delivery.Deferred;
import org.otklik.intake.courier.Delivery.Refused;
import org.otklik.intake.wire.Login;
import org.otklik.intake.wire.Trouble;

/** Reads from the server's reply whether trying again can help (RFC 5321 §4.2.1). */
final class Verdict {
  private static final int TOO_BIG = 552; // RFC 1870 §6.1
  private static final int NO_LOGIN = 530; // RFC 4954 §6

  private Verdict() {}

  static Delivery on(MessagingException failure, SmtpSettings settings) {
    if (failure instanceof AuthenticationFailedException) {
      return new Deferred(
          "The server refused the %s of %s: %s."
              .formatted(
                  settings.byToken() ? "access token" : "password",
                  settings.login().map(Login::user).orElse("nobody"),
                  Trouble.saying(failure)));
    }
    for (Exception e = failure; e != null; e = next(e)) {
      switch (e) {
        case SMTPAddressFailedException address -> {
          var who = String.valueOf(address.getAddress());
          return onReply(address.getReturnCode(), "The server refuses " + who, address);
        }
        case SMTPSenderFailedException sender -> {
          return senderRefused(sender);
        }
        case SMTPSendFailedException send
            when !(next(send) instanceof SMTPSenderFailedException) -> {
          return onSend(send);
        }
        default -> {
          // The reason lies deeper.
        }
      }
    }
    return new Deferred(
        Trouble.onTheWay(failure, settings.server())
            .orElse("The mail could not be handed over: " + Trouble.saying(failure) + "."));
  }

  /** What the server says to the sender or the session concerns us, not this mail. */
  private static Delivery onSend(SMTPSendFailedException send) {
    var command = String.valueOf(send.getCommand());
    boolean aboutUs = command.startsWith("MAIL") && send.getReturnCode() != TOO_BIG;
    return aboutUs || send.getReturnCode() == NO_LOGIN
        ? new Deferred("The server does not let us send: " + Trouble.saying(send) + ".")
        : onReply(send.getReturnCode(), "The server refuses the mail", send);
  }

  private static Delivery senderRefused(SMTPSenderFailedException sender) {
    return new Deferred(
        "The server does not let us send as %s: %s."
            .formatted(sender.getAddress(), Trouble.saying(sender)));
  }

  private static Delivery onReply(int code, String what, Exception reply) {
    var words = what + ": " + Trouble.saying(reply) + ".";
    return code >= 500 && code < 600 ? new Refused(words) : new Deferred(words);
  }

  private static @Nullable Exception next(Exception failure) {
    return failure instanceof MessagingException chained ? chained.getNextException() : null;
  }
}
