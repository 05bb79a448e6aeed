package org.otklik.helpdesk.api;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.http.annotation.Status;
import io.micronaut.http.server.types.files.StreamedFile;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.otklik.helpdesk.mail.MailFacts;
import org.otklik.helpdesk.mail.MailFiles;
import org.otklik.helpdesk.mail.MailLists;
import org.otklik.helpdesk.mail.MailOutcome;
import org.otklik.helpdesk.mail.MailReasons;
import org.otklik.helpdesk.mail.MailRetry;
import org.otklik.helpdesk.mail.ReceivedMail;
import org.otklik.helpdesk.words.Words;

/** Received mail and what became of it. */
@Controller("/api/v1/messages")
@Secured(SecurityRule.IS_AUTHENTICATED)
@ExecuteOn(TaskExecutors.BLOCKING)
@Tag(name = "Messages")
class MessagesApi {
  private final MailLists lists;
  private final MailFiles files;
  private final MailRetry retry;
  private final MailFacts facts;

  MessagesApi(MailLists lists, MailFiles files, MailRetry retry, MailFacts facts) {
    this.lists = lists;
    this.files = files;
    this.retry = retry;
    this.facts = facts;
  }

  /**
   * Lists received messages, the newest first.
   *
   * @param outcome only those that came to this: held, forwarded, unreadable, …
   * @param before where the page before ended
   * @param limit how many, 200 at most
   */
  @Get
  @Operation(summary = "List received messages: held, forwarded and all others")
  Views.MessageList list(
      HttpRequest<?> request,
      @QueryValue @Nullable String outcome,
      @QueryValue @Nullable String before,
      @QueryValue(defaultValue = "50") int limit) {
    int size = Math.clamp(limit, 1, 200);
    Long from = Ids.given(before, "before");
    Words words = Problems.words(request);
    var page = lists.page(outcomes(outcome), from == null ? Long.MAX_VALUE : from, size + 1);
    var shown = page.subList(0, Math.min(size, page.size()));
    return new Views.MessageList(
        shown.stream().map(mail -> Views.Message.of(mail, why(mail, words))).toList(),
        page.size() > size ? Long.toString(shown.getLast().id()) : null);
  }

  private static List<MailOutcome> outcomes(@Nullable String outcome) {
    if (outcome == null) {
      return List.of(MailOutcome.values());
    }
    try {
      return List.of(MailOutcome.valueOf(outcome.toUpperCase(Locale.ROOT)));
    } catch (IllegalArgumentException e) {
      throw RefusedException.invalid("outcome", "refusal.no-such-outcome");
    }
  }

  /** Shows a message. */
  @Get("/{id}")
  @Operation(summary = "Show a received message and why it came to its outcome")
  Views.Message show(HttpRequest<?> request, String id) {
    ReceivedMail mail = find(id);
    return Views.Message.of(mail, why(mail, Problems.words(request)));
  }

  /** What is known of a message besides what it says. */
  @Get("/{id}/facts")
  @Operation(summary = "Show who signed a message, to which meeting it invites, what is odd in it")
  MessageFacts facts(HttpRequest<?> request, String id) {
    return MessageFacts.of(facts.of(find(id)), Problems.words(request));
  }

  /** The message, byte for byte. */
  @Get("/{id}/raw")
  @Produces(MediaType.APPLICATION_OCTET_STREAM)
  @Operation(summary = "Download a message, byte for byte")
  HttpResponse<StreamedFile> raw(String id) throws IOException {
    ReceivedMail mail = find(id);
    return HttpResponse.ok(
            new StreamedFile(files.open(mail), MediaType.APPLICATION_OCTET_STREAM_TYPE)
                .attach(mail.id() + ".eml"))
        .header("X-Content-Type-Options", "nosniff");
  }

  /** Has an unreadable message taken up again. */
  @Post("/{id}/retry")
  @Status(HttpStatus.ACCEPTED)
  @Operation(summary = "Retry an unreadable message, after an upgrade for instance")
  Views.Message retry(HttpRequest<?> request, String id) {
    return switch (retry.retry(Ids.inPath(id, "message"))) {
      case PENDING -> show(request, id);
      case NO_SUCH_MESSAGE -> throw RefusedException.notFound("message");
      case NOT_UNREADABLE -> throw RefusedException.invalid("id", "refusal.not-unreadable");
      case MAILBOX_GONE -> throw RefusedException.invalid("id", "refusal.mailbox-gone");
    };
  }

  private ReceivedMail find(String id) {
    return lists
        .findById(Ids.inPath(id, "message"))
        .orElseThrow(() -> RefusedException.notFound("message"));
  }

  static Optional<String> why(ReceivedMail mail, Words words) {
    return Optional.of(MailReasons.say(mail.reason(), mail.reasonDetail(), words))
        .filter(why -> !why.isEmpty());
  }
}
