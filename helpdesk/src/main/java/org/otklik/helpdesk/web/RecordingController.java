package org.otklik.helpdesk.web;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Header;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.server.types.files.StreamedFile;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.authentication.Authentication;
import io.swagger.v3.oas.annotations.Hidden;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.otklik.helpdesk.access.CurrentOperator;
import org.otklik.helpdesk.call.CallRecord;
import org.otklik.helpdesk.hotline.Recordings;
import org.otklik.helpdesk.store.CallRows;
import org.otklik.helpdesk.store.TicketQueue;

/**
 * Plays what was recorded of a call: to who took it, to who is responsible for its ticket, to
 * supervisors; a voice message to every operator, since any of them may call back.
 */
@Controller("/hotline/calls")
@Hidden
@Secured({"OPERATOR", "SUPERVISOR", "ADMINISTRATOR"})
@ExecuteOn(TaskExecutors.BLOCKING)
class RecordingController {
  private static final MediaType WAVE = MediaType.of("audio/wav");

  private final CallRows.Calls calls;
  private final TicketQueue tickets;
  private final Recordings recordings;

  RecordingController(CallRows.Calls calls, TicketQueue tickets, Recordings recordings) {
    this.calls = calls;
    this.tickets = tickets;
    this.recordings = recordings;
  }

  /** Whole, or the part that a player asks for (RFC 9110, section 14). */
  @Get("/{id}/recording")
  @Produces(MediaType.ALL)
  HttpResponse<StreamedFile> play(
      Authentication authentication, long id, @Nullable @Header("Range") String range)
      throws IOException {
    Optional<Recordings.Playable> found =
        calls
            .findById(id)
            .filter(call -> mayHear(call, CurrentOperator.of(authentication)))
            .flatMap(this::recording);
    return found.isEmpty() ? HttpResponse.notFound() : part(found.get(), range);
  }

  Optional<Recordings.Playable> recording(CallRecord call) {
    return Optional.ofNullable(call.recording()).flatMap(file -> recordings.find(call.pbx(), file));
  }

  boolean mayHear(CallRecord call, CurrentOperator operator) {
    return operator.supervises()
        || call.voiceMessage()
        || call.isTakenBy(operator.id())
        || Optional.ofNullable(call.ticketId())
            .flatMap(tickets::find)
            .filter(ticket -> Long.valueOf(operator.id()).equals(ticket.responsibleId()))
            .isPresent();
  }

  private HttpResponse<StreamedFile> part(Recordings.Playable recording, @Nullable String range)
      throws IOException {
    Optional<ByteRange> wanted = ByteRange.of(range, recording.size());
    if (wanted.isPresent() && wanted.get().isEmpty()) {
      return HttpResponse.<StreamedFile>status(HttpStatus.REQUESTED_RANGE_NOT_SATISFIABLE)
          .header(HttpHeaders.CONTENT_RANGE, "bytes */" + recording.size());
    }
    var part = wanted.orElse(new ByteRange(0, recording.size() - 1));
    InputStream bytes = recordings.open(recording);
    bytes.skipNBytes(part.first());
    var answer =
        HttpResponse.<StreamedFile>status(
                wanted.isPresent() ? HttpStatus.PARTIAL_CONTENT : HttpStatus.OK)
            .header(HttpHeaders.ACCEPT_RANGES, "bytes")
            .header(HttpHeaders.CONTENT_LENGTH, Long.toString(part.length()));
    if (wanted.isPresent()) {
      answer.header(
          HttpHeaders.CONTENT_RANGE,
          "bytes " + part.first() + "-" + part.last() + "/" + recording.size());
    }
    return answer.body(new StreamedFile(part.of(bytes), WAVE));
  }
}
