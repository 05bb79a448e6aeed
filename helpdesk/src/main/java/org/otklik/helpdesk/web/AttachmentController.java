package org.otklik.helpdesk.web;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.server.types.files.StreamedFile;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import io.swagger.v3.oas.annotations.Hidden;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.otklik.helpdesk.desk.TicketFiles;
import org.otklik.helpdesk.ticket.Attachment;

/** Hands out the files that came with tickets: to be saved, never to be shown on our own origin. */
@Controller
@Hidden
@Secured(SecurityRule.IS_AUTHENTICATED)
@ExecuteOn(TaskExecutors.BLOCKING)
class AttachmentController {
  private final TicketFiles files;

  AttachmentController(TicketFiles files) {
    this.files = files;
  }

  @Get("/tickets/{number}/attachments/{id}")
  @Produces(MediaType.ALL)
  HttpResponse<StreamedFile> download(long number, long id) throws IOException {
    Optional<Attachment> found =
        files.findByNumber(number).flatMap(file -> files.attachment(file.ticket().id(), id));
    return found.isEmpty()
        ? HttpResponse.notFound()
        : file(
            files.open(found.get()),
            found.get().name(),
            Disposition.type(found.get().type()),
            found.get().size());
  }

  static HttpResponse<StreamedFile> file(InputStream in, String name, String type, long size) {
    return HttpResponse.ok(new StreamedFile(in, MediaType.of(type)))
        .header(HttpHeaders.CONTENT_DISPOSITION, Disposition.attachment(name))
        .header(HttpHeaders.CONTENT_LENGTH, Long.toString(size));
  }
}
