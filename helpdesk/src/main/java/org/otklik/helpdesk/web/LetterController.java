package org.otklik.helpdesk.web;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.authentication.Authentication;
import io.micronaut.security.rules.SecurityRule;
import io.swagger.v3.oas.annotations.Hidden;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.otklik.helpdesk.access.CurrentOperator;
import org.otklik.helpdesk.courier.LetterLists;
import org.otklik.helpdesk.courier.LetterProblem;
import org.otklik.helpdesk.desk.LetterDesk;
import org.otklik.helpdesk.desk.Outcome;
import org.otklik.helpdesk.desk.RefusalWords;
import org.otklik.helpdesk.mailbox.MailSettings;
import org.otklik.helpdesk.outbox.OutgoingLetter;
import org.otklik.helpdesk.outbox.OutgoingLetter.State;
import org.otklik.helpdesk.store.Rows;
import org.otklik.helpdesk.ticket.Refusal;
import org.otklik.helpdesk.ticket.Ticket;
import org.otklik.helpdesk.web.pages.JtelettersGenerated;

/** Outgoing mail: what couldn't be delivered, what was kept back, what waits, what went out. */
@Controller("/letters")
@Hidden
@Produces(MediaType.TEXT_HTML)
@Secured(SecurityRule.IS_AUTHENTICATED)
@ExecuteOn(TaskExecutors.BLOCKING)
public class LetterController {
  private static final int SHOWN = 50;

  private final LetterLists lists;
  private final LetterDesk desk;
  private final Rows.Tickets tickets;
  private final Chromes chromes;
  private final MailSettings settings;

  LetterController(
      LetterLists lists,
      LetterDesk desk,
      Rows.Tickets tickets,
      Chromes chromes,
      MailSettings settings) {
    this.lists = lists;
    this.desk = desk;
    this.tickets = tickets;
    this.chromes = chromes;
    this.settings = settings;
  }

  /**
   * What the list shows.
   *
   * @param counts how many there are in states that want attention
   * @param numbers of their tickets, by id
   * @param refused why a letter wasn't sent again, "" when nothing was refused
   */
  public record LettersPage(
      Chrome chrome,
      State state,
      List<OutgoingLetter> letters,
      Map<State, Long> counts,
      Map<Long, Long> numbers,
      Optional<String> older,
      String refused) {

    public List<State> states() {
      return List.of(
          State.FAILED, State.BOUNCED, State.KEPT_BACK, State.WAITING, State.DELAYED, State.SENT);
    }

    public String key(State of) {
      return of.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public String problem(OutgoingLetter letter) {
      return LetterProblem.of(letter, chrome.words()).orElse("");
    }

    public Optional<Long> number(OutgoingLetter letter) {
      return Optional.ofNullable(letter.ticketId())
          .flatMap(id -> Optional.ofNullable(numbers.get(id)));
    }

    /** Whether it can be sent after all; what is forwarded is decided about anew. */
    public boolean canRetry(OutgoingLetter letter) {
      return letter.state() == State.KEPT_BACK
          || (letter.state() == State.FAILED && !letter.carriesMail());
    }
  }

  @Get
  HttpResponse<String> list(
      HttpRequest<?> request,
      Authentication authentication,
      @Nullable @QueryValue String state,
      @Nullable @QueryValue String before) {
    return show(HttpStatus.OK, request, authentication, state(state), before(before), "");
  }

  /** Sends a letter after all. */
  @Post("/{id}/retry")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  HttpResponse<String> retry(HttpRequest<?> request, Authentication authentication, long id) {
    var operator = CurrentOperator.of(authentication);
    State state = lists.findById(id).map(OutgoingLetter::state).orElse(State.FAILED);
    return switch (desk.retry(id, operator.actor())) {
      case Outcome.Done<OutgoingLetter> _ ->
          Pages.goTo("/letters?state=" + state.name().toLowerCase(Locale.ROOT).replace('_', '-'));
      case Outcome.Refused<OutgoingLetter>(Refusal refusal) -> {
        Chrome chrome = chrome(request, authentication);
        yield show(
            HttpStatus.UNPROCESSABLE_ENTITY,
            request,
            authentication,
            state,
            Long.MAX_VALUE,
            RefusalWords.of(refusal, chrome.words(), settings.zone()));
      }
    };
  }

  private static State state(@Nullable String key) {
    return List.of(State.values()).stream()
        .filter(s -> s.name().toLowerCase(Locale.ROOT).replace('_', '-').equals(key))
        .findFirst()
        .orElse(State.FAILED);
  }

  private static long before(@Nullable String before) {
    return before != null && before.matches("\\d{1,18}") ? Long.parseLong(before) : Long.MAX_VALUE;
  }

  private Chrome chrome(HttpRequest<?> request, Authentication authentication) {
    return chromes
        .of(request, CurrentOperator.of(authentication), "mail", "console.letters.title")
        .at("/letters");
  }

  private HttpResponse<String> show(
      HttpStatus status,
      HttpRequest<?> request,
      Authentication authentication,
      State state,
      long before,
      String refused) {
    List<OutgoingLetter> found = lists.page(List.of(state), before, SHOWN + 1);
    List<OutgoingLetter> letters = found.stream().limit(SHOWN).toList();
    var page =
        new LettersPage(
            chrome(request, authentication),
            state,
            letters,
            Set.of(State.FAILED, State.KEPT_BACK).stream()
                .collect(Collectors.toMap(Function.identity(), lists::count)),
            numbers(letters),
            found.size() > SHOWN
                ? Optional.of(
                    "/letters?state="
                        + state.name().toLowerCase(Locale.ROOT).replace('_', '-')
                        + "&before="
                        + letters.getLast().id())
                : Optional.empty(),
            refused);
    return Pages.page(status, out -> JtelettersGenerated.render(out, null, page));
  }

  private Map<Long, Long> numbers(List<OutgoingLetter> letters) {
    Set<Long> ids =
        letters.stream()
            .flatMap(letter -> Optional.ofNullable(letter.ticketId()).stream())
            .collect(Collectors.toSet());
    return ids.isEmpty()
        ? Map.of()
        : tickets.findByIdIn(ids).stream().collect(Collectors.toMap(Ticket::id, Ticket::number));
  }
}
