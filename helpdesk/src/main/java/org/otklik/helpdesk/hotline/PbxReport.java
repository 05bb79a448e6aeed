package org.otklik.helpdesk.hotline;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.otklik.helpdesk.words.Words;
import org.otklik.telephony.asterisk.Pbx;

/**
 * How a PBX is doing, for people.
 *
 * @param fault why it is down: a name that stays
 * @param detail what the machine says of it
 * @param since when it was connected, or lost, UTC
 * @param lag how long its last answer took
 * @param reconciled when its ledger was read last, UTC
 * @param openCalls that go on, or whose end isn't registered yet
 * @param recordingsAway why its recordings can't be fetched; nothing where they can
 * @param elsewhere the program that watches it, if that isn't this one
 */
public record PbxReport(
    String name,
    String host,
    int port,
    boolean secured,
    String queue,
    PbxPhase phase,
    Optional<String> fault,
    String detail,
    Optional<Instant> since,
    Optional<Duration> lag,
    Optional<Instant> reconciled,
    int openCalls,
    Optional<String> recordingsAway,
    Optional<String> elsewhere) {

  static PbxReport of(WatchedPbx watched, Optional<PbxRun> run, boolean here) {
    var pbx = watched.pbx();
    boolean alive = run.filter(PbxRun::watched).isPresent();
    return new PbxReport(
        watched.name(),
        pbx.host(),
        pbx.port(),
        !(pbx.tls() instanceof Pbx.Tls.None),
        pbx.queue().name(),
        alive ? run.get().phase() : PbxPhase.STOPPED,
        run.filter(PbxRun::watched).map(PbxRun::fault),
        alive ? run.get().detail() : "",
        run.map(PbxRun::since),
        run.filter(PbxRun::watched).map(PbxRun::lagMillis).map(Duration::ofMillis),
        run.map(PbxRun::reconciledAt),
        run.map(PbxRun::openCalls).orElse(0),
        run.filter(PbxRun::watched)
            .filter(_ -> watched.recordings().isPresent())
            .map(PbxRun::recordingsAway)
            .filter(why -> !why.isEmpty()),
        here || !alive ? Optional.empty() : run.map(PbxRun::holder));
  }

  /** Whether somebody should look after it. */
  public boolean failing() {
    return phase == PbxPhase.DOWN || phase == PbxPhase.STOPPED;
  }

  /** What is wrong with its recordings, in the reader's words. */
  public Optional<String> recordingsProblem(Words words) {
    return recordingsAway.map(why -> words.say("pbx.found.recordings-away", why));
  }

  /** What is wrong, in the reader's words. */
  public Optional<String> problem(Words words) {
    return fault.map(name ->
        words.say("pbx.fault." + name.toLowerCase(Locale.ROOT).replace('_', '-'))
            + (detail.isEmpty() ? "" : " (" + detail + ")"));
  }
}
