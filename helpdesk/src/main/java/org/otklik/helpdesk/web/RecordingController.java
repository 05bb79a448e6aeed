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
import org.otklik.helpdesk.hotline.Recordings;
import org.otklik.helpdesk.store.CallRows;

/**
 * Plays what was recorded of a call, whole or the part that a player asks for (RFC 9110, section
 * 14). What the reader may not hear isn't there.
 */
@Controller("/hotline")
@Hidden
@Secured({"OPERATOR", "SUPERVISOR", "ADMINISTRATOR"})
@ExecuteOn(TaskExecutors.BLOCKING)
class RecordingController {
  private static final MediaType WAVE = MediaType.of("audio/wav");

  private final CallRows.Calls calls;
  private final CallRows.CallBacks callBacks;
  private final Hearing hearing;
  private final Recordings recordings;

  RecordingController(
      CallRows.Calls calls, CallRows.CallBacks callBacks, Hearing hearing, Recordings recordings) {
    this.calls = calls;
    this.callBacks = callBacks;
    this.hearing = hearing;
    this.recordings = recordings;
  }

  /** Of a call to the hotline. */
  @Get("/calls/{id}/recording")
  @Produces(MediaType.ALL)
  HttpResponse<StreamedFile> play(
      Authentication authentication, long id, @Nullable @Header("Range") String range)
      throws IOException {
    var reader = CurrentOperator.of(authentication);
    return part(calls.findById(id).flatMap(call -> hearing.of(call, reader)), range);
  }

  /** Of a call from us. */
  @Get("/call-backs/{id}/recording")
  @Produces(MediaType.ALL)
  HttpResponse<StreamedFile> playCallBack(
      Authentication authentication, long id, @Nullable @Header("Range") String range)
      throws IOException {
    var reader = CurrentOperator.of(authentication);
    return part(callBacks.findById(id).flatMap(call -> hearing.of(call, reader)), range);
  }

  private HttpResponse<StreamedFile> part(
      Optional<Recordings.Playable> found, @Nullable String range) throws IOException {
    if (found.isEmpty()) {
      return HttpResponse.notFound();
    }
    Recordings.Playable recording = found.get();
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
