package org.otklik.helpdesk.api;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
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
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.otklik.helpdesk.access.CurrentOperator;
import org.otklik.helpdesk.client.Role;
import org.otklik.helpdesk.courier.LetterLists;
import org.otklik.helpdesk.desk.HeldDesk;
import org.otklik.helpdesk.mail.HeldDecision;
import org.otklik.helpdesk.mail.HeldMails;
import org.otklik.helpdesk.mail.MailLists;
import org.otklik.helpdesk.mail.ReceivedMail;
import org.otklik.helpdesk.words.Words;

/**
 * What is decided about held messages. Each decision is made once: a second one is refused, 409.
 */
@Controller("/api/v1/messages/{id}")
@Secured(SecurityRule.IS_AUTHENTICATED)
@ExecuteOn(TaskExecutors.BLOCKING)
@Tag(name = "Messages")
class HeldMailApi {
  private final HeldDesk desk;
  private final MailLists lists;
  private final HeldMails held;
  private final LetterLists letters;

  HeldMailApi(HeldDesk desk, MailLists lists, HeldMails held, LetterLists letters) {
    this.desk = desk;
    this.lists = lists;
    this.held = held;
    this.letters = letters;
  }

  /**
   * How to register a message.
   *
   * @param clientId on whose list its sender is put; none when they are on one
   * @param name of the sender, on the list
   * @param role FULL or LIMITED
   * @param also other held messages of the same sender, to be registered along with it
   */
  @Serdeable
  record Registration(
      @Nullable String clientId,
      @Nullable String name,
      @Nullable String role,
      @Nullable List<String> also) {}

  /** Whose own address a message goes on to. */
  @Serdeable
  record ForwardTo(@Nullable String clientId) {}

  /** Why a message is discarded. */
  @Serdeable
  record Discarding(@Nullable String reason) {}

  /** What an operator decided. */
  @Serdeable
  record DecisionView(
      String act,
      @Nullable String heldBecause,
      String said,
      @Nullable String clientId,
      @Nullable String staffId,
      @Nullable String ticketId,
      Views.@Nullable Reference operator,
      Instant at) {
    static DecisionView of(HeldDecision decision) {
      return new DecisionView(
          decision.act().name(),
          decision.wasReason(),
          decision.said(),
          Ids.written(decision.clientId()),
          Ids.written(decision.staffId()),
          Ids.written(decision.ticketId()),
          Views.Reference.of(decision.operatorId(), decision.operatorName()),
          decision.at());
    }
  }

  /**
   * Registers a held message as from its sender, whom it puts on a client's list unless they are on
   * one. It becomes a ticket with its time of arrival, or joins the ticket that it answers. Who is
   * new on the list gets an invitation by mail.
   */
  @Post("/registration")
  @Operation(summary = "Put the sender of a held message on a client's list, and register it")
  HttpResponse<Views.Message> register(
      HttpRequest<?> request, String id, @Body Registration wanted, Authentication authentication) {
    List<String> also = Optional.ofNullable(wanted.also()).orElse(List.of());
    Role role = Given.named(Role.class, wanted.role(), "role");
    RefusedException.done(
        desk.register(
            find(id).id(),
            new HeldDesk.Registration(
                Ids.given(wanted.clientId(), "clientId"),
                Given.text(wanted.name()),
                role == null ? Role.LIMITED : role,
                also.stream().map(other -> Given.requiredId(other, "also")).toList()),
            CurrentOperator.of(authentication).actor()));
    return HttpResponse.created(view(request, id));
  }

  /** Sends a held message on to a client's own address, whole. */
  @Post("/forwarding")
  @Operation(summary = "Forward a held message to the client's own address")
  HttpResponse<Views.Message> forward(
      HttpRequest<?> request, String id, @Body ForwardTo to, Authentication authentication) {
    RefusedException.done(
        desk.forward(
            find(id).id(),
            Ids.given(to.clientId(), "clientId"),
            CurrentOperator.of(authentication).actor()));
    return HttpResponse.created(view(request, id));
  }

  /** Discards a held message: it stays, with the reason, and nothing follows from it. */
  @Post("/discarding")
  @Operation(summary = "Discard a held message, with a reason")
  HttpResponse<Views.Message> discard(
      HttpRequest<?> request, String id, @Body Discarding why, Authentication authentication) {
    RefusedException.done(
        desk.discard(
            find(id).id(), Given.text(why.reason()), CurrentOperator.of(authentication).actor()));
    return HttpResponse.created(view(request, id));
  }

  /** What operators decided about a message, the latest first. */
  @Get("/decisions")
  @Operation(summary = "What operators decided about a message")
  List<DecisionView> decisions(String id) {
    return held.findByMailIdOrderByIdDesc(find(id).id()).stream().map(DecisionView::of).toList();
  }

  /** What else is held of the same sender, the oldest first. */
  @Get("/same-sender")
  @Operation(summary = "Other held messages of the same sender")
  List<Views.Message> sameSender(HttpRequest<?> request, String id) {
    ReceivedMail mail = find(id);
    String sender = mail.sender();
    return sender == null
        ? List.of()
        : held.alsoOf(sender, mail.id()).stream().map(other -> view(request, other)).toList();
  }

  /** The letters by which a message went on to a client. */
  @Get("/forwards")
  @Operation(summary = "The letters by which a message was forwarded")
  List<LettersApi.LetterView> forwards(HttpRequest<?> request, String id) {
    Words words = Problems.words(request);
    return letters.forwardsOf(find(id).id()).stream()
        .map(letter -> LettersApi.LetterView.of(letter, words))
        .toList();
  }

  private ReceivedMail find(String id) {
    return lists
        .findById(Ids.inPath(id, "message"))
        .orElseThrow(() -> RefusedException.notFound("message"));
  }

  private Views.Message view(HttpRequest<?> request, String id) {
    return view(request, find(id));
  }

  private static Views.Message view(HttpRequest<?> request, ReceivedMail mail) {
    return Views.Message.of(mail, MessagesApi.why(mail, Problems.words(request)));
  }
}
