package org.otklik.helpdesk.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.authentication.Authentication;
import io.micronaut.security.rules.SecurityRule;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.otklik.helpdesk.access.CurrentOperator;
import org.otklik.helpdesk.courier.LetterLists;
import org.otklik.helpdesk.courier.LetterProblem;
import org.otklik.helpdesk.desk.LetterDesk;
import org.otklik.helpdesk.outbox.OutgoingLetter;
import org.otklik.helpdesk.words.Words;

/** Outgoing mail. */
@Controller("/api/v1/letters")
@Secured(SecurityRule.IS_AUTHENTICATED)
@ExecuteOn(TaskExecutors.BLOCKING)
@Tag(name = "Letters")
class LettersApi {
  private final LetterLists lists;
  private final LetterDesk desk;

  LettersApi(LetterLists lists, LetterDesk desk) {
    this.lists = lists;
    this.desk = desk;
  }

  /**
   * A letter.
   *
   * @param state WAITING, SENT, FAILED, or KEPT_BACK: over a cap for automatic mail
   * @param problem why it isn't sent, in words
   * @param messageId under which it goes out, every time that it is tried
   */
  @Serdeable
  @JsonInclude(JsonInclude.Include.ALWAYS)
  record LetterView(
      String id,
      String purpose,
      String state,
      String recipient,
      String subject,
      String messageId,
      boolean automatic,
      @Nullable String ticketId,
      @Nullable String causedBy,
      int attempts,
      @Nullable String problem,
      Instant createdAt,
      @Nullable Instant sentAt,
      @Nullable Instant nextTryAt) {
    static LetterView of(OutgoingLetter letter, Words words) {
      boolean waits = letter.state() == OutgoingLetter.State.WAITING;
      return new LetterView(
          Long.toString(letter.id()),
          letter.purpose().name(),
          letter.state().name(),
          letter.recipient(),
          letter.subject(),
          letter.messageId(),
          letter.automatic(),
          Ids.written(letter.ticketId()),
          Ids.written(letter.mailId()),
          letter.attempts(),
          LetterProblem.of(letter, words).orElse(null),
          letter.createdAt(),
          letter.sentAt(),
          waits ? letter.nextTryAt() : null);
    }
  }

  /** Some letters, the newest first; {@code next} goes into {@code before}. */
  @Serdeable
  @JsonInclude(JsonInclude.Include.ALWAYS)
  record LetterList(List<LetterView> items, @Nullable String next) {}

  /**
   * Lists letters, the newest first.
   *
   * @param state only those in it: waiting, sent, failed, kept-back
   * @param before where the page before ended
   * @param limit how many, 200 at most
   */
  @Get
  @Operation(summary = "List outgoing letters: undelivered, kept back, waiting, sent")
  LetterList list(
      HttpRequest<?> request,
      @QueryValue @Nullable String state,
      @QueryValue @Nullable String before,
      @QueryValue(defaultValue = "50") int limit) {
    int size = Math.clamp(limit, 1, 200);
    Long from = Ids.given(before, "before");
    var only = Given.named(OutgoingLetter.State.class, state, "state");
    Words words = Problems.words(request);
    var page =
        lists.page(
            only == null ? List.of(OutgoingLetter.State.values()) : List.of(only),
            from == null ? Long.MAX_VALUE : from,
            size + 1);
    var shown = page.subList(0, Math.min(size, page.size()));
    return new LetterList(
        shown.stream().map(letter -> LetterView.of(letter, words)).toList(),
        page.size() > size ? Long.toString(shown.getLast().id()) : null);
  }

  /** Shows a letter. */
  @Get("/{id}")
  @Operation(summary = "Show an outgoing letter")
  LetterView show(HttpRequest<?> request, String id) {
    return lists
        .findById(Ids.inPath(id, "letter"))
        .map(letter -> LetterView.of(letter, Problems.words(request)))
        .orElseThrow(() -> RefusedException.notFound("letter"));
  }

  /** Sends a letter that failed or was kept back after all, under the same Message-ID. */
  @Post("/{id}/retry")
  @Operation(summary = "Send a letter after all")
  LetterView retry(HttpRequest<?> request, String id, Authentication authentication) {
    return LetterView.of(
        RefusedException.done(
            desk.retry(Ids.inPath(id, "letter"), CurrentOperator.of(authentication).actor())),
        Problems.words(request));
  }
}
