package org.otklik.helpdesk.ticket;

import java.security.SecureRandom;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.otklik.helpdesk.IdSource;
import org.otklik.helpdesk.deadline.Deadline;
import org.otklik.helpdesk.deadline.Deadline.Outcome;
import org.otklik.helpdesk.deadline.Deadline.Timing;
import org.otklik.helpdesk.deadline.DeadlineKind;
import org.otklik.helpdesk.history.Actor;
import org.otklik.helpdesk.history.HistoryChain;
import org.otklik.helpdesk.history.HistoryEntry;
import org.otklik.helpdesk.history.HistoryEntry.Act;
import org.otklik.helpdesk.plan.TermRule;

/**
 * One act upon one ticket while it is being done: how the ticket and its deadlines stand by now,
 * and all that is to be written. Every change of a deadline leaves its entry in the history. Not
 * thread-safe.
 */
final class Work {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int VALUE_LIMIT = 500;

  final Instant now;
  final Agreement agreement;
  final ReleaseBoard releases;
  final Timings timings;
  private final IdSource ids;
  private final boolean isNew;
  private final Changes changes = new Changes();
  private final Map<Long, Deadline> before = new LinkedHashMap<>();
  private final Map<Long, Deadline> deadlines = new LinkedHashMap<>();
  private final Set<Long> started = new HashSet<>();
  private Ticket ticket;
  Actor actor;

  private Work(Matter matter, boolean isNew, Actor actor, Instant now, IdSource ids) {
    this.actor = actor;
    this.now = now;
    this.agreement = matter.agreement();
    this.releases = matter.releases();
    this.timings = new Timings(agreement, releases);
    this.ids = ids;
    this.isNew = isNew;
    this.ticket = matter.ticket();
    matter.deadlines().forEach(d -> before.put(d.id(), d));
    deadlines.putAll(before);
  }

  static Work on(Matter matter, Actor actor, Instant now, IdSource ids) {
    return new Work(matter, false, actor, now, ids);
  }

  static Work onNew(
      Ticket ticket, Agreement agreement, ReleaseBoard releases, Actor actor, IdSource ids) {
    var matter = new Matter(ticket, List.of(), agreement, releases);
    return new Work(matter, true, actor, ticket.registeredAt(), ids);
  }

  /** All that is to be written, and how things then stand. */
  Decided.Allowed done() {
    ticket = ticket.dueBy(deadlines.values());
    if (isNew) {
      changes.newTickets.add(ticket);
    } else {
      changes.change(ticket);
    }
    deadlines.forEach((id, deadline) -> {
      if (started.contains(id)) {
        changes.newDeadlines.add(deadline);
      } else if (!deadline.equals(before.get(id))) {
        changes.change(deadline);
      }
    });
    return new Decided.Allowed(
        changes, new Matter(ticket, List.copyOf(deadlines.values()), agreement, releases));
  }

  Ticket ticket() {
    return ticket;
  }

  /** What the program does by itself meanwhile isn't laid at the actor's door. */
  void byProgram(Runnable steps) {
    Actor whoever = actor;
    actor = Actor.PROGRAM;
    steps.run();
    actor = whoever;
  }

  Collection<Deadline> deadlines() {
    return List.copyOf(deadlines.values());
  }

  Optional<Deadline> deadline(long id) {
    return Optional.ofNullable(deadlines.get(id));
  }

  /** The deadline of a kind that is still owed, the latest if there are several. */
  Optional<Deadline> owed(DeadlineKind kind) {
    return deadlines.values().stream()
        .filter(d -> d.kind() == kind && d.isOwed())
        .reduce((earlier, later) -> later);
  }

  void change(Consumer<Ticket.Draft> change) {
    ticket = ticket.with(change);
  }

  void enter(Ticket.State state) {
    if (ticket.state() != state) {
      record(Act.STATE_CHANGED, ticket.state(), state);
      change(d -> d.state = state);
    }
  }

  /** Something is said on the ticket; what happens by it refers to it. */
  Comment say(Comment.Kind kind, Actor author, String text, int quoted, @Nullable Long mailId) {
    var comment =
        new Comment(
            ids.next(),
            ticket.id(),
            kind,
            author.kind(),
            author.id(),
            author.name(),
            text,
            quoted,
            salt(),
            mailId,
            now);
    changes.comments.add(comment);
    return comment;
  }

  Comment say(Comment.Kind kind, String text) {
    return say(kind, actor, text, 0, null);
  }

  private static String salt() {
    byte[] salt = new byte[16];
    RANDOM.nextBytes(salt);
    return HexFormat.of().formatHex(salt);
  }

  void attach(Comment to, @Nullable Long mailId, Request.File file) {
    changes.attachments.add(
        new Attachment(
            ids.next(),
            ticket.id(),
            to.id(),
            mailId,
            file.part(),
            file.name(),
            file.type(),
            file.size(),
            file.sha256(),
            file.inlined()));
  }

  void link(long otherTicketId, TicketLink.Kind kind) {
    changes.links.add(new TicketLink(ids.next(), ticket.id(), otherTicketId, kind));
  }

  void record(Act act, @Nullable Object was, @Nullable Object became) {
    record(now, actor, act, was, became, null);
  }

  void record(Act act, Comment said) {
    record(now, actor, act, null, null, said);
  }

  /** Adds to the history. Values are no personal ones: ids, names of the domain, instants. */
  void record(
      Instant at,
      Actor who,
      Act act,
      @Nullable Object was,
      @Nullable Object became,
      @Nullable Comment said) {
    HistoryEntry entry =
        HistoryChain.chained(
            new HistoryEntry(
                ids.next(),
                ticket.id(),
                ticket.historyLength() + 1,
                at.truncatedTo(ChronoUnit.MICROS), // as it will be read again
                who.kind(),
                who.id(),
                act,
                value(was),
                value(became),
                said == null ? null : said.id(),
                said == null ? null : HistoryChain.digest(said.salt(), said.text()),
                ""),
            ticket.historyHash());
    changes.history.add(entry);
    change(d -> {
      d.historyLength = entry.seq();
      d.historyHash = entry.hash();
    });
  }

  private static @Nullable String value(@Nullable Object value) {
    String text = value == null ? null : value.toString();
    return text == null || text.length() <= VALUE_LIMIT ? text : text.substring(0, VALUE_LIMIT);
  }

  void tell(Told.Event event, Told.Audience to, @Nullable Deadline about, String text) {
    changes.told.add(new Told(event, to, ticket.dueBy(deadlines.values()), about, text));
  }

  /** Of something said: everybody who takes part in the ticket is told, and gets its files. */
  void tell(Told.Event event, Told.Audience to, Comment said) {
    changes.told.add(
        new Told(event, to, ticket.dueBy(deadlines.values()), null, said.text(), said.id()));
  }

  /** A term begins to run. */
  Deadline start(DeadlineKind kind, TermRule rule, Instant from) {
    return start(kind, rule.toString(), from, timings.by(rule, kind, ticket, from));
  }

  /** Something is owed at a date that was named. */
  Deadline startAt(DeadlineKind kind, Instant due, Instant from) {
    return start(kind, Deadline.FIXED, from, timings.at(due, kind, ticket, from));
  }

  private Deadline start(DeadlineKind kind, String rule, Instant from, Timing timing) {
    var deadline =
        Deadline.starting(
            ids.next(),
            Deadline.Subject.TICKET,
            ticket.id(),
            kind,
            rule,
            from,
            timing,
            ticket.bestEffort());
    deadlines.put(deadline.id(), deadline);
    started.add(deadline.id());
    record(Act.DEADLINE_SET, kind, named(deadline, deadline.dueAt()));
    return deadline;
  }

  /** What was owed is done, in time or not; nothing happens when it isn't owed. */
  void fulfil(DeadlineKind kind, Instant at) {
    owed(kind)
        .ifPresent(deadline -> {
          Deadline fulfilled = change(deadline, d -> d.fulfilled(at));
          boolean met = fulfilled.outcome() == Outcome.MET;
          Act act =
              met
                  ? deadline.isOpen() ? Act.DEADLINE_MET : Act.BREACH_WITHDRAWN
                  : Act.BREACH_FULFILLED;
          record(at.isBefore(now) ? at : now, actor, act, null, named(deadline, at), null);
        });
  }

  /** What was owed is owed no more; a breach stays one. */
  void waive(DeadlineKind kind) {
    owed(kind).ifPresent(this::waive);
  }

  void waive(Deadline deadline) {
    if (deadline.isOpen()) {
      change(deadline, d -> d.ended(Outcome.WAIVED));
      record(Act.DEADLINE_WAIVED, null, named(deadline, null));
    } else if (deadline.isOwed()) {
      change(deadline, d -> d.fulfilled(now));
      record(Act.DEADLINE_WAIVED, Outcome.BREACHED, named(deadline, null));
    }
  }

  void waiveAll() {
    deadlines().stream().filter(Deadline::isOwed).forEach(this::waive);
  }

  Deadline change(Deadline deadline, UnaryOperator<Deadline> change) {
    Deadline changed = change.apply(deadline);
    deadlines.put(changed.id(), changed);
    return changed;
  }

  /** How a deadline stands in the history: its kind, its id, and an instant. */
  static String named(Deadline deadline, @Nullable Instant at) {
    return deadline.kind() + " " + deadline.id() + (at == null ? "" : " " + at);
  }
}
