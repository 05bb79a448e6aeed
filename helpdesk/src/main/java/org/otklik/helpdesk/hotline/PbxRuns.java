package org.otklik.helpdesk.hotline;

import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.otklik.helpdesk.store.Leases;
import org.otklik.telephony.QueueScreen;
import org.otklik.telephony.QueueView;
import org.otklik.telephony.asterisk.Hotline;
import org.otklik.telephony.asterisk.LinkState;

/** How the PBXs and their queues are, for all programs. Who doesn't watch any more says nothing. */
@Singleton
class PbxRuns implements QueueScreen {
  private static final int LONGEST_DETAIL = 500;

  private final PbxRun.Runs table;
  private final Leases leases;
  private final HotlineNews news;

  PbxRuns(PbxRun.Runs table, Leases leases, HotlineNews news) {
    this.table = table;
    this.leases = leases;
    this.news = news;
  }

  @Transactional
  public void introduce(WatchedPbx pbx) {
    leases.introduce(pbx.lease());
    table.introduce(pbx.name());
  }

  List<PbxRun> all() {
    return table.all();
  }

  /** Watches it longer, and tells how it goes; false when it is another program's by now. */
  @Transactional
  public boolean renew(WatchedPbx pbx, PbxPlace.Held held, Duration lasts) {
    boolean renewed = leases.renew(pbx.lease(), held.epoch(), lasts);
    if (renewed) {
      tell(pbx, held.hotline().state());
      held.hotline().queue().ifPresent(this::write);
    }
    return renewed;
  }

  private void tell(WatchedPbx pbx, Hotline.State state) {
    LinkState worst = state.events() instanceof LinkState.Up ? state.actions() : state.events();
    Optional<String> refused = state.trouble().filter(_ -> worst instanceof LinkState.Up);
    table.tell(
        pbx.name(),
        refused.isPresent() ? PbxPhase.DOWN : phase(worst),
        refused.isPresent() ? LinkState.Fault.REFUSED.name() : fault(worst),
        shortened(
            worst instanceof LinkState.Down(_, _, String detail) ? detail : refused.orElse("")),
        switch (worst) {
          case LinkState.Up(var since, _) -> since;
          case LinkState.Down(var since, _, _) -> since;
          case LinkState.Connecting(), LinkState.Closed() -> null;
        },
        worst instanceof LinkState.Up(_, Duration lag) ? lag.toMillis() : null,
        state.reconciled().orElse(null),
        state.openCalls());
  }

  /**
   * Whether its recordings can be fetched.
   *
   * @param why not; "" where they can
   */
  @Transactional
  public void recordings(WatchedPbx pbx, String why) {
    table.recordings(pbx.name(), shortened(why));
  }

  private static PbxPhase phase(LinkState link) {
    return switch (link) {
      case LinkState.Up _ -> PbxPhase.UP;
      case LinkState.Down _ -> PbxPhase.DOWN;
      case LinkState.Connecting() -> PbxPhase.CONNECTING;
      case LinkState.Closed() -> PbxPhase.STOPPED;
    };
  }

  private static @Nullable String fault(LinkState link) {
    return link instanceof LinkState.Down(_, LinkState.Fault fault, _) ? fault.name() : null;
  }

  private static String shortened(String text) {
    return text.length() <= LONGEST_DETAIL ? text : text.substring(0, LONGEST_DETAIL);
  }

  @Override
  public void shows(QueueView queue) {
    if (keep(queue)) {
      // After the commit, or a screen that asks at once sees what was.
      news.queueChanged(queue.pbx());
    }
  }

  /** As it is now; false when another program watches by now. */
  @Transactional
  public boolean keep(QueueView queue) {
    boolean ours = leases.use(WatchedPbx.lease(queue.pbx().name()), 1);
    if (ours) {
      write(queue);
    }
    return ours;
  }

  private void write(QueueView queue) {
    String pbx = queue.pbx().name();
    table.show(
        pbx, queue.at(), QueueText.waiting(queue), QueueText.members(queue, table.members(pbx)));
  }
}
