package org.otklik.helpdesk.mail;

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
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.otklik.helpdesk.mail.MailSettings.ReadMailbox;
import org.otklik.helpdesk.ticket.HeardUntil;
import org.otklik.intake.MailIntake;
import org.otklik.intake.MailKeeper;
import org.otklik.intake.Steps;
import org.otklik.intake.VerdictHandler;
import org.otklik.intake.mailbox.MailboxReader;
import org.otklik.intake.mailbox.MailboxState;
import org.otklik.intake.message.MessageParser;
import org.otklik.intake.screening.Trust;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the mailboxes, from the program's start to its end. */
@Singleton
public class Mailroom implements ApplicationEventListener<ServerStartupEvent>, HeardUntil {
  private static final Logger LOG = LoggerFactory.getLogger(Mailroom.class);

  private final MailSettings settings;
  private final Mailboxes mailboxes;
  private final MessageParser parser;
  private final MailKeeper keeper;
  private final Screeners screeners;
  private final VerdictHandler desk;
  private final Steps steps;
  private final MailRows.Pending pending;
  private final InstantSource clock;
  private final TaskScheduler scheduler;
  private final Duration resumeEvery;
  private final List<Desk> desks = new CopyOnWriteArrayList<>();

  /** A mailbox being read. */
  private record Desk(ReadMailbox mailbox, MailIntake intake, MailboxReader reader) {}

  /**
   * How a mailbox is doing, for people.
   *
   * @param phase what its reader is doing: {@code CONNECTING}, {@code READING}, {@code WAITING},
   *     {@code FAILING}, {@code STOPPED}
   * @param idle whether the server tells of new messages by itself
   * @param backlog how many messages are known to wait in it
   * @param lastSuccess when it was last found read to its end, UTC
   * @param problem what is wrong, in words for an administrator
   * @param nextTry when a failing mailbox is tried again, UTC
   */
  public record MailboxReport(
      String name,
      String address,
      boolean trustsItsServer,
      String phase,
      boolean failing,
      boolean idle,
      long backlog,
      Optional<Instant> lastSuccess,
      Optional<String> problem,
      Optional<Instant> nextTry) {
    private static MailboxReport of(ReadMailbox mailbox, MailboxState state) {
      return new MailboxReport(
          mailbox.name(),
          mailbox.address(),
          mailbox.trust() instanceof Trust.InServer,
          state.phase().name(),
          state.phase() == MailboxState.Phase.FAILING,
          state.idle(),
          state.backlog(),
          state.lastSuccess(),
          state.problem(),
          state.nextTry());
    }
  }

  Mailroom(
      MailSettings settings,
      Mailboxes mailboxes,
      MessageParser parser,
      MailKeeper keeper,
      Screeners screeners,
      VerdictHandler desk,
      Steps steps,
      MailRows.Pending pending,
      InstantSource clock,
      @Named(TaskExecutors.SCHEDULED) TaskScheduler scheduler,
      @Value("${otklik.resume-every:5s}") Duration resumeEvery) {
    this.settings = settings;
    this.mailboxes = mailboxes;
    this.parser = parser;
    this.keeper = keeper;
    this.screeners = screeners;
    this.desk = desk;
    this.steps = steps;
    this.pending = pending;
    this.clock = clock;
    this.scheduler = scheduler;
    this.resumeEvery = resumeEvery;
  }

  @Override
  public void onApplicationEvent(ServerStartupEvent started) {
    open();
    var _ = scheduler.scheduleWithFixedDelay(resumeEvery, resumeEvery, this::resume);
  }

  /** Begins to read. */
  public void open() {
    for (ReadMailbox mailbox : settings.mailboxes()) {
      mailboxes.introduce(mailbox.name(), mailbox.address());
      if (mailbox.trust() instanceof Trust.InServer) {
        LOG.warn("Mailbox {} trusts its mail server to let no forged sender in", mailbox.name());
      }
      var intake =
          new MailIntake(
              mailbox.name(), parser, keeper, screeners.of(mailbox.trust()), desk, steps);
      var reader = new MailboxReader(mailbox.settings(), intake, clock);
      desks.add(new Desk(mailbox, intake, reader));
      reader.start();
    }
  }

  /** What a crash or a passing failure left behind. */
  private void resume() {
    for (Desk opened : desks) {
      try {
        opened.intake().resume();
      } catch (RuntimeException e) {
        LOG.warn("Pending messages of {} wait on: {}", opened.mailbox().name(), e.toString());
      }
    }
  }

  /** The mailboxes and how they are doing. */
  public List<MailboxReport> report() {
    return desks.stream()
        .map(opened -> MailboxReport.of(opened.mailbox(), opened.reader().state()))
        .toList();
  }

  /**
   * Until when all that was sent to the mailboxes has been seen: never, while one of them was not
   * read to its end yet. Messages kept and not yet acted upon count as unseen.
   */
  @Override
  public Instant instant() {
    Instant read = clock.instant();
    for (Desk opened : desks) {
      Instant success = opened.reader().state().lastSuccess().orElse(Instant.EPOCH);
      read = success.isBefore(read) ? success : read;
    }
    Instant unread = pending.oldest().orElse(read);
    return unread.isBefore(read) ? unread : read;
  }

  @PreDestroy
  void close() {
    desks.forEach(opened -> opened.reader().close());
  }
}
