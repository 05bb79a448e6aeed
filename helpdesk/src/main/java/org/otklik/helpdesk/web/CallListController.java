package org.otklik.helpdesk.web;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.authentication.Authentication;
import io.swagger.v3.oas.annotations.Hidden;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.otklik.helpdesk.access.CurrentOperator;
import org.otklik.helpdesk.call.CallRecord.Disposition;
import org.otklik.helpdesk.store.CallList;
import org.otklik.helpdesk.web.pages.JtecallListGenerated;

/** Calls to the hotline by what became of them, the newest first. */
@Controller("/hotline/calls")
@Hidden
@Produces(MediaType.TEXT_HTML)
@Secured({"OPERATOR", "SUPERVISOR", "ADMINISTRATOR"})
@ExecuteOn(TaskExecutors.BLOCKING)
public class CallListController {
  private static final int SHOWN = 50;

  private final CallList calls;
  private final Chromes chromes;

  CallListController(CallList calls, Chromes chromes) {
    this.calls = calls;
    this.chromes = chromes;
  }

  /** Which calls. */
  public enum Tab {
    /** Nobody could talk with the caller. */
    MISSED(Disposition.MISSED),
    /** An operator is to say what came of them. */
    AWAITED(Disposition.AWAITED),
    /** Nobody said in time. */
    UNDOCUMENTED(Disposition.UNDOCUMENTED),
    ALL(null);

    private final @Nullable Disposition disposition;

    Tab(@Nullable Disposition disposition) {
      this.disposition = disposition;
    }

    public String key() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * What the page shows.
   *
   * @param older the address of what comes after
   */
  public record CallListPage(
      Chrome chrome, Tab tab, List<CallList.Item> calls, Optional<String> older) {
    /** The number, or that there is none. */
    public String number(CallList.Item call) {
      String caller = call.caller();
      return caller == null ? chrome.say("console.call.withheld") : caller;
    }

    /** Whose it is, as far as one client's. */
    public String who(CallList.Item call) {
      String person = call.staffName();
      String client = call.clientName();
      if (client == null) {
        return chrome.say("console.call.unknown");
      }
      return person == null ? client : person + " · " + client;
    }

    /** Who took it, last. */
    public Optional<String> operator(CallList.Item call) {
      return Optional.ofNullable(call.lastOperatorName())
          .or(() -> Optional.ofNullable(call.operatorName()))
          .or(() -> Optional.ofNullable(call.lastBy()));
    }
  }

  @Get
  HttpResponse<String> list(
      HttpRequest<?> request,
      Authentication authentication,
      @Nullable @QueryValue String tab,
      @Nullable @QueryValue String after) {
    Tab shown =
        Stream.of(Tab.values()).filter(one -> one.key().equals(tab)).findFirst().orElse(Tab.MISSED);
    CallList.Page found =
        calls.page(
            new CallList.Filter(null, shown.disposition, null, null, null, null, null, null, null),
            ListPosition.of(after).map(at -> new CallList.Position(at.at(), at.id())).orElse(null),
            SHOWN);
    var page =
        new CallListPage(
            chromes.of(
                request, CurrentOperator.of(authentication), "hotline", "console.calls.title"),
            shown,
            found.items(),
            found
                .next()
                .map(next ->
                    "/hotline/calls?tab="
                        + shown.key()
                        + "&after="
                        + new ListPosition(next.enteredAt(), next.id())));
    return Pages.page(out -> JtecallListGenerated.render(out, null, page));
  }
}
