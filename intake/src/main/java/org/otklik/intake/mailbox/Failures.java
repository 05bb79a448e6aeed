package org.otklik.intake.mailbox;

import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.FolderNotFoundException;
import jakarta.mail.MessagingException;
import jakarta.mail.ReadOnlyFolderException;
import java.util.regex.Pattern;
import org.otklik.intake.wire.Problem;
import org.otklik.intake.wire.Problem.Kind;
import org.otklik.intake.wire.Trouble;

/** Says what went wrong with a server for the one who looks after the mailbox. */
final class Failures {
  /** The account is right but can't be used now (RFC 5530 §3, RFC 2449 §8, RFC 3206 §4). */
  private static final Pattern NOT_NOW =
      Pattern.compile("\\[(UNAVAILABLE|LIMIT|INUSE|SERVERBUG|IN-USE|LOGIN-DELAY|SYS/TEMP)");

  private Failures() {}

  static MailboxFailure of(MessagingException failure, MailboxSettings settings) {
    return new MailboxFailure(problem(failure, settings), failure);
  }

  private static Problem problem(MessagingException failure, MailboxSettings settings) {
    return switch (failure) {
      case AuthenticationFailedException _ -> loginRefused(Trouble.saying(failure), settings);
      case FolderNotFoundException _ -> Problem.of(Kind.NO_FOLDER, settings.folder());
      case ReadOnlyFolderException _ -> Problem.of(Kind.FOLDER_READ_ONLY, settings.folder());
      default -> onTheWay(failure, settings);
    };
  }

  /** The server refused a login, and said something. */
  static Problem loginRefused(String saying, MailboxSettings settings) {
    if (NOT_NOW.matcher(saying).find()) {
      return Problem.of(Kind.LOGIN_NOT_NOW, settings.user(), saying);
    }
    settings.login().refused();
    return Problem.of(
        settings.login().byToken() ? Kind.TOKEN_REFUSED : Kind.PASSWORD_REFUSED,
        settings.user(),
        saying);
  }

  /** The conversation broke off. */
  static Problem onTheWay(Exception failure, MailboxSettings settings) {
    if (isTooMuch(failure)) {
      return Problem.of(Kind.ANSWER_TOO_LONG, settings.host(), BoundedStore.MOST >> 20);
    }
    return Trouble.problem(failure, settings.host(), settings.port(), settings.server().timeout())
        .orElseGet(
            () -> Problem.of(Kind.CONVERSATION_BROKEN, settings.host(), Trouble.saying(failure)));
  }

  private static boolean isTooMuch(Throwable failure) {
    for (Throwable t = failure; t != null; t = t.getCause()) {
      if (t instanceof BoundedStore.TooMuch) {
        return true;
      }
    }
    return false;
  }
}
