package org.otklik.intake.mailbox;

import java.util.List;
import java.util.Optional;

/** Tells the mailbox which messages are done with, in the way that is configured. */
final class Telling {
  private final ImapConnection connection;
  private final MailboxSettings settings;
  private Optional<String> problem = Optional.empty();

  Telling(ImapConnection connection, MailboxSettings settings) {
    this.connection = connection;
    this.settings = settings;
  }

  /**
   * Tells.
   *
   * @return whether the server took it
   */
  boolean tell(List<Long> uids) throws MailboxFailure {
    var set = UidSet.of(uids);
    var refusal =
        switch (settings.afterReading()) {
          case AfterReading.MarkSeen() -> change("UID STORE " + set + " +FLAGS.SILENT (\\Seen)");
          case AfterReading.MoveTo(var folder) -> move(set, folder);
          case AfterReading.Delete() -> delete(set);
        };
    problem =
        refusal.map(why -> "Messages are read, but the server does not " + deed() + ": " + why);
    return problem.isEmpty();
  }

  /** Why the mailbox could not be told last time. */
  Optional<String> problem() {
    return problem;
  }

  private Optional<String> move(String set, String folder) throws MailboxFailure {
    if (connection.can("MOVE")) {
      return into(folder, "UID MOVE " + set);
    }
    var refusal = into(folder, "UID COPY " + set);
    return refusal.isPresent() ? refusal : delete(set);
  }

  /** The folder is made when the server says that it is missing (RFC 9051 §6.4.7, TRYCREATE). */
  private Optional<String> into(String folder, String command) throws MailboxFailure {
    var response = connection.change(command, folder);
    if (response.isNO() && connection.change("CREATE", folder).isOK()) {
      response = connection.change(command, folder);
    }
    return response.isOK() ? Optional.empty() : Optional.of(response.getRest());
  }

  /**
   * Without UIDPLUS (RFC 4315) the messages stay marked as deleted: EXPUNGE would also remove what
   * other programs have marked.
   */
  private Optional<String> delete(String set) throws MailboxFailure {
    var refusal = change("UID STORE " + set + " +FLAGS.SILENT (\\Deleted)");
    return refusal.isEmpty() && connection.can("UIDPLUS") ? change("UID EXPUNGE " + set) : refusal;
  }

  private Optional<String> change(String command) throws MailboxFailure {
    var response = connection.change(command);
    return response.isOK() ? Optional.empty() : Optional.of(response.getRest());
  }

  private String deed() {
    return switch (settings.afterReading()) {
      case AfterReading.MarkSeen() -> "let them be marked as seen";
      case AfterReading.MoveTo(var folder) -> "let them be moved to " + folder;
      case AfterReading.Delete() -> "let them be deleted";
    };
  }
}
