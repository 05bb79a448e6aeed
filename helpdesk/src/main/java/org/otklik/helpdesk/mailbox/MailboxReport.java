package org.otklik.helpdesk.mailbox;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.otklik.helpdesk.mailbox.MailSettings.ReadMailbox;
import org.otklik.helpdesk.words.Words;
import org.otklik.intake.mailbox.MailboxState;
import org.otklik.intake.mailbox.MailboxState.Phase;
import org.otklik.intake.screening.Trust;
import org.otklik.intake.wire.Problem;
import org.otklik.intake.wire.Problem.Kind;

/**
 * How a mailbox is doing, for people.
 *
 * @param protocol {@code IMAP} or {@code POP3}
 * @param client whose own it is; empty: everybody's
 * @param phase what its reader is doing: {@code CONNECTING}, {@code READING}, {@code WAITING},
 *     {@code FAILING}, {@code PAUSED}, {@code STOPPED}
 * @param pausedBy who paused it
 * @param elsewhere the program that reads it, if that isn't this one
 * @param silent whether it has not been read to its end for too long
 * @param idle whether the server tells of new messages by itself
 * @param backlog how many messages are known to wait in it
 * @param lastSuccess when it was last found read to its end, UTC
 * @param problems what is wrong
 * @param nextTry when a failing mailbox is tried again, UTC
 */
public record MailboxReport(
    String name,
    String address,
    String protocol,
    String folder,
    Optional<Long> client,
    boolean trustsItsServer,
    String phase,
    Optional<String> pausedBy,
    Optional<String> elsewhere,
    boolean silent,
    boolean idle,
    long backlog,
    Optional<Instant> lastSuccess,
    List<Problem> problems,
    Optional<Instant> nextTry) {

  /** By what its reader here says, or what another program's said last. */
  static MailboxReport of(
      ReadMailbox mailbox,
      Optional<MailboxState> here,
      Optional<MailboxRun> run,
      Instant now,
      Silence silence) {
    boolean paused = run.filter(MailboxRun::isPaused).isPresent();
    var told = run.map(MailboxReport::told).orElseGet(() -> MailboxState.in(Phase.STOPPED));
    var state = paused ? MailboxState.in(Phase.PAUSED) : here.orElse(told);
    Optional<Instant> last = state.lastSuccess().or(() -> told.lastSuccess());
    boolean silent =
        !paused
            && state.phase() != Phase.READING
            && silence.isOver(last.orElse(silence.began()), now);
    var problems = new ArrayList<>(state.problems());
    if (silent) {
      problems.add(Problem.of(Kind.SILENT, last.orElse(silence.began())));
    }
    return new MailboxReport(
        mailbox.name(),
        mailbox.address(),
        mailbox.settings().protocol().name(),
        mailbox.settings().folder(),
        mailbox.client(),
        mailbox.trust() instanceof Trust.InServer,
        state.phase().name(),
        run.flatMap(r -> Optional.ofNullable(r.pausedBy())),
        here.isPresent() ? Optional.empty() : run.flatMap(r -> Optional.ofNullable(r.holder())),
        silent,
        state.idle(),
        state.backlog(),
        last,
        problems,
        state.nextTry());
  }

  /**
   * When silence is worth an alarm.
   *
   * @param began when this program began to look
   */
  record Silence(Duration longest, Instant began) {
    private boolean isOver(Instant last, Instant now) {
      return last.plus(longest).isBefore(now) && began.plus(longest).isBefore(now);
    }
  }

  private static MailboxState told(MailboxRun run) {
    return new MailboxState(
        Phase.valueOf(run.phase()),
        run.lastSuccess(),
        MailboxProblems.read(run.problems()),
        Optional.ofNullable(run.nextTryAt()),
        run.backlog(),
        run.idle());
  }

  /** Whether somebody should look after it. */
  public boolean failing() {
    return phase.equals(Phase.FAILING.name()) || silent;
  }

  public boolean paused() {
    return phase.equals(Phase.PAUSED.name());
  }

  /** What is wrong, in English. */
  public Optional<String> problem() {
    return problems.isEmpty()
        ? Optional.empty()
        : Optional.of(problems.stream().map(Problem::words).collect(Collectors.joining(" ")));
  }

  /** What is wrong, in the reader's words. */
  public Optional<String> problem(Words words) {
    return problems.isEmpty()
        ? Optional.empty()
        : Optional.of(MailboxProblems.say(problems, words));
  }
}
