package org.otklik.helpdesk.mailbox;

import io.micronaut.context.annotation.Value;
import io.micronaut.context.event.ApplicationEventListener;
import io.micronaut.runtime.server.event.ServerStartupEvent;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.TaskScheduler;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.otklik.helpdesk.Repeating;
import org.otklik.helpdesk.database.CannotStartException;
import org.otklik.helpdesk.mailbox.MadeMailboxes.Wanted;
import org.otklik.helpdesk.mailbox.MailPlace.Held;
import org.otklik.helpdesk.mailbox.MailSettings.ReadMailbox;
import org.otklik.helpdesk.mailbox.MailboxReport.Silence;
import org.otklik.helpdesk.mailbox.Mailboxes.Renewal;
import org.otklik.helpdesk.store.Leases;
import org.otklik.helpdesk.ticket.HeardUntil;
import org.otklik.intake.mailbox.MailboxProbe;
import org.otklik.intake.mailbox.MailboxReader;
import org.otklik.intake.mailbox.MailboxState;
import org.otklik.intake.screening.Trust;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the mailboxes, from the program's start to its end. Of several programs on one database one
 * reads a mailbox at a time: who holds its lease, and renews it; of one that died another takes it
 * over as soon as the lease has ended. A program that was only thought dead finds that it can keep
 * nothing any more (see {@link Mailboxes#keeping}).
 */
@Singleton
public class Mailroom implements ApplicationEventListener<ServerStartupEvent>, HeardUntil {
  private static final Logger LOG = LoggerFactory.getLogger(Mailroom.class);

  /** A lease outlives two renewals that fail. */
  private static final int RENEWALS_A_LEASE = 3;

  private final MailSettings settings;
  private final MadeMailboxes made;
  private final Mailboxes mailboxes;
  private final Intakes intakes;
  private final MailboxRun.Runs runs;
  private final MailboxImport.Imports imports;
  private final Leases leases;
  private final Backlog backlog;
  private final InstantSource clock;
  private final TaskScheduler scheduler;
  private final Duration resumeEvery;
  private final Duration lease;
  private final Silence silence;
  private final List<MailPlace> places = new CopyOnWriteArrayList<>();
  private final ReentrantLock tending = new ReentrantLock();
  private boolean closed;

  /** Until all places were tended once: leases that we held before our death are ours again. */
  private boolean beginning = true;

  private volatile boolean untended;

  Mailroom(
      MailSettings settings,
      MadeMailboxes made,
      Mailboxes mailboxes,
      Intakes intakes,
      MailboxRun.Runs runs,
      MailboxImport.Imports imports,
      Leases leases,
      Backlog backlog,
      InstantSource clock,
      @Named(TaskExecutors.SCHEDULED) TaskScheduler scheduler,
      @Value("${otklik.resume-every:5s}") Duration resumeEvery,
      @Value("${otklik.mailbox-lease:10s}") Duration lease,
      @Value("${otklik.mailbox-silence:15m}") Duration longestSilence) {
    this.settings = settings;
    this.made = made;
    this.mailboxes = mailboxes;
    this.intakes = intakes;
    this.runs = runs;
    this.imports = imports;
    this.leases = leases;
    this.backlog = backlog;
    this.clock = clock;
    this.scheduler = scheduler;
    this.resumeEvery = resumeEvery;
    this.lease = lease;
    this.silence = new Silence(longestSilence, clock.instant());
  }

  @Override
  public void onApplicationEvent(ServerStartupEvent started) {
    open();
    Repeating.begin(scheduler, resumeEvery, resumeEvery, this::resume);
    var every = lease.dividedBy(RENEWALS_A_LEASE);
    Repeating.begin(scheduler, every, every, this::tend);
  }

  /** Begins to read. */
  public void open() {
    for (ReadMailbox mailbox : settings.mailboxes()) {
      if (made.find(mailbox.name()).isPresent()) {
        throw new CannotStartException(
            "There is a mailbox %s in the settings, and another one made in the console: rename otklik.mailboxes.%s."
                .formatted(mailbox.name(), mailbox.name()));
      }
      long id = mailboxes.introduce(mailbox.name(), mailbox.address()).id();
      runs.introduce(id);
      sayWhomItTrusts(mailbox);
      places.add(new MailPlace(mailbox, id, false));
    }
    tend();
  }

  /** Renews leases, takes those that have ended, and reads where nobody has paused it. */
  private void tend() {
    tending.lock();
    try {
      if (!closed) {
        findMade();
        findImports();
        Map<Long, MailboxRun> known =
            runs.all().stream()
                .collect(Collectors.toMap(MailboxRun::mailboxId, Function.identity()));
        renew();
        places.forEach(place -> tend(place, Optional.ofNullable(known.get(place.id()))));
        beginning = false;
        untended = false;
      }
    } catch (RuntimeException e) {
      if (!untended) {
        LOG.warn("The leases of the mailboxes can't be renewed: {}", e.toString());
      }
      untended = true;
    } finally {
      tending.unlock();
    }
  }

  private void renew() {
    List<Renewal> held = places.stream().flatMap(place -> renewal(place).stream()).toList();
    Set<Long> lost = mailboxes.renew(held, lease);
    for (MailPlace place : places) {
      if (lost.contains(place.id())) {
        LOG.warn("Mailbox {} is read by another program now", place.mailbox().name());
        place.leave();
      }
    }
  }

  private static Optional<Renewal> renewal(MailPlace place) {
    MailboxState state = place.state().orElseGet(() -> MailboxState.in(MailboxState.Phase.STOPPED));
    return place.held().map(held -> new Renewal(place.id(), held.epoch(), state));
  }

  private void tend(MailPlace place, Optional<MailboxRun> run) {
    place.known(run);
    if (place.held().isEmpty()) {
      leases
          .take(Mailboxes.lease(place.id()), beginning, lease)
          .ifPresent(
              epoch -> place.hold(new Held(epoch, intakes.of(place.mailbox(), place.isImport()))));
    }
    if (run.filter(MailboxRun::isPaused).isPresent()) {
      place.rest();
    } else {
      place.read((mailbox, intake) -> new MailboxReader(mailbox.settings(), intake, clock));
    }
    if (place.isImport() && isRead(place)) {
      finishImport(place);
    }
  }

  /**
   * Places as the console has made them by now. One that was changed is another place, once its
   * reader has ended; it keeps its lease, since nobody else has anything to do with it.
   */
  private void findMade() {
    Collection<Wanted> wanted = made.look();
    for (MailPlace place : List.copyOf(places)) {
      var now = wanted.stream().filter(one -> one.id() == place.id()).findFirst();
      boolean changed = place.made().filter(was -> now.filter(was::equals).isEmpty()).isPresent();
      if (changed && place.retire()) {
        importsOf(place.mailbox().name()).forEach(this::giveUp);
        now.ifPresentOrElse(wantedNow -> succeed(place, wantedNow), () -> giveUp(place));
      }
    }
    for (Wanted one : wanted) {
      // A name passes on to another mailbox when nobody reads the earlier one under it any more.
      if (places.stream()
          .noneMatch(place ->
              place.id() == one.id() || place.mailbox().name().equals(one.mailbox().name()))) {
        places.add(introduced(one));
      }
    }
  }

  private void succeed(MailPlace before, Wanted now) {
    MailPlace place = introduced(now);
    before
        .held()
        .ifPresent(held -> place.hold(new Held(held.epoch(), intakes.of(now.mailbox(), false))));
    places.replaceAll(one -> one == before ? place : one); // At no moment is neither there.
  }

  private static void sayWhomItTrusts(ReadMailbox mailbox) {
    if (mailbox.trust() instanceof Trust.InServer) {
      LOG.warn("Mailbox {} trusts its mail server to let no forged sender in", mailbox.name());
    }
  }

  private MailPlace introduced(Wanted one) {
    if (!one.ended()) {
      sayWhomItTrusts(one.mailbox());
    }
    mailboxes.introduce(one.mailbox().name(), one.mailbox().address());
    return new MailPlace(one);
  }

  /** They are found anew, as their source is by then, if it still is. */
  private List<MailPlace> importsOf(String source) {
    return places.stream()
        .filter(MailPlace::isImport)
        .filter(place -> place.mailbox().name().equals(MailboxImport.name(source, place.id())))
        .toList();
  }

  private void giveUp(MailPlace place) {
    release(place);
    place.leave();
    places.remove(place);
  }

  private void findImports() {
    for (MailboxImport wanted : imports.unfinished()) {
      boolean known = places.stream().anyMatch(place -> place.id() == wanted.mailboxId());
      Optional<MailPlace> source = known ? Optional.empty() : configured(wanted.source());
      source.ifPresent(from -> {
        var mailbox = wanted.readFrom(from.mailbox());
        mailboxes.introduce(mailbox.name(), mailbox.address());
        places.add(new MailPlace(mailbox, wanted.mailboxId(), true));
      });
    }
  }

  private boolean isRead(MailPlace place) {
    return place.state().flatMap(MailboxState::lastSuccess).isPresent()
        && backlog.of(place.id()) == 0;
  }

  private void finishImport(MailPlace place) {
    imports.finish(place.id(), clock.instant());
    giveUp(place);
  }

  /** What a crash or a passing failure left behind. */
  private void resume() {
    for (MailPlace place : places) {
      try {
        place.held().ifPresent(held -> held.intake().resume());
      } catch (RuntimeException e) {
        LOG.warn("Pending messages of {} wait on: {}", place.mailbox().name(), e.toString());
      }
    }
  }

  /** The mailboxes and how they are doing, whichever program reads them. */
  public List<MailboxReport> report() {
    Instant now = clock.instant();
    return places.stream()
        .filter(MailPlace::isShown)
        .map(place -> MailboxReport.of(place.mailbox(), place.state(), place.run(), now, silence))
        .toList();
  }

  /** How one is doing. */
  public Optional<MailboxReport> report(String name) {
    return report().stream().filter(report -> report.name().equals(name)).findFirst();
  }

  /** Whether somebody here or elsewhere works upon what is pending of it. */
  public boolean worksUpon(long mailboxId) {
    return places.stream().anyMatch(place -> place.id() == mailboxId) || made.has(mailboxId);
  }

  /**
   * Ends reading a mailbox until it is resumed, whichever program reads it and however often it
   * starts anew. Mail that was read before is still worked upon.
   *
   * @param by who wants it, by name
   */
  public Optional<MailboxReport> pause(String name, String by) {
    return configured(name)
        .flatMap(place -> {
          runs.pause(place.id(), clock.instant(), by);
          tend();
          return report(name);
        });
  }

  /** Reads a mailbox again. */
  public Optional<MailboxReport> resume(String name) {
    return configured(name)
        .flatMap(place -> {
          runs.resume(place.id());
          tend();
          return report(name);
        });
  }

  /**
   * Logs in and looks, changing nothing, beside whoever reads it; takes a few time-outs at most.
   */
  public Optional<MailboxTest> test(String name) {
    return configured(name)
        .map(place -> new MailboxTest(MailboxProbe.test(place.mailbox().settings(), clock)));
  }

  /** The settings of a configured mailbox. */
  Optional<ReadMailbox> mailbox(String name) {
    return configured(name).map(MailPlace::mailbox);
  }

  /**
   * What is to be read was changed: here it counts at once, elsewhere within a third of a lease.
   */
  public void changed() {
    tend();
  }

  private Optional<MailPlace> configured(String name) {
    return places.stream()
        .filter(place -> place.isShown() && place.mailbox().name().equals(name))
        .findFirst();
  }

  /**
   * Until when all that was sent to the mailboxes has been seen: never, while one of them was not
   * read to its end yet. Messages kept and not yet acted upon count as unseen.
   */
  @Override
  public Instant instant() {
    Instant read = clock.instant();
    for (MailPlace place : places) {
      if (place.isShown()) {
        Instant success =
            place
                .state()
                .flatMap(MailboxState::lastSuccess)
                .or(() -> place.run().flatMap(MailboxRun::lastSuccess))
                .orElse(Instant.EPOCH);
        read = success.isBefore(read) ? success : read;
      }
    }
    Instant unread = backlog.oldest().orElse(read);
    return unread.isBefore(read) ? unread : read;
  }

  /** All readers end side by side, so that a hanging server delays the end only once. */
  @PreDestroy
  void close() {
    tending.lock();
    try {
      closed = true;
      places.forEach(MailPlace::rest);
      for (MailPlace place : places) {
        place.awaitRest();
      }
      release();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      tending.unlock();
    }
  }

  /** So that another program needs not wait; when the database is away they end by themselves. */
  private void release() {
    try {
      places.forEach(this::release);
    } catch (RuntimeException e) {
      LOG.debug("The leases end by themselves: {}", e.toString());
    }
  }

  private void release(MailPlace place) {
    place.held().ifPresent(held -> leases.release(Mailboxes.lease(place.id()), held.epoch()));
  }
}
