package org.otklik.helpdesk.api;

import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Header;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.authentication.Authentication;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.otklik.helpdesk.access.CurrentOperator;
import org.otklik.helpdesk.call.CallBackRecord;
import org.otklik.helpdesk.call.CallCase;
import org.otklik.helpdesk.desk.CallBackDesk;
import org.otklik.helpdesk.desk.CaseDesk;
import org.otklik.helpdesk.desk.CaseRegistration;
import org.otklik.helpdesk.desk.Outcome;
import org.otklik.helpdesk.history.Actor;
import org.otklik.helpdesk.store.CallList;
import org.otklik.helpdesk.store.CallRows;
import org.otklik.helpdesk.store.Rows;

/**
 * Callers for whom there can be no ticket, and calls back to anybody. Only the provider sees them.
 */
@Controller("/api/v1")
@Secured({"OPERATOR", "SUPERVISOR", "ADMINISTRATOR"})
@ExecuteOn(TaskExecutors.BLOCKING)
@Tag(name = "Calls")
class CallCasesApi {
  private static final int LARGEST_PAGE = 200;

  private final CallRows.Cases cases;
  private final CallRows.CaseEntries entries;
  private final CallRows.CallBacks callBacks;
  private final Rows.Deadlines deadlines;
  private final Rows.Tickets tickets;
  private final CallList calls;
  private final CaseDesk desk;
  private final CaseRegistration registration;
  private final CallBackDesk backDesk;

  CallCasesApi(
      CallRows.Cases cases,
      CallRows.CaseEntries entries,
      CallRows.CallBacks callBacks,
      Rows.Deadlines deadlines,
      Rows.Tickets tickets,
      CallList calls,
      CaseDesk desk,
      CaseRegistration registration,
      CallBackDesk backDesk) {
    this.cases = cases;
    this.entries = entries;
    this.callBacks = callBacks;
    this.deadlines = deadlines;
    this.tickets = tickets;
    this.calls = calls;
    this.desk = desk;
    this.registration = registration;
    this.backDesk = backDesk;
  }

  /** What was said. */
  @Serdeable
  record Said(@Nullable String text) {}

  /** Who it was, and what they want. */
  @Serdeable
  record Registration(@Nullable String staffId, @Nullable String subject, @Nullable String text) {}

  /** By when they were told that they will be called. */
  @Serdeable
  record Promise(@Nullable Instant dueAt, @Nullable String text) {}

  /**
   * A call by the PBX: the operator's telephone rings, then the number.
   *
   * @param purpose FEEDBACK, the default, or CLARIFICATION
   * @param number as people write it; none for the one that called, or the requester's
   * @param leastSeconds an answered call that is shorter counts as one in vain; 15 if not given
   */
  @Serdeable
  record WantedCall(
      @Nullable String purpose, @Nullable String number, @Nullable Integer leastSeconds) {
    CallBackDesk.Wish wish() {
      var named = Given.named(CallBackRecord.Purpose.class, purpose, "purpose");
      return new CallBackDesk.Wish(
          named == null ? CallBackRecord.Purpose.FEEDBACK : named,
          Given.text(number),
          leastSeconds);
    }
  }

  /**
   * Lists call cases, the newest first.
   *
   * @param open true for those where a call back is still owed, false for the others
   * @param before where the page before ended
   * @param limit how many, 200 at most
   */
  @Get("/call-cases")
  @Operation(summary = "List call cases, the newest first")
  CallViews.CasePage list(
      @QueryValue @Nullable Boolean open,
      @QueryValue @Nullable String before,
      @QueryValue(defaultValue = "50") int limit) {
    int size = Math.clamp(limit, 1, LARGEST_PAGE);
    Long last = Ids.given(before, "before");
    long after = last == null ? Long.MAX_VALUE : last;
    List<CallCase> found =
        open == null
            ? cases.page(after, size + 1)
            : open ? cases.openPage(after, size + 1) : cases.closedPage(after, size + 1);
    List<CallCase> shown = found.subList(0, Math.min(size, found.size()));
    return new CallViews.CasePage(
        shown.stream().map(CallViews.CaseItem::of).toList(),
        found.size() > size ? Long.toString(shown.getLast().id()) : null);
  }

  /** Shows a call case with its deadline, its calls, and what happened. */
  @Get("/call-cases/{id}")
  @Operation(summary = "Show a call case")
  CallViews.CaseDetails show(String id) {
    long caseId = Ids.inPath(id, "case");
    CallCase found = cases.findById(caseId).orElseThrow(() -> RefusedException.notFound("case"));
    return new CallViews.CaseDetails(
        CallViews.CaseItem.of(found),
        deadlines.findBySubjectIdOrderById(caseId).stream().map(Views.Deadline::of).toList(),
        calls
            .page(
                new CallList.Filter(null, null, null, null, null, caseId, null, null, null),
                null,
                LARGEST_PAGE)
            .items()
            .stream()
            .map(CallViews.Call::of)
            .toList(),
        callBacks.findByCaseIdOrderById(caseId).stream().map(CallViews.CallBack::of).toList(),
        entries.findByCaseIdOrderById(caseId).stream().map(CallViews.Entry::of).toList());
  }

  /** They were called back: nothing is owed any more. */
  @Post("/call-cases/{id}/feedback")
  @Operation(summary = "Record the call back to a caller")
  CallViews.CaseDetails calledBack(String id, @Body Said said, Authentication by) {
    return done(id, desk.calledBack(Ids.inPath(id, "case"), Given.text(said.text()), actor(by)));
  }

  /** They were called, and not reached. */
  @Post("/call-cases/{id}/attempts")
  @Operation(summary = "Record an attempt to call back")
  CallViews.CaseDetails calledInVain(String id, @Body Said said, Authentication by) {
    return done(id, desk.calledInVain(Ids.inPath(id, "case"), Given.text(said.text()), actor(by)));
  }

  /** They were promised a call by another, earlier date. */
  @Post("/call-cases/{id}/promises")
  @Operation(summary = "Promise a call back by a date")
  CallViews.CaseDetails promise(String id, @Body Promise said, Authentication by) {
    return done(
        id,
        desk.promise(
            Ids.inPath(id, "case"),
            Given.required(Given.at(said.dueAt(), "dueAt"), "dueAt"),
            Given.text(said.text()),
            actor(by)));
  }

  /** Nobody can be called back: tried on three half-days, or without a number. */
  @Post("/call-cases/{id}/closing")
  @Operation(summary = "Give up a call case")
  CallViews.CaseDetails giveUp(String id, @Body Said said, Authentication by) {
    return done(id, desk.giveUp(Ids.inPath(id, "case"), Given.text(said.text()), actor(by)));
  }

  /** Somebody found out who it was: it becomes a ticket in that person's name. */
  @Post("/call-cases/{id}/registration")
  @Operation(summary = "Make a ticket of a call case")
  CallViews.CaseDetails register(String id, @Body Registration wanted, Authentication by) {
    return done(
        id,
        registration.register(
            Ids.inPath(id, "case"),
            new CaseRegistration.Who(
                Ids.given(wanted.staffId(), "staffId"),
                Given.text(wanted.subject()),
                Given.text(wanted.text())),
            actor(by)));
  }

  /** Rings the operator who asks, then the caller. */
  @Post("/call-cases/{id}/call-backs")
  @Operation(summary = "Call a caller back by the PBX")
  HttpResponse<CallViews.CallBack> call(
      String id,
      @Body WantedCall wanted,
      @Header("Idempotency-Key") @Nullable String key,
      Authentication by) {
    return called(
        backDesk.aboutCase(Ids.inPath(id, "case"), wanted.wish(), actor(by), Given.key(key)));
  }

  /** Rings the operator who asks, then the client. */
  @Post("/tickets/{id}/call-backs")
  @Operation(summary = "Call about a ticket by the PBX")
  HttpResponse<CallViews.CallBack> callAboutTicket(
      String id,
      @Body WantedCall wanted,
      @Header("Idempotency-Key") @Nullable String key,
      Authentication by) {
    return called(
        backDesk.aboutTicket(Ids.inPath(id, "ticket"), wanted.wish(), actor(by), Given.key(key)));
  }

  /** The calls that were made about a ticket, and how they went. */
  @Get("/tickets/{id}/call-backs")
  @Operation(summary = "List the calls back about a ticket")
  List<CallViews.CallBack> callBacks(String id) {
    long ticketId = Ids.inPath(id, "ticket");
    if (tickets.findById(ticketId).isEmpty()) {
      throw RefusedException.notFound("ticket");
    }
    return callBacks.findByTicketIdOrderById(ticketId).stream()
        .map(CallViews.CallBack::of)
        .toList();
  }

  private static HttpResponse<CallViews.CallBack> called(Outcome<CallBackRecord> outcome) {
    return HttpResponse.created(CallViews.CallBack.of(RefusedException.done(outcome)));
  }

  private static Actor actor(Authentication by) {
    return CurrentOperator.of(by).actor();
  }

  private CallViews.CaseDetails done(String id, Outcome<CallCase> outcome) {
    RefusedException.done(outcome);
    return show(id);
  }
}
