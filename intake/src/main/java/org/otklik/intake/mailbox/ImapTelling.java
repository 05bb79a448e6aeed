package org.otklik.intake.mailbox;

import java.util.List;
import java.util.Optional;
import org.otklik.intake.wire.Problem;
import org.otklik.intake.wire.Problem.Kind;

/** Tells by flags, moves and removals. */
final class ImapTelling implements Telling {
  private final ImapConnection connection;
  private final MailboxSettings settings;
  private Optional<Problem> problem = Optional.empty();

  ImapTelling(ImapConnection connection, MailboxSettings settings) {
    this.connection = connection;
    this.settings = settings;
  }

  @Override
  public List<Long> tell(List<Long> uids) throws MailboxFailure {
    var set = UidSet.of(uids);
    var refusal =
        switch (settings.afterReading()) {
          case AfterReading.Leave() -> Optional.<String>empty();
          case AfterReading.MarkSeen() -> change("UID STORE " + set + " +FLAGS.SILENT (\\Seen)");
          case AfterReading.MoveTo(var folder) -> move(set, folder);
          case AfterReading.Delete() -> delete(set);
        };
    problem = refusal.map(this::problem);
    return problem.isEmpty() ? uids : List.of();
  }

  @Override
  public Optional<Problem> problem() {
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

  private Problem problem(String why) {
    return switch (settings.afterReading()) {
      case AfterReading.Leave(), AfterReading.MarkSeen() -> Problem.of(Kind.CANT_MARK, why);
      case AfterReading.MoveTo(var folder) -> Problem.of(Kind.CANT_MOVE, folder, why);
      case AfterReading.Delete() -> Problem.of(Kind.CANT_DELETE, why);
    };
  }
}
