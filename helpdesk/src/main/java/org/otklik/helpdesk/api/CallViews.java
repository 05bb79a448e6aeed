package org.otklik.helpdesk.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.micronaut.serde.annotation.Serdeable;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.otklik.helpdesk.call.CallBackRecord;
import org.otklik.helpdesk.call.CallCase;
import org.otklik.helpdesk.call.CaseEntry;
import org.otklik.helpdesk.store.CallList;
import org.otklik.helpdesk.store.HotlineReport;

/** What the API shows of calls. Only the provider's people see them. */
final class CallViews {
  private CallViews() {}

  /**
   * A call to the hotline.
   *
   * @param caller in E.164; null when withheld
   * @param shownName what the caller's side states, never to be trusted
   * @param matched STAFF, SHARED, FIRM, UNKNOWN or WITHHELD
   * @param outcome null while it goes on
   * @param disposeBy until when an operator is to say what came of it
   */
  @Serdeable
  @JsonInclude(JsonInclude.Include.ALWAYS)
  record Call(
      String id,
      String pbx,
      String linkedid,
      @Nullable String caller,
      String shownName,
      String shownNumber,
      String matched,
      Views.@Nullable Reference client,
      Views.@Nullable Reference staff,
      Instant enteredAt,
      @Nullable Instant answeredAt,
      @Nullable Instant endedAt,
      @Nullable String outcome,
      @Nullable String answeredBy,
      Views.@Nullable Reference operator,
      @Nullable String lastBy,
      Views.@Nullable Reference lastOperator,
      boolean leftWaiting,
      @Nullable String recording,
      boolean voiceMessage,
      String disposition,
      @Nullable Instant disposeBy,
      @Nullable Instant disposedAt,
      Views.@Nullable Reference disposedBy,
      String reason,
      @Nullable String ticketId,
      @Nullable Long ticketNumber,
      @Nullable String caseId) {
    static Call of(CallList.Item call) {
      return new Call(
          Long.toString(call.id()),
          call.pbx(),
          call.linkedid(),
          call.caller(),
          call.shownName(),
          call.shownNumber(),
          call.matched().name(),
          Views.Reference.of(call.clientId(), call.clientName()),
          Views.Reference.of(call.staffId(), call.staffName()),
          call.enteredAt(),
          call.answeredAt(),
          call.endedAt(),
          TicketViews.name(call.outcome()),
          call.answeredBy(),
          Views.Reference.of(call.operatorId(), call.operatorName()),
          call.lastBy(),
          Views.Reference.of(call.lastOperatorId(), call.lastOperatorName()),
          call.leftWaiting(),
          call.recording(),
          call.voiceMessage(),
          call.disposition().name(),
          call.disposeBy(),
          call.disposedAt(),
          Views.Reference.of(call.disposedById(), call.disposedByName()),
          call.said(),
          Ids.written(call.ticketId()),
          call.ticketNumber(),
          Ids.written(call.caseId()));
    }
  }

  /** A page of calls, the newest first; {@code next} is the cursor of the next page. */
  @Serdeable
  @JsonInclude(JsonInclude.Include.ALWAYS)
  record CallPage(List<Call> items, @Nullable String next) {
    static CallPage of(CallList.Page page) {
      return new CallPage(
          page.items().stream().map(Call::of).toList(),
          page.next().map(Cursor::write).orElse(null));
    }
  }

  /** A call from us; {@code outcome} is null while nobody knows. */
  @Serdeable
  @JsonInclude(JsonInclude.Include.ALWAYS)
  record CallBack(
      String id,
      String purpose,
      @Nullable String ticketId,
      @Nullable String caseId,
      Views.@Nullable Reference operator,
      String extension,
      String number,
      int leastSeconds,
      Instant requestedAt,
      @Nullable String outcome,
      @Nullable Instant startedAt,
      @Nullable Instant endedAt,
      @Nullable Integer talkedSeconds,
      @Nullable String recording) {
    static CallBack of(CallBackRecord call) {
      return new CallBack(
          Long.toString(call.id()),
          call.purpose().name(),
          Ids.written(call.ticketId()),
          Ids.written(call.caseId()),
          Views.Reference.of(call.operatorId(), call.operatorName()),
          call.extension(),
          call.number(),
          call.leastSeconds(),
          call.requestedAt(),
          TicketViews.name(call.outcome()),
          call.startedAt(),
          call.endedAt(),
          call.talkedSeconds(),
          call.recording());
    }
  }

  /** A call case in a list. */
  @Serdeable
  @JsonInclude(JsonInclude.Include.ALWAYS)
  record CaseItem(
      String id,
      @Nullable String caller,
      @Nullable String clientId,
      String contact,
      @Nullable String responsible,
      int halfDaysInVain,
      Instant openedAt,
      @Nullable Instant closedAt,
      @Nullable String closedBecause,
      @Nullable String ticketId) {
    static CaseItem of(CallCase of) {
      return new CaseItem(
          Long.toString(of.id()),
          of.caller(),
          Ids.written(of.clientId()),
          of.contact(),
          Ids.written(of.responsibleId()),
          of.vainHalfDays(),
          of.openedAt(),
          of.closedAt(),
          TicketViews.name(of.closedBecause()),
          Ids.written(of.ticketId()));
    }
  }

  /** Some call cases, the newest first; {@code next} goes into {@code before}. */
  @Serdeable
  @JsonInclude(JsonInclude.Include.ALWAYS)
  record CasePage(List<CaseItem> items, @Nullable String next) {}

  /** A call case with what happened to it. */
  @Serdeable
  @JsonInclude(JsonInclude.Include.ALWAYS)
  record CaseDetails(
      CaseItem standing,
      List<Views.Deadline> deadlines,
      List<Call> calls,
      List<CallBack> callBacks,
      List<Entry> history) {}

  /** What happened. */
  @Serdeable
  @JsonInclude(JsonInclude.Include.ALWAYS)
  record Entry(Instant at, String actorKind, String actor, String act, String text) {
    static Entry of(CaseEntry entry) {
      return new Entry(
          entry.at(),
          entry.actorKind().name(),
          entry.actorName(),
          entry.act().name(),
          entry.text());
    }
  }

  /** Numbers of some calls; all times in seconds, {@code serviceLevel} in percent. */
  @Serdeable
  @JsonInclude(JsonInclude.Include.ALWAYS)
  record Figures(
      long offered,
      long answered,
      long answeredInTime,
      @Nullable Double serviceLevel,
      long abandoned,
      long overflowed,
      long cutOff,
      long left,
      long outOfHours,
      long averageWait,
      long longestWait,
      long averageWaitInVain,
      long talked,
      long averageTalk) {
    static Figures of(HotlineReport.Figures f) {
      return new Figures(
          f.offered(),
          f.answered(),
          f.answeredInTime(),
          f.serviceLevel().orElse(null),
          f.abandoned(),
          f.overflowed(),
          f.cutOff(),
          f.left(),
          f.outOfHours(),
          f.averageWait(),
          f.longestWait(),
          f.averageWaitInVain(),
          f.talked(),
          f.averageTalk());
    }
  }

  /** An operator's answered calls; null for extensions that are nobody's. */
  @Serdeable
  @JsonInclude(JsonInclude.Include.ALWAYS)
  record OfOperator(Views.@Nullable Reference operator, Figures figures) {}

  /**
   * How the hotline was answered.
   *
   * @param zone whose hours
   * @param byHour by hour of the day
   * @param unaccounted 0 if all is well
   */
  @Serdeable
  @JsonInclude(JsonInclude.Include.ALWAYS)
  record Report(
      Instant from,
      Instant until,
      long withinSeconds,
      String zone,
      Figures all,
      Map<String, Figures> byHour,
      List<OfOperator> byOperator,
      Map<String, Long> dispositions,
      long unaccounted) {
    static Report of(
        HotlineReport.Report report, Instant from, Instant until, long within, String zone) {
      var byHour = new TreeMap<String, Figures>();
      report.byHour().forEach((hour, f) -> byHour.put("%02d".formatted(hour), Figures.of(f)));
      var dispositions = new TreeMap<String, Long>();
      report.dispositions().forEach((what, count) -> dispositions.put(what.name(), count));
      return new Report(
          from,
          until,
          within,
          zone,
          Figures.of(report.all()),
          byHour,
          report.byOperator().stream()
              .map(o ->
                  new OfOperator(
                      Views.Reference.of(o.operatorId(), o.name()), Figures.of(o.figures())))
              .toList(),
          dispositions,
          report.unaccounted());
    }
  }
}
