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
import io.micronaut.http.server.types.files.StreamedFile;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.authentication.Authentication;
import io.micronaut.security.rules.SecurityRule;
import io.swagger.v3.oas.annotations.Hidden;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.otklik.helpdesk.access.CurrentOperator;
import org.otklik.helpdesk.client.Client;
import org.otklik.helpdesk.courier.LetterLists;
import org.otklik.helpdesk.mail.HeldDecision;
import org.otklik.helpdesk.mail.HeldMails;
import org.otklik.helpdesk.mail.MailLists;
import org.otklik.helpdesk.mail.MailOutcome;
import org.otklik.helpdesk.mail.MailRetry;
import org.otklik.helpdesk.mail.MailViews;
import org.otklik.helpdesk.mail.MailViews.MailView;
import org.otklik.helpdesk.mail.ReceivedMail;
import org.otklik.helpdesk.outbox.OutgoingLetter;
import org.otklik.helpdesk.store.Rows;
import org.otklik.helpdesk.store.TicketQueue;
import org.otklik.helpdesk.web.pages.JtemailGenerated;
import org.otklik.helpdesk.web.pages.JtemessageGenerated;

/** Received mail that made no ticket: held, forwarded, unreadable, ignored. */
@Controller("/mail")
@Hidden
@Produces(MediaType.TEXT_HTML)
@Secured(SecurityRule.IS_AUTHENTICATED)
@ExecuteOn(TaskExecutors.BLOCKING)
public class MailController {
  private static final int SHOWN = 50;

  private final MailLists lists;
  private final MailViews views;
  private final MailRetry retry;
  private final TicketQueue tickets;
  private final HeldMails held;
  private final LetterLists letters;
  private final Clients clients;
  private final Rows.Staff staff;
  private final Chromes chromes;

  MailController(
      MailLists lists,
      MailViews views,
      MailRetry retry,
      TicketQueue tickets,
      HeldMails held,
      LetterLists letters,
      Clients clients,
      Rows.Staff staff,
      Chromes chromes) {
    this.lists = lists;
    this.views = views;
    this.retry = retry;
    this.tickets = tickets;
    this.held = held;
    this.letters = letters;
    this.clients = clients;
    this.staff = staff;
    this.chromes = chromes;
  }

  /** The lists there are. */
  public enum Tab {
    HELD,
    FORWARDED,
    UNREADABLE,
    OTHER;

    List<MailOutcome> outcomes() {
      return switch (this) {
        case HELD -> List.of(MailOutcome.HELD);
        case FORWARDED -> List.of(MailOutcome.FORWARDED);
        case UNREADABLE -> List.of(MailOutcome.UNREADABLE);
        case OTHER ->
            List.of(
                MailOutcome.IGNORED,
                MailOutcome.BOUNCE,
                MailOutcome.DUPLICATE,
                MailOutcome.PENDING);
      };
    }

    public String key() {
      return name().toLowerCase(Locale.ROOT);
    }

    static Tab of(@Nullable String key) {
      return List.of(values()).stream()
          .filter(tab -> tab.key().equals(key))
          .findFirst()
          .orElse(HELD);
    }
  }

  /**
   * What a list shows.
   *
   * @param overdue which of them somebody should have decided about by now
   * @param older address of the messages before these
   */
  public record MailPage(
      Chrome chrome,
      Tab tab,
      List<ReceivedMail> mails,
      Set<Long> overdue,
      Optional<String> older) {}

  /**
   * What a message's page shows.
   *
   * @param refused why what was wanted can't be
   * @param ticketNumber of the ticket that it belongs to
   * @param decisions of operators about it, the latest first
   * @param forwards the letters by which it went on
   * @param held what can be decided about it, when it is held
   */
  public record MessagePage(
      Chrome chrome,
      ReceivedMail mail,
      MailView view,
      Optional<String> refused,
      Optional<Long> ticketNumber,
      List<HeldDecision> decisions,
      List<OutgoingLetter> forwards,
      Optional<HeldPart> held) {}

  @Get
  HttpResponse<String> list(
      HttpRequest<?> request,
      Authentication authentication,
      @Nullable @QueryValue String tab,
      @Nullable @QueryValue String before) {
    Tab shown = Tab.of(tab);
    long end =
        before != null && before.matches("\\d{1,18}") ? Long.parseLong(before) : Long.MAX_VALUE;
    List<ReceivedMail> found = lists.page(shown.outcomes(), end, SHOWN + 1);
    List<ReceivedMail> mails = found.stream().limit(SHOWN).toList();
    var page =
        new MailPage(
            chromes.of(request, CurrentOperator.of(authentication), "mail", "console.mail.title"),
            shown,
            mails,
            overdue(shown, mails),
            found.size() > SHOWN
                ? Optional.of("/mail?tab=" + shown.key() + "&before=" + mails.getLast().id())
                : Optional.empty());
    return Pages.page(out -> JtemailGenerated.render(out, null, page));
  }

  private Set<Long> overdue(Tab tab, List<ReceivedMail> mails) {
    return tab == Tab.HELD && !mails.isEmpty()
        ? Set.copyOf(held.overdue(mails.stream().map(ReceivedMail::id).toList()))
        : Set.of();
  }

  @Get("/{id}")
  HttpResponse<String> message(HttpRequest<?> request, Authentication authentication, long id) {
    return show(HttpStatus.OK, request, authentication, id, TicketPage.Refused.NOTHING);
  }

  HttpResponse<String> show(
      HttpStatus status,
      HttpRequest<?> request,
      Authentication authentication,
      long id,
      TicketPage.Refused refused) {
    return lists
        .findById(id)
        .map(mail -> page(request, authentication, mail, refused, Optional.empty()))
        .<HttpResponse<String>>map(
            page -> Pages.page(status, out -> JtemessageGenerated.render(out, null, page)))
        .orElseGet(HttpResponse::notFound);
  }

  private MessagePage page(
      HttpRequest<?> request,
      Authentication authentication,
      ReceivedMail mail,
      TicketPage.Refused refused,
      Optional<String> retryRefusal) {
    Chrome chrome =
        chromes
            .of(request, CurrentOperator.of(authentication), "mail", "console.mail.title")
            .at("/mail/" + mail.id());
    Long ticketId = mail.ticketId();
    return new MessagePage(
        mail.subject() == null ? chrome : chrome.at(chrome.path(), mail.subject()),
        mail,
        views.of(mail),
        retryRefusal.map(chrome::say),
        Optional.ofNullable(ticketId).flatMap(tickets::find).map(TicketQueue.Item::number),
        held.findByMailIdOrderByIdDesc(mail.id()),
        letters.forwardsOf(mail.id()),
        // Somebody was quicker: the page says so, and what became of it.
        mail.outcome() == MailOutcome.HELD || !refused.words().isEmpty()
            ? Optional.of(held(mail, refused))
            : Optional.empty());
  }

  /** Has an unreadable message taken up again. */
  @Post("/{id}/retry")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  HttpResponse<String> retry(HttpRequest<?> request, Authentication authentication, long id) {
    return switch (retry.retry(id)) {
      case PENDING -> Pages.goTo("/mail/" + id);
      case NO_SUCH_MESSAGE -> HttpResponse.notFound();
      case NOT_UNREADABLE -> refused(request, authentication, id, "refusal.not-unreadable");
      case MAILBOX_GONE -> refused(request, authentication, id, "refusal.mailbox-gone");
    };
  }

  private HttpResponse<String> refused(
      HttpRequest<?> request, Authentication authentication, long id, String key) {
    return lists
        .findById(id)
        .map(mail ->
            page(request, authentication, mail, TicketPage.Refused.NOTHING, Optional.of(key)))
        .<HttpResponse<String>>map(page ->
            Pages.page(
                HttpStatus.UNPROCESSABLE_ENTITY,
                out -> JtemessageGenerated.render(out, null, page)))
        .orElseGet(HttpResponse::notFound);
  }

  private HeldPart held(ReceivedMail mail, TicketPage.Refused refused) {
    List<Client> all = clients.list();
    String sender = mail.sender() == null ? "" : mail.sender();
    Optional<Long> listed =
        held.staffId(sender).flatMap(staff::findById).map(member -> member.clientId());
    List<Long> byDomain = held.clientsOf(sender.substring(sender.lastIndexOf('@') + 1));
    return new HeldPart(
        !held.overdue(List.of(mail.id())).isEmpty(),
        sender.isEmpty() ? List.of() : held.alsoOf(sender, mail.id()),
        all,
        listed.orElse(byDomain.size() == 1 ? byDomain.getFirst() : 0L),
        listed.flatMap(id -> all.stream().filter(client -> client.id() == id).findFirst()),
        refused);
  }

  /**
   * A message's HTML, made safe, as a page of its own that may run, load and reach nothing, and
   * counts as nobody's origin.
   */
  @Get("/{id}/html")
  HttpResponse<String> html(long id) {
    return lists
        .findById(id)
        .map(views::html)
        .<HttpResponse<String>>map(html ->
            HttpResponse.ok("<!DOCTYPE html><meta charset=\"utf-8\">" + html)
                .contentType(MediaType.of("text/html;charset=utf-8"))
                .header(
                    "Content-Security-Policy",
                    "default-src 'none'; style-src 'unsafe-inline'; sandbox;"
                        + " frame-ancestors 'none'; base-uri 'none'; form-action 'none'"))
        .orElseGet(HttpResponse::notFound);
  }

  /** The message as the mailbox gave it. */
  @Get("/{id}/raw")
  @Produces(MediaType.APPLICATION_OCTET_STREAM)
  HttpResponse<StreamedFile> raw(long id) throws IOException {
    Optional<ReceivedMail> mail = lists.findById(id);
    if (mail.isEmpty()) {
      return HttpResponse.notFound();
    }
    return AttachmentController.file(
        views.open(mail.get()),
        "message-" + id + ".eml",
        "application/octet-stream",
        mail.get().size());
  }
}
