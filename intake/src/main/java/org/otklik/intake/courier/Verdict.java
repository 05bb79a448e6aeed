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
import org.otklik.intake.wire.Problem;
import org.otklik.intake.wire.Problem.Kind;
import org.otklik.intake.wire.Trouble;

/** Reads from the server's reply whether trying again can help (RFC 5321 §4.2.1). */
final class Verdict {
  private static final int TOO_BIG = 552; // RFC 1870 §6.1
  private static final int NO_LOGIN = 530; // RFC 4954 §6

  private Verdict() {}

  static Delivery on(MessagingException failure, SmtpSettings settings) {
    if (failure instanceof AuthenticationFailedException) {
      return new Deferred(
          Problem.of(
              settings.byToken() ? Kind.TOKEN_REFUSED : Kind.PASSWORD_REFUSED,
              settings.login().map(Login::user).orElse("-"),
              Trouble.saying(failure)));
    }
    for (Exception e = failure; e != null; e = next(e)) {
      switch (e) {
        case SMTPAddressFailedException address -> {
          return onReply(
              address.getReturnCode(),
              Problem.of(Kind.RECIPIENT_REFUSED, address.getAddress(), Trouble.saying(address)));
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
            .orElseGet(() -> Problem.of(Kind.NOT_HANDED_OVER, Trouble.saying(failure))));
  }

  /** What the server says to the sender or the session concerns us, not this mail. */
  private static Delivery onSend(SMTPSendFailedException send) {
    var command = String.valueOf(send.getCommand());
    boolean aboutUs = command.startsWith("MAIL") && send.getReturnCode() != TOO_BIG;
    return aboutUs || send.getReturnCode() == NO_LOGIN
        ? new Deferred(Problem.of(Kind.SENDING_REFUSED, Trouble.saying(send)))
        : onReply(send.getReturnCode(), Problem.of(Kind.MAIL_REFUSED, Trouble.saying(send)));
  }

  private static Delivery senderRefused(SMTPSenderFailedException sender) {
    return new Deferred(
        Problem.of(Kind.SENDER_REFUSED, sender.getAddress(), Trouble.saying(sender)));
  }

  private static Delivery onReply(int code, Problem problem) {
    return code >= 500 && code < 600 ? new Refused(problem) : new Deferred(problem);
  }

  private static @Nullable Exception next(Exception failure) {
    return failure instanceof MessagingException chained ? chained.getNextException() : null;
  }
}
