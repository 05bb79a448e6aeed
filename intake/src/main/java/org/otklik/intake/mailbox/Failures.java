package org.otklik.intake.mailbox;

import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.FolderNotFoundException;
import jakarta.mail.MessagingException;
import jakarta.mail.ReadOnlyFolderException;
import java.util.regex.Pattern;
import org.otklik.intake.wire.Trouble;

/** Says what an exception of Angus Mail means for the one who looks after the mailbox. */
final class Failures {
  /** The account is right but can't be used now (RFC 5530 §3). */
  private static final Pattern NOT_NOW = Pattern.compile("\\[(UNAVAILABLE|LIMIT|INUSE|SERVERBUG)");

  private Failures() {}

  static MailboxFailure of(MessagingException failure, MailboxSettings settings) {
    return new MailboxFailure(words(failure, settings), failure);
  }

  private static String words(MessagingException failure, MailboxSettings settings) {
    var saying = Trouble.saying(failure);
    return switch (failure) {
      case AuthenticationFailedException _ when NOT_NOW.matcher(saying).find() ->
          "The server lets nobody in as " + settings.user() + " now: " + saying + ".";
      case AuthenticationFailedException _ ->
          "The server refused the %s of %s: %s."
              .formatted(
                  settings.accessToken().isPresent() ? "access token" : "password",
                  settings.user(),
                  saying);
      case FolderNotFoundException _ ->
          "There is no folder " + settings.folder() + " in the mailbox.";
      case ReadOnlyFolderException _ ->
          "The folder " + settings.folder() + " may only be read, so nothing can be marked in it.";
      default ->
          Trouble.onTheWay(failure, settings.server())
              .orElse("The conversation with " + settings.host() + " broke off: " + saying + ".");
    };
  }
}
