package org.otklik.telephony.asterisk;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.asteriskjava.manager.action.CoreSettingsAction;
import org.asteriskjava.manager.action.QueueAddAction;
import org.asteriskjava.manager.action.QueueRemoveAction;
import org.asteriskjava.manager.event.ManagerEvent;
import org.asteriskjava.manager.event.QueueMemberAddedEvent;
import org.asteriskjava.manager.response.CoreSettingsResponse;
import org.jspecify.annotations.Nullable;

/**
 * Tries everything that the hotline needs of a PBX, and says in words what is wrong. It leaves
 * nothing behind: for a moment the queue has a paused member that is never rung.
 */
public final class PbxCheck {
  /** A member that no telephone is behind. */
  private static final String NOBODY = "Local/echo@otklik-gateway/n";

  private static final String DIALPLAN_VERSION = "1";
  private static final Duration CLOCK_OFF = Duration.ofSeconds(30);

  private final Pbx pbx;
  private final Timing timing;
  private final InstantSource clock;
  private final BlockingQueue<ManagerEvent> heard = new LinkedBlockingQueue<>(10_000);
  private final List<Finding> findings = new ArrayList<>();

  /** What is looked at. */
  public enum Point {
    CONNECTION,
    VERSION,
    LEDGER,
    DIALPLAN,
    CLOCK,
    QUEUE
  }

  /** What can be found. */
  public enum Kind {
    LET_IN(true, "The PBX lets us in."),
    NOT_LET_IN(false, "%2$s"),
    VERSION(true, "It is Asterisk %s."),
    LACKS(false, "The user %s lacks a privilege: add %s to %s in manager.conf."),
    LEDGER(true, "The ledger can be read."),
    LEDGER_EMPTY(true, "The ledger can be read; it is empty."),
    TOO_OLD(
        false,
        "This Asterisk, %s, is too old to read the ledger from: it takes 16.28, 18.14, 19.6, 20 or"
            + " newer."),
    DIALPLAN(true, "The hotline's dialplan is there."),
    NO_DIALPLAN(
        false, "The hotline's dialplan isn't there: include extensions_otklik.conf, and reload."),
    OTHER_DIALPLAN(
        false,
        "The dialplan is of another version than this program: install the files that came with"
            + " it."),
    SYSTEM_NAME(
        false,
        "systemname in asterisk.conf has characters other than Latin letters, digits, dots, hyphens"
            + " and underscores: no call could be told from another."),
    CLOCK(true, "The PBX's clock is right."),
    CLOCK_OFF(
        false,
        "The PBX's clock and ours are %s seconds apart: calls would be registered at the wrong"
            + " time."),
    QUEUE(true, "The queue %s is there."),
    NO_QUEUE(false, "There is no queue %s."),
    /** In the PBX's own words. */
    REFUSED(false, "%s"),
    INTERRUPTED(false, "Interrupted.");

    private final boolean fine;
    private final String words;

    Kind(boolean fine, String words) {
      this.fine = fine;
      this.words = words;
    }
  }

  /**
   * What was found.
   *
   * @param details what its words name; of {@code NOT_LET_IN} the {@link LinkState.Fault}'s name,
   *     and its words
   */
  public record Finding(Point point, Kind kind, List<String> details) {
    public Finding {
      details = List.copyOf(details);
    }

    public boolean fine() {
      return kind.fine;
    }

    /** In words for whoever runs the PBX. */
    public String words() {
      return kind.words.formatted(details.toArray());
    }
  }

  private PbxCheck(Pbx pbx, Timing timing, InstantSource clock) {
    this.pbx = pbx;
    this.timing = timing;
    this.clock = clock;
  }

  /** Takes some seconds at worst. */
  public static List<Finding> of(Pbx pbx, Timing timing, InstantSource clock) {
    var check = new PbxCheck(pbx, timing, clock);
    check.run();
    return List.copyOf(check.findings);
  }

  private void run() {
    try (Ami ami =
        Ami.open(
            pbx,
            timing,
            true,
            event -> {
              // Only what is waited for; should the PBX be very busy, the check says so.
              if (event instanceof OtklikEchoEvent || event instanceof QueueMemberAddedEvent) {
                var _ = heard.offer(event);
              }
            })) {
      found(Point.CONNECTION, Kind.LET_IN);
      String version = version(ami);
      ledger(ami, version);
      dialplan(ami);
      queue(ami);
    } catch (LinkFailure e) {
      found(
          Point.CONNECTION,
          Kind.NOT_LET_IN,
          e.fault().name(),
          new LinkState.Down(clock.instant(), e.fault(), e.detail()).words());
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      found(Point.CONNECTION, Kind.INTERRUPTED);
    }
  }

  private String version(Ami ami) throws LinkFailure {
    return switch (ami.ask(new CoreSettingsAction())) {
      case Ami.Answer.Yes(CoreSettingsResponse settings, _) -> {
        String version = String.valueOf(settings.getAsteriskVersion());
        found(Point.VERSION, Kind.VERSION, version);
        yield version;
      }
      case Ami.Answer.Yes _ -> "of an unknown version";
      case Ami.Answer.No(var why) -> {
        deniedOr(Point.VERSION, why, "reporting");
        yield "of an unknown version";
      }
    };
  }

  private void ledger(Ami ami, String version) throws LinkFailure {
    switch (ami.list(new DbGetTreeAction())) {
      case Ami.Answer.Yes _ -> found(Point.LEDGER, Kind.LEDGER);
      case Ami.Answer.No(var why) when why.contains(Ami.DENIED) ->
          lacks(Point.LEDGER, "write", "reporting");
      case Ami.Answer.No(var why) when why.contains("unknown command") ->
          found(Point.LEDGER, Kind.TOO_OLD, version);
      // An empty ledger is refused, too.
      case Ami.Answer.No _ -> found(Point.LEDGER, Kind.LEDGER_EMPTY);
    }
  }

  private void dialplan(Ami ami) throws LinkFailure, InterruptedException {
    long nonce = ThreadLocalRandom.current().nextLong(Long.MAX_VALUE);
    switch (ami.ask(Gateway.echo(nonce))) {
      case Ami.Answer.No(var why) when why.contains(Ami.DENIED) ->
          lacks(Point.DIALPLAN, "write", "originate");
      case Ami.Answer.No _ -> found(Point.DIALPLAN, Kind.NO_DIALPLAN);
      case Ami.Answer.Yes _ -> echo(String.valueOf(nonce));
    }
  }

  private void echo(String nonce) throws InterruptedException {
    ManagerEvent event = wait(OtklikEchoEvent.class);
    if (!(event instanceof OtklikEchoEvent echo) || !echo.getNonce().equals(nonce)) {
      lacks(Point.DIALPLAN, "read", "user");
    } else if (!echo.getVersion().equals(DIALPLAN_VERSION)) {
      found(Point.DIALPLAN, Kind.OTHER_DIALPLAN);
    } else if (Rows.key(Fields.of("1|0|" + echo.getKey()).text(2)).isEmpty()) {
      found(Point.DIALPLAN, Kind.SYSTEM_NAME);
    } else {
      found(Point.DIALPLAN, Kind.DIALPLAN);
      clock(Fields.of("1|" + echo.getEpoch()).at());
    }
  }

  private void clock(Instant there) {
    Duration off = Duration.between(clock.instant(), there).abs();
    if (off.compareTo(CLOCK_OFF) > 0) {
      found(Point.CLOCK, Kind.CLOCK_OFF, String.valueOf(off.toSeconds()));
    } else {
      found(Point.CLOCK, Kind.CLOCK);
    }
  }

  private void queue(Ami ami) throws LinkFailure, InterruptedException {
    var add = new QueueAddAction(pbx.queue().name(), NOBODY);
    add.setMemberName("otklik-check");
    add.setPaused(true);
    switch (ami.ask(add)) {
      case Ami.Answer.No(var why) when why.contains(Ami.DENIED) ->
          lacks(Point.QUEUE, "write", "agent");
      case Ami.Answer.No(var why) when why.contains("No such queue") ->
          found(Point.QUEUE, Kind.NO_QUEUE, pbx.queue().name());
      case Ami.Answer.No(var why) when !why.contains("Already there") ->
          found(Point.QUEUE, Kind.REFUSED, why);
      case Ami.Answer _ -> {
        ManagerEvent added = wait(QueueMemberAddedEvent.class);
        ami.ask(new QueueRemoveAction(pbx.queue().name(), NOBODY));
        if (added == null) {
          lacks(Point.QUEUE, "read", "agent");
        } else {
          found(Point.QUEUE, Kind.QUEUE, pbx.queue().name());
        }
      }
    }
  }

  private @Nullable ManagerEvent wait(Class<? extends ManagerEvent> kind)
      throws InterruptedException {
    long end = System.nanoTime() + timing.answer().toNanos();
    for (long left = timing.answer().toNanos(); left > 0; left = end - System.nanoTime()) {
      ManagerEvent event = heard.poll(left, TimeUnit.NANOSECONDS);
      if (kind.isInstance(event)) {
        return event;
      }
    }
    return null;
  }

  private void deniedOr(Point point, String why, String privilege) {
    if (why.contains(Ami.DENIED)) {
      lacks(point, "write", privilege);
    } else {
      found(point, Kind.REFUSED, why);
    }
  }

  private void lacks(Point point, String direction, String privilege) {
    found(point, Kind.LACKS, pbx.login().user(), privilege, direction);
  }

  private void found(Point point, Kind kind, String... details) {
    findings.add(new Finding(point, kind, List.of(details)));
  }
}
