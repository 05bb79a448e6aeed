package org.otklik.helpdesk.year;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.otklik.helpdesk.year.Terms.Rule;

/** A deadline that must exist, and what must have become of it. Changed while a log is retold. */
final class Owed {
  static final Instant NEVER = Instant.parse("9999-12-31T00:00:00Z");

  final String kind;
  final Instant start;
  Rule rule;
  @Nullable Instant notice;
  @Nullable Instant due;
  boolean provisional;
  String outcome = "OPEN";
  @Nullable Instant fulfilled;
  @Nullable Long release;

  /** 0 before the notice point, 1 after it, 2 after the due time, then escalation. */
  int step;

  Instant wake = NEVER;
  String noticed = "NONE";

  /** When its owner first said that it won't be kept, by arrival. */
  @Nullable Instant noticedAt;

  /** The client let it pass and had not said why by then. */
  boolean silentlyBroken;

  boolean bestEffort;
  int moves;
  @Nullable Instant paused;
  @Nullable Instant resumed;

  /** Working time that was left then, in microseconds. */
  long left;

  /** What its ticket's history must say of it: act and instant. */
  final List<String> story = new ArrayList<>();

  Owed(String kind, Rule rule, Instant start) {
    this.kind = kind;
    this.rule = rule;
    this.start = start;
  }

  /** When it is due, and what says so. */
  record Timing(
      @Nullable Instant notice,
      @Nullable Instant due,
      boolean provisional,
      @Nullable Long release,
      Instant first) {}

  boolean isClients() {
    return kind.equals("CLARIFICATION") || kind.equals("ACCEPTANCE");
  }

  boolean isOpen() {
    return outcome.equals("OPEN");
  }

  boolean isOwed() {
    return fulfilled == null && (isOpen() || outcome.equals("BREACHED"));
  }

  /**
   * Whether it is late then. Only shipping breaks what is bound to a release; while work is
   * suspended, time stands still.
   */
  boolean isPast(Instant at) {
    Instant counted = paused != null && paused.isBefore(at) ? paused : at;
    return due != null && (release == null || !isOpen()) && counted.isAfter(due);
  }

  boolean differs(Timing timing) {
    return !Objects.equals(due, timing.due())
        || !Objects.equals(notice, timing.notice())
        || !Objects.equals(release, timing.release())
        || provisional != timing.provisional();
  }

  /**
   * By another timing; what was told of the same instant is not told again. A term that no release
   * keeps open any more has passed, though.
   */
  void retime(Timing timing) {
    boolean warned = step == 1 && Objects.equals(notice, timing.notice());
    boolean overdueTold = warned && release != null && story.contains("RELEASE_OVERDUE " + due);
    boolean sameDue = Objects.equals(due, timing.due());
    notice = timing.notice();
    due = timing.due();
    provisional = timing.provisional();
    release = timing.release();
    step = warned ? 1 : 0;
    Instant next = warned && due != null ? due : timing.first();
    boolean passed = paused != null && release == null && due != null && due.isBefore(paused);
    wake =
        (overdueTold && sameDue && release != null) || (paused != null && !passed) ? NEVER : next;
  }

  void end(String how) {
    outcome = how;
    wake = NEVER;
    paused = null;
  }

  void tell(String act, Instant at) {
    story.add(act + " " + at);
  }
}
