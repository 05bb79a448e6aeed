package org.otklik.helpdesk.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.micronaut.serde.annotation.Serdeable;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.otklik.helpdesk.hotline.HotlineEvent;
import org.otklik.helpdesk.hotline.PbxPhase;
import org.otklik.helpdesk.hotline.PbxReport;
import org.otklik.helpdesk.hotline.PbxTest;
import org.otklik.helpdesk.hotline.QueueShown;
import org.otklik.helpdesk.words.Words;

/** PBXs as programs see them. */
final class PbxViews {
  private PbxViews() {}

  /**
   * How a PBX is doing.
   *
   * @param fault why it is down: a name that stays
   * @param problem the same in the reader's words
   * @param lagMillis how long its last answer took
   * @param reconciledAt when its ledger was read last
   * @param recordingsProblem why its recordings can't be fetched, in the reader's words
   * @param elsewhere the program that watches it, where that isn't the one that answers
   */
  @Serdeable
  @JsonInclude(JsonInclude.Include.ALWAYS)
  record Pbx(
      String name,
      String host,
      int port,
      boolean secured,
      String queue,
      PbxPhase phase,
      @Nullable String fault,
      @Nullable String problem,
      @Nullable Instant since,
      @Nullable Long lagMillis,
      @Nullable Instant reconciledAt,
      int openCalls,
      @Nullable String recordingsProblem,
      @Nullable String elsewhere) {
    static Pbx of(PbxReport report, Words words) {
      return new Pbx(
          report.name(),
          report.host(),
          report.port(),
          report.secured(),
          report.queue(),
          report.phase(),
          report.fault().orElse(null),
          report.problem(words).orElse(null),
          report.since().orElse(null),
          report.lag().map(Duration::toMillis).orElse(null),
          report.reconciled().orElse(null),
          report.openCalls(),
          report.recordingsProblem(words).orElse(null),
          report.elsewhere().orElse(null));
    }
  }

  /** What a try has shown. */
  @Serdeable
  record Test(boolean works, List<Found> found) {
    static Test of(PbxTest test, Words words) {
      return new Test(
          test.works(),
          test.found().stream()
              .map(one -> new Found(one.point(), one.kind(), one.fine(), one.say(words)))
              .toList());
    }
  }

  /**
   * One thing that was looked at.
   *
   * @param point what, and {@code kind} what was found: names that stay
   * @param words for people
   */
  @Serdeable
  record Found(String point, String kind, boolean fine, String words) {}

  /**
   * A queue.
   *
   * @param at when it was looked at; null when never
   * @param waiting Linkedids of callers, the next one first
   */
  @Serdeable
  @JsonInclude(JsonInclude.Include.ALWAYS)
  record Queue(@Nullable Instant at, List<String> waiting, List<Member> operators) {
    static Queue of(QueueShown queue) {
      return new Queue(
          queue.at(),
          queue.waiting(),
          queue.members().stream()
              .map(one ->
                  new Member(
                      one.extension(),
                      one.state(),
                      one.paused(),
                      one.reason(),
                      one.calls(),
                      one.since()))
              .toList());
    }
  }

  /** An operator at a queue; {@code since} when their telephone does, or pauses, so. */
  @Serdeable
  record Member(
      String extension,
      QueueShown.State state,
      boolean paused,
      String reason,
      int calls,
      Instant since) {}

  /** Something that happened at the hotline. */
  @Serdeable
  @JsonInclude(JsonInclude.Include.ALWAYS)
  record Event(
      HotlineEvent.Kind kind,
      String pbx,
      @Nullable String linkedid,
      @Nullable String extension,
      Instant at) {
    static Event of(HotlineEvent event) {
      return new Event(event.kind(), event.pbx(), event.linkedid(), event.extension(), event.at());
    }
  }
}
