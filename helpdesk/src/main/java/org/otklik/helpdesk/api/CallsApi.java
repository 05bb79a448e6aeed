package org.otklik.helpdesk.api;

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
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.otklik.helpdesk.access.CurrentOperator;
import org.otklik.helpdesk.call.CallAct;
import org.otklik.helpdesk.call.CallRecord;
import org.otklik.helpdesk.client.PhoneForm;
import org.otklik.helpdesk.desk.CallDesk;
import org.otklik.helpdesk.mailbox.MailSettings;
import org.otklik.helpdesk.store.CallList;
import org.otklik.helpdesk.store.HotlineReport;
import org.otklik.helpdesk.ticket.Refusal;

/**
 * Calls to the hotline, and what operators say came of them. That is said once: a second time is
 * refused, 409.
 */
@Controller("/api/v1/calls")
@Secured({"OPERATOR", "SUPERVISOR", "ADMINISTRATOR"})
@ExecuteOn(TaskExecutors.BLOCKING)
@Tag(name = "Calls")
class CallsApi {
  private static final Duration LONGEST_REPORT = Duration.ofDays(366);

  private final CallList list;
  private final CallDesk desk;
  private final HotlineReport report;
  private final PhoneForm form;
  private final MailSettings settings;

  CallsApi(
      CallList list, CallDesk desk, HotlineReport report, PhoneForm form, MailSettings settings) {
    this.list = list;
    this.desk = desk;
    this.report = report;
    this.form = form;
    this.settings = settings;
  }

  /** Advice that was given in the call: what was asked, and what was answered. */
  @Serdeable
  record Solution(
      @Nullable String staffId,
      @Nullable String subject,
      @Nullable String asked,
      @Nullable String answered) {}

  /** Who is to be called back how, by when, and what about. */
  @Serdeable
  record FeedbackPromise(
      @Nullable String staffId,
      @Nullable String subject,
      @Nullable String asked,
      @Nullable String contact,
      @Nullable Instant dueAt) {}

  /** Which ticket a call was about, by its number, and what was said. */
  @Serdeable
  record Belonging(@Nullable String staffId, @Nullable Long ticketNumber, @Nullable String said) {}

  /** Why a call was no request. */
  @Serdeable
  record Dismissal(@Nullable String reason) {}

  /**
   * Lists calls, the newest first.
   *
   * @param outcome ANSWERED, ABANDONED, OVERFLOWED, OUT_OF_HOURS or CUT_OFF
   * @param disposition OPEN, AWAITED, ON_THE_SPOT, FEEDBACK_OWED, BELONGS, NOT_A_REQUEST,
   *     UNDOCUMENTED or MISSED
   * @param client only this client's
   * @param operator only those that this operator picked up
   * @param ticket only those of this ticket
   * @param caller only from this number, as people write it
   * @param from only those that came then or later
   * @param until only those that came before
   * @param cursor where the page before ended
   * @param limit how many, 200 at most
   */
  @Get
  @Operation(summary = "List calls, the newest first")
  CallViews.CallPage list(
      @QueryValue @Nullable String outcome,
      @QueryValue @Nullable String disposition,
      @QueryValue @Nullable String client,
      @QueryValue @Nullable String operator,
      @QueryValue @Nullable String ticket,
      @QueryValue @Nullable String caller,
      @QueryValue @Nullable Instant from,
      @QueryValue @Nullable Instant until,
      @QueryValue @Nullable String cursor,
      @QueryValue(defaultValue = "50") int limit) {
    return CallViews.CallPage.of(
        list.page(
            new CallList.Filter(
                Given.named(CallRecord.Outcome.class, outcome, "outcome"),
                Given.named(CallRecord.Disposition.class, disposition, "disposition"),
                Ids.given(client, "client"),
                Ids.given(operator, "operator"),
                Ids.given(ticket, "ticket"),
                null,
                number(caller),
                Given.at(from, "from"),
                Given.at(until, "until")),
            Cursor.readCall(cursor),
            limit));
  }

  private @Nullable String number(@Nullable String caller) {
    return caller == null
        ? null
        : form.number(caller, "RU")
            .orElseThrow(() -> RefusedException.invalid("caller", "refusal.no-phone"));
  }

  /** Shows a call. */
  @Get("/{id}")
  @Operation(summary = "Show a call")
  CallViews.Call show(String id) {
    return list.find(Ids.inPath(id, "call"))
        .map(CallViews.Call::of)
        .orElseThrow(() -> RefusedException.notFound("call"));
  }

  /** Answered on the spot: a support ticket whose solution is provided at once. */
  @Post("/{id}/solution")
  @Operation(summary = "A call was answered on the spot")
  CallViews.Call solve(
      String id,
      @Body Solution said,
      @Header("Idempotency-Key") @Nullable String key,
      Authentication authentication) {
    return dispose(
        id,
        new CallAct.OnTheSpot(
            Ids.given(said.staffId(), "staffId"),
            Given.text(said.subject()),
            Given.text(said.asked()),
            Given.text(said.answered())),
        key,
        authentication);
  }

  /**
   * Feedback is owed: a ticket with that deadline, or a call case for somebody on nobody's list. No
   * date means as late as the plan allows.
   */
  @Post("/{id}/feedback-promise")
  @Operation(summary = "The caller will be called back")
  CallViews.Call promise(
      String id,
      @Body FeedbackPromise said,
      @Header("Idempotency-Key") @Nullable String key,
      Authentication authentication) {
    return dispose(
        id,
        new CallAct.FeedbackOwed(
            Ids.given(said.staffId(), "staffId"),
            Given.text(said.subject()),
            Given.text(said.asked()),
            Given.text(said.contact()),
            Given.at(said.dueAt(), "dueAt")),
        key,
        authentication);
  }

  /** It was about a ticket that there is: what was said is added to it. */
  @Post("/{id}/ticket")
  @Operation(summary = "A call was about a ticket")
  CallViews.Call belongs(
      String id,
      @Body Belonging said,
      @Header("Idempotency-Key") @Nullable String key,
      Authentication authentication) {
    return dispose(
        id,
        new CallAct.Belongs(
            Ids.given(said.staffId(), "staffId"),
            Given.required(said.ticketNumber(), "ticketNumber"),
            Given.text(said.said())),
        key,
        authentication);
  }

  /** It asked for nothing under the agreement. */
  @Post("/{id}/dismissal")
  @Operation(summary = "A call was no request")
  CallViews.Call dismiss(
      String id,
      @Body Dismissal said,
      @Header("Idempotency-Key") @Nullable String key,
      Authentication authentication) {
    return dispose(id, new CallAct.NotARequest(Given.text(said.reason())), key, authentication);
  }

  private CallViews.Call dispose(
      String id, CallAct act, @Nullable String key, Authentication authentication) {
    CurrentOperator operator = CurrentOperator.of(authentication);
    CallRecord done =
        RefusedException.done(
            desk.dispose(
                Ids.inPath(id, "call"),
                act,
                new CallDesk.Teller(operator.actor(), operator.supervises()),
                Given.key(key)));
    return show(Long.toString(done.id()));
  }

  /**
   * How the hotline was answered.
   *
   * @param from calls that came then or later
   * @param until and before; a year later at most
   * @param within a call answered within so many seconds is answered in time
   */
  @Get("/report")
  @Operation(summary = "Service level, waiting and talk times, by hour and operator")
  CallViews.Report report(
      @QueryValue @Nullable Instant from,
      @QueryValue @Nullable Instant until,
      @QueryValue(defaultValue = "20") long within) {
    Instant begin = Given.required(Given.at(from, "from"), "from");
    Instant end = Given.required(Given.at(until, "until"), "until");
    if (!end.isAfter(begin)) {
      throw new RefusedException(Refusal.invalid("until", "refusal.date.not-later", begin));
    }
    if (Duration.between(begin, end).compareTo(LONGEST_REPORT) > 0) {
      throw new RefusedException(
          Refusal.invalid("until", "refusal.date.too-late", begin.plus(LONGEST_REPORT)));
    }
    Duration inTime = Duration.ofSeconds(Math.clamp(within, 0, 3600));
    return CallViews.Report.of(
        report.of(begin, end, inTime, settings.zone()),
        begin,
        end,
        inTime.toSeconds(),
        settings.zone().getId());
  }
}
