package org.otklik.helpdesk.api;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Header;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.annotation.Put;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.http.server.multipart.MultipartBody;
import io.micronaut.http.server.types.files.StreamedFile;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.authentication.Authentication;
import io.micronaut.security.rules.SecurityRule;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.otklik.helpdesk.desk.Outcome;
import org.otklik.helpdesk.desk.RequestDesk;
import org.otklik.helpdesk.desk.TicketFiles;
import org.otklik.helpdesk.desk.UploadedForm;
import org.otklik.helpdesk.desk.Uploads;
import org.otklik.helpdesk.store.TicketQueue;
import org.otklik.helpdesk.ticket.Request;
import org.otklik.helpdesk.ticket.Ticket;
import org.otklik.helpdesk.ticket.TicketAct;

/** Tickets. */
@Controller("/api/v1/tickets")
@Secured(SecurityRule.IS_AUTHENTICATED)
@ExecuteOn(TaskExecutors.BLOCKING)
@Tag(name = "Tickets")
class TicketsApi {
  private final TicketQueue queue;
  private final TicketFiles files;
  private final RequestDesk requests;
  private final Acts acts;
  private final Uploads uploads;

  TicketsApi(
      TicketQueue queue, TicketFiles files, RequestDesk requests, Acts acts, Uploads uploads) {
    this.uploads = uploads;
    this.queue = queue;
    this.files = files;
    this.requests = requests;
    this.acts = acts;
  }

  /**
   * A request that somebody made.
   *
   * @param subject the first line of the text when there is none
   * @param arrivedAt when they made it; now when it isn't said
   */
  @Serdeable
  record NewTicket(
      @Nullable String staffId,
      @Nullable String subject,
      @Nullable String text,
      @Nullable Instant arrivedAt) {}

  /** What somebody said; {@code arrivedAt} is now when it isn't said. */
  @Serdeable
  record NewReply(@Nullable String staffId, @Nullable String text, @Nullable Instant arrivedAt) {}

  /** Something to be said: for the {@code client}, the default, or {@code internal}. */
  @Serdeable
  record NewComment(@Nullable String text, @Nullable String visibility) {
    boolean isInternal() {
      return switch (visibility == null ? "client" : visibility.toLowerCase(Locale.ROOT)) {
        case "client" -> false;
        case "internal" -> true;
        default -> throw RefusedException.invalid("visibility", "refusal.no-such-visibility");
      };
    }
  }

  /** Who is to be responsible; null for nobody. */
  @Serdeable
  record NewResponsible(@Nullable String operator) {}

  /**
   * Lists tickets by next deadline, those with nothing due last.
   *
   * @param client only this client's
   * @param responsible only those of this operator, or {@code none} for those of nobody
   * @param state only those in this state
   * @param cursor where the page before ended
   * @param limit how many, 200 at most
   */
  @Get
  @Operation(summary = "List tickets by next deadline")
  Views.TicketList list(
      @QueryValue @Nullable String client,
      @QueryValue @Nullable String responsible,
      @QueryValue @Nullable String state,
      @QueryValue @Nullable String cursor,
      @QueryValue(defaultValue = "50") int limit) {
    boolean unassigned = "none".equals(responsible);
    return Views.TicketList.of(
        queue.page(
            new TicketQueue.Filter(
                Ids.given(client, "client"),
                unassigned ? null : Ids.given(responsible, "responsible"),
                unassigned,
                Given.named(Ticket.State.class, state, "state")),
            Cursor.read(cursor),
            limit));
  }

  /** Shows a ticket with everything in its file. */
  @Get("/{id}")
  @Operation(summary = "Show a ticket")
  HttpResponse<TicketViews.Ticket> show(String id, Authentication authentication) {
    return acts.show(Ids.inPath(id, "ticket"), authentication);
  }

  /** Registers a request for a member of a client's staff, who gets an acknowledgement by mail. */
  @Post
  @Operation(summary = "Register a ticket for a member of staff")
  HttpResponse<TicketViews.Ticket> register(@Body NewTicket wanted, Authentication authentication) {
    return created(
        requests.register(
            new RequestDesk.Said(
                Given.requiredId(wanted.staffId(), "staffId"),
                Ticket.Channel.API,
                Given.text(wanted.subject()),
                Given.text(wanted.text()),
                wanted.arrivedAt())),
        authentication);
  }

  /**
   * Records what a member of the client's staff said, by phone for instance. It does what their
   * mail would: ends a wait for clarification, reopens a closed ticket, or, when that was closed
   * too long ago, begins another; the answer is the ticket that it came to.
   */
  @Post("/{id}/replies")
  @Operation(summary = "Record what the client said")
  HttpResponse<TicketViews.Ticket> reply(
      String id, @Body NewReply said, Authentication authentication) {
    return created(
        requests.reply(
            Ids.inPath(id, "ticket"),
            new RequestDesk.Said(
                Given.requiredId(said.staffId(), "staffId"),
                Ticket.Channel.API,
                "",
                Given.text(said.text()),
                said.arrivedAt())),
        authentication);
  }

  /**
   * Adds a comment: for the client (the default), who gets it by mail, or for operators only.
   * Whether an answer is a first response, the plan says.
   *
   * @param key the same comment under the same Idempotency-Key is written once, for a week
   */
  @Post("/{id}/comments")
  @Operation(summary = "Answer the client, or leave an internal note")
  HttpResponse<TicketViews.Ticket> comment(
      String id,
      @Body NewComment comment,
      @Header(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
      @Header("Idempotency-Key") @Nullable String key,
      Authentication authentication) {
    return said(id, comment, List.of(), ifMatch, key, authentication);
  }

  /**
   * Adds a comment with files: fields {@code text}, {@code visibility} and any number of files, 20
   * MiB together. They go with the letter to the client.
   */
  @Post("/{id}/comments")
  @Consumes(MediaType.MULTIPART_FORM_DATA)
  @Operation(summary = "Answer the client, or leave an internal note, with files")
  HttpResponse<TicketViews.Ticket> commentWithFiles(
      String id,
      @Body MultipartBody body,
      @Header(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
      @Header("Idempotency-Key") @Nullable String key,
      Authentication authentication) {
    UploadedForm sent = UploadedForm.of(body);
    return said(
        id,
        new NewComment(sent.fields().get("text"), sent.fields().get("visibility")),
        RefusedException.done(uploads.keep(sent.files())),
        ifMatch,
        key,
        authentication);
  }

  private HttpResponse<TicketViews.Ticket> said(
      String id,
      NewComment comment,
      List<Request.File> sent,
      @Nullable String ifMatch,
      @Nullable String key,
      Authentication authentication) {
    String text = Given.text(comment.text());
    return acts.perform(
            id,
            comment.isInternal()
                ? new TicketAct.Note(text, sent)
                : new TicketAct.Answer(text, sent),
            ifMatch,
            Given.key(key),
            authentication)
        .status(HttpStatus.CREATED);
  }

  /**
   * Makes somebody responsible, or nobody.
   *
   * @param ifMatch the version that the asker saw; when the ticket has another one by now, nothing
   *     is done
   */
  @Put("/{id}/responsible")
  @Operation(summary = "Assign a ticket")
  HttpResponse<TicketViews.Ticket> assign(
      String id,
      @Body NewResponsible responsible,
      @Header(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
      Authentication authentication) {
    return acts.perform(
        id,
        new TicketAct.Assign(Ids.given(responsible.operator(), "operator")),
        ifMatch,
        authentication);
  }

  private HttpResponse<TicketViews.Ticket> created(
      Outcome<Ticket> outcome, Authentication authentication) {
    Ticket ticket = RefusedException.done(outcome);
    return acts.show(ticket.id(), authentication)
        .status(HttpStatus.CREATED)
        .header(HttpHeaders.LOCATION, "/api/v1/tickets/" + ticket.id());
  }

  /** What is folded away of a comment: earlier messages and the signature. */
  @Serdeable
  record Quoted(String quoted) {}

  /** The folded tail of something that came by mail. */
  @Get("/{id}/comments/{comment}/quoted")
  @Operation(summary = "Show the earlier messages and the signature that a comment leaves out")
  Quoted quoted(String id, String comment) {
    return files
        .quoted(Ids.inPath(id, "ticket"), Ids.inPath(comment, "comment"))
        .map(Quoted::new)
        .orElseThrow(() -> RefusedException.notFound("comment"));
  }

  /** A file's bytes, as they came. */
  @Get("/{id}/attachments/{attachment}")
  @Produces(MediaType.APPLICATION_OCTET_STREAM)
  @Operation(summary = "Download an attachment")
  HttpResponse<StreamedFile> download(String id, String attachment) throws IOException {
    var found =
        files
            .attachment(Ids.inPath(id, "ticket"), Ids.inPath(attachment, "attachment"))
            .orElseThrow(() -> RefusedException.notFound("attachment"));
    return HttpResponse.ok(
            new StreamedFile(files.open(found), MediaType.APPLICATION_OCTET_STREAM_TYPE)
                .attach(found.name()))
        .header("X-Content-Type-Options", "nosniff");
  }
}
