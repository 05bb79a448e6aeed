package org.otklik.helpdesk.hotline;

import io.micronaut.context.BeanProvider;
import io.micronaut.context.annotation.Value;
import io.micronaut.context.event.ApplicationEventListener;
import io.micronaut.runtime.server.event.ServerStartupEvent;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.TaskScheduler;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.otklik.helpdesk.Repeating;
import org.otklik.helpdesk.hotline.PbxPlace.Held;
import org.otklik.helpdesk.store.Leases;
import org.otklik.telephony.CallHandler;
import org.otklik.telephony.asterisk.Actions;
import org.otklik.telephony.asterisk.Commands;
import org.otklik.telephony.asterisk.Hotline;
import org.otklik.telephony.asterisk.PbxCheck;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches the PBXs, from the program's start to its end. Of several programs on one database one
 * watches a PBX at a time, who holds its lease; the others can command it all the same, since
 * operators may be signed in at any. Two that watch for a moment do no harm: a call has its key.
 */
@Singleton
public class Switchroom implements ApplicationEventListener<ServerStartupEvent> {
  private static final Logger LOG = LoggerFactory.getLogger(Switchroom.class);

  /** A lease outlives two renewals that fail. */
  private static final int RENEWALS_A_LEASE = 3;

  private final List<PbxPlace> places;
  private final PbxSettings settings;
  private final PbxRuns runs;
  private final Leases leases;
  private final BeanProvider<CallHandler> calls;
  private final InstantSource clock;
  private final TaskScheduler scheduler;
  private final Duration lease;
  private final ReentrantLock tending = new ReentrantLock();
  private boolean closed;

  /** Until all places were tended once: leases that we held before our death are ours again. */
  private boolean beginning = true;

  private boolean untended;

  Switchroom(
      PbxSettings settings,
      PbxRuns runs,
      Leases leases,
      BeanProvider<CallHandler> calls,
      InstantSource clock,
      @Named(TaskExecutors.SCHEDULED) TaskScheduler scheduler,
      @Value("${otklik.pbx-lease:10s}") Duration lease) {
    this.settings = settings;
    this.places = settings.pbxes().stream().map(PbxPlace::new).toList();
    this.runs = runs;
    this.leases = leases;
    this.calls = calls;
    this.clock = clock;
    this.scheduler = scheduler;
    this.lease = lease;
  }

  @Override
  public void onApplicationEvent(ServerStartupEvent started) {
    if (!places.isEmpty()) {
      places.forEach(place -> runs.introduce(place.pbx()));
      tend();
      var every = lease.dividedBy(RENEWALS_A_LEASE);
      Repeating.begin(scheduler, every, every, this::tend);
    }
  }

  /** Renews leases, and takes those that have ended. */
  private void tend() {
    tending.lock();
    try {
      if (!closed) {
        places.forEach(this::tend);
        beginning = false;
        untended = false;
      }
    } catch (RuntimeException e) {
      if (!untended) {
        LOG.warn("The leases of the PBXs can't be renewed: {}", e.toString());
      }
      untended = true;
    } finally {
      tending.unlock();
    }
  }

  private void tend(PbxPlace place) {
    WatchedPbx pbx = place.pbx();
    if (place.held().filter(held -> !runs.renew(pbx, held, lease)).isPresent()) {
      LOG.warn("PBX {} is watched by another program now", pbx.name());
      place.leave();
    }
    if (place.held().isEmpty() && place.isQuiet()) {
      leases
          .take(pbx.lease(), beginning, lease)
          .ifPresent(epoch -> place.hold(new Held(epoch, watch(pbx))));
    }
    place.command(() -> Commands.to(pbx.pbx(), pbx.timing(), clock));
  }

  private Hotline watch(WatchedPbx pbx) {
    return Hotline.watch(pbx.pbx(), pbx.timing(), calls.get(), runs, clock);
  }

  /** The PBXs and how they are doing, whichever program watches them. */
  public List<PbxReport> report() {
    if (places.isEmpty()) {
      return List.of();
    }
    Map<String, PbxRun> known =
        runs.all().stream().collect(Collectors.toMap(PbxRun::pbx, Function.identity()));
    return places.stream()
        .map(place ->
            PbxReport.of(
                place.pbx(),
                Optional.ofNullable(known.get(place.pbx().name())),
                place.held().isPresent()))
        .toList();
  }

  /** How one is doing. */
  public Optional<PbxReport> report(String name) {
    return report().stream().filter(report -> report.name().equals(name)).findFirst();
  }

  /** How busy the watches of this program are. */
  public List<PbxPulse> pulses() {
    return places.stream()
        .flatMap(place ->
            place.held().stream()
                .map(held -> PbxPulse.of(place.pbx().name(), held.hotline().state())))
        .toList();
  }

  /** The queues as they were last seen. */
  public List<QueueShown> queues() {
    if (places.isEmpty()) {
      return List.of();
    }
    return runs.all().stream()
        .filter(run -> settings.find(run.pbx()).isPresent())
        .map(run ->
            new QueueShown(
                run.pbx(),
                run.queueAt(),
                QueueText.waiting(run.waiting()),
                QueueText.members(run.members())))
        .toList();
  }

  /**
   * Tries everything that the hotline needs of it, changing nothing; takes some seconds at most.
   */
  public Optional<PbxTest> test(String name) {
    return settings
        .find(name)
        .map(pbx -> PbxTest.of(PbxCheck.of(pbx.pbx(), pbx.timing(), clock), pbx.recordings()));
  }

  /** What operators want of a PBX; nothing for one that isn't configured. */
  Optional<Actions> actions(String name) {
    return places.stream()
        .filter(place -> place.pbx().name().equals(name))
        .findFirst()
        .flatMap(PbxPlace::actions);
  }

  boolean isWatchedHere(WatchedPbx pbx) {
    return places.stream().anyMatch(place -> place.pbx().equals(pbx) && place.held().isPresent());
  }

  /** The PBXs, by name. */
  List<String> names() {
    return places.stream().map(place -> place.pbx().name()).toList();
  }

  @PreDestroy
  void close() {
    tending.lock();
    try {
      closed = true;
      for (PbxPlace place : places) {
        Optional<Held> held = place.held();
        place.close();
        held.ifPresent(lost -> leases.release(place.pbx().lease(), lost.epoch()));
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      LOG.debug("The leases end by themselves: {}", e.toString());
    } finally {
      tending.unlock();
    }
  }
}
