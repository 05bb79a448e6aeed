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
import org.jspecify.annotations.Nullable;
import org.otklik.helpdesk.access.CurrentOperator;
import org.otklik.helpdesk.mail.MailLists;
import org.otklik.helpdesk.mail.MailOutcome;
import org.otklik.helpdesk.mail.MailRetry;
import org.otklik.helpdesk.mail.MailViews;
import org.otklik.helpdesk.mail.MailViews.MailView;
import org.otklik.helpdesk.mail.ReceivedMail;
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
  private final Chromes chromes;

  MailController(
      MailLists lists, MailViews views, MailRetry retry, TicketQueue tickets, Chromes chromes) {
    this.lists = lists;
    this.views = views;
    this.retry = retry;
    this.tickets = tickets;
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
   * @param older address of the messages before these
   */
  public record MailPage(
      Chrome chrome, Tab tab, List<ReceivedMail> mails, Optional<String> older) {}

  /**
   * What a message's page shows.
   *
   * @param refused why what was wanted can't be
   * @param ticketNumber of the ticket that it belongs to
   */
  public record MessagePage(
      Chrome chrome,
      ReceivedMail mail,
      MailView view,
      Optional<String> refused,
      Optional<Long> ticketNumber) {}

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
            found.size() > SHOWN
                ? Optional.of("/mail?tab=" + shown.key() + "&before=" + mails.getLast().id())
                : Optional.empty());
    return Pages.page(out -> JtemailGenerated.render(out, null, page));
  }

  @Get("/{id}")
  HttpResponse<String> message(HttpRequest<?> request, Authentication authentication, long id) {
    return lists
        .findById(id)
        .map(mail -> show(request, authentication, mail, Optional.empty()))
        .orElseGet(HttpResponse::notFound);
  }

  private HttpResponse<String> show(
      HttpRequest<?> request,
      Authentication authentication,
      ReceivedMail mail,
      Optional<String> refusal) {
    Chrome chrome =
        chromes.of(request, CurrentOperator.of(authentication), "mail", "console.mail.title");
    Long ticketId = mail.ticketId();
    var page =
        new MessagePage(
            mail.subject() == null ? chrome : chrome.at(chrome.path(), mail.subject()),
            mail,
            views.of(mail),
            refusal.map(chrome::say),
            Optional.ofNullable(ticketId).flatMap(tickets::find).map(TicketQueue.Item::number));
    var status = refusal.isPresent() ? HttpStatus.UNPROCESSABLE_ENTITY : HttpStatus.OK;
    return Pages.page(status, out -> JtemessageGenerated.render(out, null, page));
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
        .map(mail -> show(request, authentication, mail, Optional.of(key)))
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
