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

  /** What was found, in words for whoever runs the PBX. */
  public record Finding(Point point, boolean fine, String words) {}

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
      fine(Point.CONNECTION, "The PBX lets us in.");
      String version = version(ami);
      ledger(ami, version);
      dialplan(ami);
      queue(ami);
    } catch (LinkFailure e) {
      bad(Point.CONNECTION, new LinkState.Down(clock.instant(), e.fault(), e.detail()).words());
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      bad(Point.CONNECTION, "Interrupted.");
    }
  }

  private String version(Ami ami) throws LinkFailure {
    return switch (ami.ask(new CoreSettingsAction())) {
      case Ami.Answer.Yes(CoreSettingsResponse settings, _) -> {
        String version = String.valueOf(settings.getAsteriskVersion());
        fine(Point.VERSION, "It is Asterisk " + version + ".");
        yield version;
      }
      case Ami.Answer.Yes _ -> "of an unknown version";
      case Ami.Answer.No(var why) -> {
        bad(Point.VERSION, why.contains(Ami.DENIED) ? lacks("write", "reporting") : why);
        yield "of an unknown version";
      }
    };
  }

  private void ledger(Ami ami, String version) throws LinkFailure {
    switch (ami.list(new DbGetTreeAction())) {
      case Ami.Answer.Yes _ -> fine(Point.LEDGER, "The ledger can be read.");
      case Ami.Answer.No(var why) when why.contains(Ami.DENIED) ->
          bad(Point.LEDGER, lacks("write", "reporting"));
      case Ami.Answer.No(var why) when why.contains("unknown command") ->
          bad(
              Point.LEDGER,
              "This Asterisk, "
                  + version
                  + ", is too old to read the ledger from: it takes 16.28, 18.14, 19.6, 20 or newer.");
      // An empty ledger is refused, too.
      case Ami.Answer.No _ -> fine(Point.LEDGER, "The ledger can be read; it is empty.");
    }
  }

  private void dialplan(Ami ami) throws LinkFailure, InterruptedException {
    long nonce = ThreadLocalRandom.current().nextLong(Long.MAX_VALUE);
    switch (ami.ask(Gateway.echo(nonce))) {
      case Ami.Answer.No(var why) when why.contains(Ami.DENIED) ->
          bad(Point.DIALPLAN, lacks("write", "originate"));
      case Ami.Answer.No _ ->
          bad(
              Point.DIALPLAN,
              "The hotline's dialplan isn't there: include extensions_otklik.conf, and reload.");
      case Ami.Answer.Yes _ -> echo(String.valueOf(nonce));
    }
  }

  private void echo(String nonce) throws InterruptedException {
    ManagerEvent event = wait(OtklikEchoEvent.class);
    if (!(event instanceof OtklikEchoEvent echo) || !echo.getNonce().equals(nonce)) {
      bad(Point.DIALPLAN, lacks("read", "user"));
    } else if (!echo.getVersion().equals(DIALPLAN_VERSION)) {
      bad(
          Point.DIALPLAN,
          "The dialplan is of another version than this program: install the files that came with"
              + " it.");
    } else if (Rows.key(Fields.of("1|0|" + echo.getKey()).text(2)).isEmpty()) {
      bad(
          Point.DIALPLAN,
          "systemname in asterisk.conf has characters other than Latin letters, digits, dots,"
              + " hyphens and underscores: no call could be told from another.");
    } else {
      fine(Point.DIALPLAN, "The hotline's dialplan is there.");
      clock(Fields.of("1|" + echo.getEpoch()).at());
    }
  }

  private void clock(Instant there) {
    Duration off = Duration.between(clock.instant(), there).abs();
    if (off.compareTo(CLOCK_OFF) > 0) {
      bad(
          Point.CLOCK,
          "The PBX's clock and ours are "
              + off.toSeconds()
              + " seconds apart: calls would be registered at the wrong time.");
    } else {
      fine(Point.CLOCK, "The PBX's clock is right.");
    }
  }

  private void queue(Ami ami) throws LinkFailure, InterruptedException {
    var add = new QueueAddAction(pbx.queue().name(), NOBODY);
    add.setMemberName("otklik-check");
    add.setPaused(true);
    switch (ami.ask(add)) {
      case Ami.Answer.No(var why) when why.contains(Ami.DENIED) ->
          bad(Point.QUEUE, lacks("write", "agent"));
      case Ami.Answer.No(var why) when why.contains("No such queue") ->
          bad(Point.QUEUE, "There is no queue " + pbx.queue().name() + ".");
      case Ami.Answer.No(var why) when !why.contains("Already there") -> bad(Point.QUEUE, why);
      case Ami.Answer _ -> {
        ManagerEvent added = wait(QueueMemberAddedEvent.class);
        ami.ask(new QueueRemoveAction(pbx.queue().name(), NOBODY));
        if (added == null) {
          bad(Point.QUEUE, lacks("read", "agent"));
        } else {
          fine(Point.QUEUE, "The queue " + pbx.queue().name() + " is there.");
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

  private String lacks(String direction, String privilege) {
    return "The user "
        + pbx.login().user()
        + " lacks a privilege: add "
        + privilege
        + " to "
        + direction
        + " in manager.conf.";
  }

  private void fine(Point point, String words) {
    findings.add(new Finding(point, true, words));
  }

  private void bad(Point point, String words) {
    findings.add(new Finding(point, false, words));
  }
}
