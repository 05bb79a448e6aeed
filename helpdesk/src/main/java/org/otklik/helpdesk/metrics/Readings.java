package org.otklik.helpdesk.metrics;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.otklik.helpdesk.database.DatabaseConnections;
import org.otklik.helpdesk.hotline.PbxPhase;
import org.otklik.helpdesk.hotline.PbxPulse;
import org.otklik.helpdesk.hotline.PbxReport;
import org.otklik.helpdesk.hotline.Switchroom;
import org.otklik.helpdesk.mailbox.MailboxReport;
import org.otklik.helpdesk.mailbox.Mailroom;
import org.otklik.helpdesk.store.Balance;

/**
 * The figures of the help desk itself, read when somebody asks for them and at no other time. What
 * the database counts is the same at every program on it; what a PBX's watch tells, only the
 * program tells that watches. All times in seconds.
 */
@Singleton
class Readings {
  private final MeterRegistry registry;
  private final Balance balance;
  private final Backlog backlog;
  private final Mailroom mailroom;
  private final Switchroom switchroom;
  private final DatabaseConnections connections;
  private final InstantSource clock;
  private final Map<String, MultiGauge> gauges = new HashMap<>();

  Readings(
      MeterRegistry registry,
      Balance balance,
      Backlog backlog,
      Mailroom mailroom,
      Switchroom switchroom,
      DatabaseConnections connections,
      InstantSource clock) {
    this.registry = registry;
    this.balance = balance;
    this.backlog = backlog;
    this.mailroom = mailroom;
    this.switchroom = switchroom;
    this.connections = connections;
    this.clock = clock;
    pool("active", DatabaseConnections.Usage::active);
    pool("idle", DatabaseConnections.Usage::idle);
    pool("waiting", DatabaseConnections.Usage::waiting);
    pool("most", DatabaseConnections.Usage::most);
  }

  private interface Part {
    int of(DatabaseConnections.Usage usage);
  }

  private void pool(String state, Part part) {
    Gauge.builder("otklik.database.connections", () -> part.of(connections.usage()))
        .description("Connections to the database: active, idle, who waits for one, the most")
        .tag("state", state)
        .register(registry);
  }

  /** Reads all of them anew. */
  @Transactional
  public void take() {
    conservation();
    Instant now = clock.instant();
    var letters = backlog.letters();
    counts("otklik.letters", "Outgoing letters that were not delivered", "state", letters);
    one(
        "otklik.letters.oldest.seconds",
        "Age of the oldest letter that waits",
        ago(backlog.oldestLetter(), now));
    one(
        "otklik.deadlines.lag.seconds",
        "How long the engine is behind",
        ago(backlog.oldestDeadline(now), now));
    mailboxes(now);
    pbxes(now);
  }

  private void conservation() {
    Balance.Sheet messages = balance.messages();
    sheet("otklik.messages", "Messages ever fetched, by what became of them", "outcome", messages);
    Balance.Sheet calls = balance.calls();
    sheet("otklik.calls.disposed", "Calls, by what came of them", "disposition", calls);
    counts("otklik.calls", "Calls ever heard of, by how they ended", "outcome", backlog.calls());
    rows(
        "otklik.missing",
        "What stands nowhere, or twice if below zero: always 0",
        Stream.of(row("of", "messages", messages.missing()), row("of", "calls", calls.missing())));
  }

  private void mailboxes(Instant now) {
    List<MailboxReport> all = mailroom.report();
    rows(
        "otklik.mailbox.up",
        "1 while a mailbox is read, or somebody paused it",
        all.stream().map(box -> row("mailbox", box.name(), box.failing() ? 0 : 1)));
    rows(
        "otklik.mailbox.backlog",
        "Messages known to wait in a mailbox",
        all.stream().map(box -> row("mailbox", box.name(), box.backlog())));
    rows(
        "otklik.mailbox.read.ago.seconds",
        "Since a mailbox was last found read to its end",
        all.stream()
            .flatMap(box ->
                box.lastSuccess().stream().map(at -> row("mailbox", box.name(), ago(at, now)))));
  }

  private void pbxes(Instant now) {
    List<PbxReport> all = switchroom.report();
    rows(
        "otklik.pbx.up",
        "1 while a PBX is watched and answers",
        all.stream().map(pbx -> row("pbx", pbx.name(), pbx.phase() == PbxPhase.UP ? 1 : 0)));
    rows(
        "otklik.pbx.answer.seconds",
        "How long a PBX took for its last answer",
        all.stream()
            .flatMap(pbx -> pbx.lag().stream().map(lag -> row("pbx", pbx.name(), seconds(lag)))));
    List<PbxPulse> watched = switchroom.pulses();
    rows(
        "otklik.pbx.open.calls",
        "Calls that go on, or whose end isn't registered yet",
        watched.stream().map(pbx -> row("pbx", pbx.name(), pbx.openCalls())));
    rows(
        "otklik.pbx.waiting.events",
        "Events heard and not handled yet",
        watched.stream().map(pbx -> row("pbx", pbx.name(), pbx.waitingEvents())));
    rows(
        "otklik.pbx.event.lag.seconds",
        "How long the last event took, from being heard to its commit",
        watched.stream().map(pbx -> row("pbx", pbx.name(), seconds(pbx.eventLag()))));
    rows(
        "otklik.pbx.ledger.reads",
        "How often a PBX's ledger was read since this program watches it",
        watched.stream().map(pbx -> row("pbx", pbx.name(), pbx.reconciles())));
    rows(
        "otklik.pbx.ledger.read.ago.seconds",
        "Since a PBX's ledger was last read",
        watched.stream()
            .flatMap(
                pbx -> pbx.reconciled().stream().map(at -> row("pbx", pbx.name(), ago(at, now)))));
  }

  private void sheet(String name, String what, String label, Balance.Sheet sheet) {
    rows(
        name,
        what,
        sheet.standing().entrySet().stream().map(e -> row(label, lower(e.getKey()), e.getValue())));
  }

  private void counts(String name, String what, String label, List<Backlog.Count> counts) {
    rows(name, what, counts.stream().map(c -> row(label, lower(c.kind()), c.items())));
  }

  private void one(String name, String what, double value) {
    rows(name, what, Stream.of(Row.of(Tags.empty(), value)));
  }

  private void rows(String name, String what, Stream<Row<?>> rows) {
    gauges
        .computeIfAbsent(name, n -> MultiGauge.builder(n).description(what).register(registry))
        .register(rows.toList(), true);
  }

  private static Row<?> row(String label, String value, Number figure) {
    return Row.of(Tags.of(label, value), figure);
  }

  private static String lower(String constant) {
    return constant.toLowerCase(Locale.ROOT);
  }

  private static double ago(Optional<Instant> at, Instant now) {
    return at.map(since -> ago(since, now)).orElse(0.0);
  }

  private static double ago(Instant at, Instant now) {
    return Math.max(0, seconds(Duration.between(at, now)));
  }

  private static double seconds(Duration time) {
    return time.toNanos() / 1e9;
  }
}
