package org.otklik.helpdesk.hotline;

import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.otklik.telephony.asterisk.Actions;
import org.otklik.telephony.asterisk.Commands;
import org.otklik.telephony.asterisk.Hotline;

/**
 * A PBX's place in the switchroom: watched here, by a lease, or only commanded from here. Changed
 * by one thread at a time, asked by any.
 */
final class PbxPlace {
  private final WatchedPbx pbx;
  private volatile @Nullable Held held;
  private volatile @Nullable Commands commands;
  private @Nullable Thread closing;

  /** What is there while the lease is held. */
  record Held(long epoch, Hotline hotline) {}

  PbxPlace(WatchedPbx pbx) {
    this.pbx = pbx;
  }

  WatchedPbx pbx() {
    return pbx;
  }

  Optional<Held> held() {
    return Optional.ofNullable(held);
  }

  /** Whether the watch of an earlier lease has ended. */
  boolean isQuiet() {
    return closing == null || !closing.isAlive();
  }

  void hold(Held lease) {
    held = lease;
    Commands idle = commands;
    commands = null;
    if (idle != null) {
      idle.close();
    }
  }

  /** The lease is another's, or given back. Ends the watch within seconds, without waiting. */
  void leave() {
    Held ending = held;
    if (ending != null) {
      held = null;
      closing = Thread.ofVirtual().name("closing pbx " + pbx.name()).start(ending.hotline()::close);
    }
  }

  /** Can be commanded, by a connection for that where it is not watched. */
  void command(Supplier<Commands> connection) {
    if (held == null && commands == null) {
      commands = connection.get();
    }
  }

  /** What operators want of it; nothing before it was first tended. */
  Optional<Actions> actions() {
    return held()
        .map(lease -> lease.hotline().actions())
        .or(() -> Optional.ofNullable(commands).map(Commands::actions));
  }

  /** Ends everything, and waits for it. */
  void close() throws InterruptedException {
    leave();
    Commands ending = commands;
    if (ending != null) {
      ending.close();
    }
    if (closing != null) {
      closing.join();
    }
  }
}
