package org.otklik.helpdesk.api;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Header;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.annotation.Put;
import io.micronaut.http.annotation.QueryValue;
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
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.otklik.helpdesk.access.CurrentOperator;
import org.otklik.helpdesk.desk.TicketDesk;
import org.otklik.helpdesk.desk.TicketFiles;
import org.otklik.helpdesk.history.Actor;
import org.otklik.helpdesk.store.TicketQueue;
import org.otklik.helpdesk.ticket.Ticket;

/** Tickets. */
@Controller("/api/v1/tickets")
@Secured(SecurityRule.IS_AUTHENTICATED)
@ExecuteOn(TaskExecutors.BLOCKING)
@Tag(name = "Tickets")
class TicketsApi {
  private final TicketQueue queue;
  private final TicketFiles files;
  private final TicketDesk desk;

  TicketsApi(TicketQueue queue, TicketFiles files, TicketDesk desk) {
    this.queue = queue;
    this.files = files;
    this.desk = desk;
  }

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
                state(state)),
            Cursor.read(cursor),
            limit));
  }

  private static Ticket.@Nullable State state(@Nullable String state) {
    if (state == null) {
      return null;
    }
    try {
      return Ticket.State.valueOf(state.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw RefusedException.invalid("state", "refusal.no-such-state");
    }
  }

  /** Shows a ticket with everything in its file. */
  @Get("/{id}")
  @Operation(summary = "Show a ticket")
  HttpResponse<Views.Ticket> show(String id) {
    return files
        .find(Ids.inPath(id, "ticket"))
        .map(Views.Ticket::of)
        .map(ticket -> tagged(ticket, ticket.ticket().version()))
        .orElseThrow(() -> RefusedException.notFound("ticket"));
  }

  /**
   * Adds a comment: for the client (the default), who gets it by mail and for whom the first is the
   * first response, or for operators only.
   */
  @Post("/{id}/comments")
  @Operation(summary = "Answer the client, or leave an internal note")
  HttpResponse<Views.Ticket> comment(
      String id, @Body NewComment comment, Authentication authentication) {
    long ticketId = Ids.inPath(id, "ticket");
    Actor author = CurrentOperator.of(authentication).actor();
    String text = comment.text() == null ? "" : comment.text();
    RefusedException.done(
        comment.isInternal()
            ? desk.note(ticketId, author, text)
            : desk.answer(ticketId, author, text));
    return HttpResponse.<Views.Ticket>created(show(id).body());
  }

  /**
   * Makes somebody responsible, or nobody.
   *
   * @param ifMatch the version that the asker saw; when the ticket has another one by now, nothing
   *     is done
   */
  @Put("/{id}/responsible")
  @Operation(summary = "Assign a ticket")
  HttpResponse<Views.Ticket> assign(
      String id,
      @Body NewResponsible responsible,
      @Header(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
      Authentication authentication) {
    RefusedException.done(
        desk.assign(
            Ids.inPath(id, "ticket"),
            Ids.given(responsible.operator(), "operator"),
            CurrentOperator.of(authentication).actor(),
            version(ifMatch)));
    return show(id);
  }

  private static @Nullable Long version(@Nullable String ifMatch) {
    if (ifMatch == null || ifMatch.equals("*")) {
      return null;
    }
    return Ids.given(ifMatch.replace("\"", "").strip(), "If-Match");
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

  private static <T> HttpResponse<T> tagged(T body, long version) {
    return HttpResponse.ok(body).header(HttpHeaders.ETAG, "\"" + version + "\"");
  }
}
