package org.otklik.intake.mailbox;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.otklik.intake.wire.Problem;
import org.otklik.intake.wire.Problem.Kind;

/** Marks what is to be removed; the server removes it at QUIT (RFC 1939 §6). */
final class Pop3Telling implements Telling {
  /** As many as the sink names at once: there may be more. */
  private static final int FULL = 1000;

  private final Pop3Connection connection;
  private final boolean deletes;
  private final Set<Long> marked = new LinkedHashSet<>();
  private boolean more;
  private Optional<Problem> problem = Optional.empty();

  Pop3Telling(Pop3Connection connection, MailboxSettings settings) {
    this.connection = connection;
    this.deletes = settings.afterReading() instanceof AfterReading.Delete;
  }

  /** What is left, or is gone already, is told by that; what is marked only when all ends well. */
  @Override
  public List<Long> tell(List<Long> uids) throws MailboxFailure {
    if (!deletes) {
      return uids;
    }
    var there = connection.entries();
    List<Long> gone = new ArrayList<>();
    List<Pop3Connection.Entry> toMark = new ArrayList<>();
    for (var uid : uids) {
      var entry = there.get(uid);
      if (entry == null) {
        gone.add(uid);
      } else if (marked.add(uid)) {
        toMark.add(entry);
      }
    }
    connection.askEach(
        toMark,
        number -> "DELE " + number,
        (entry, reply, _) -> {
          if (!reply.ok()) {
            problem = Optional.of(Problem.of(Kind.CANT_DELETE, reply.text()));
          }
        });
    return gone;
  }

  /**
   * The conversation has ended.
   *
   * @param refusal what the server said when it could not remove all
   * @return what is gone now
   */
  List<Long> quit(Optional<String> refusal) {
    refusal.ifPresent(why -> problem = Optional.of(Problem.of(Kind.CANT_DELETE, why)));
    if (problem.isPresent()) {
      return List.of(); // Which ones, the next conversation shows.
    }
    more = marked.size() >= FULL;
    return List.copyOf(marked);
  }

  boolean mayHaveMore() {
    return more;
  }

  @Override
  public Optional<Problem> problem() {
    return problem;
  }
}
