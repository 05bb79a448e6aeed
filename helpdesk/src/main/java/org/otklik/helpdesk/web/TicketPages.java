package org.otklik.helpdesk.web;

import io.micronaut.http.HttpRequest;
import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.otklik.helpdesk.access.CurrentOperator;
import org.otklik.helpdesk.desk.TicketDesk;
import org.otklik.helpdesk.desk.TicketFile;
import org.otklik.helpdesk.mail.MailFacts;
import org.otklik.helpdesk.release.Component;
import org.otklik.helpdesk.release.Release;
import org.otklik.helpdesk.store.ClientRegister;
import org.otklik.helpdesk.store.Rows;
import org.otklik.helpdesk.ticket.Matter;
import org.otklik.helpdesk.ticket.Ticket;
import org.otklik.helpdesk.ticket.TicketAct;
import org.otklik.helpdesk.web.TicketPage.Linked;
import org.otklik.helpdesk.words.Words;

/** Gathers what a ticket's page shows besides its file. */
@Singleton
class TicketPages {
  private final Chromes chromes;
  private final TicketDesk desk;
  private final Rows.Operators operators;
  private final Rows.Components components;
  private final Rows.Releases releases;
  private final Rows.Links links;
  private final Rows.Tickets tickets;
  private final CallEntries calls;
  private final Telephones telephones;
  private final ClientRegister register;
  private final MailFacts mails;
  private final InstantSource clock;

  TicketPages(
      Chromes chromes,
      TicketDesk desk,
      Rows.Operators operators,
      Rows.Components components,
      Rows.Releases releases,
      Rows.Links links,
      Rows.Tickets tickets,
      CallEntries calls,
      Telephones telephones,
      ClientRegister register,
      MailFacts mails,
      InstantSource clock) {
    this.chromes = chromes;
    this.desk = desk;
    this.operators = operators;
    this.components = components;
    this.releases = releases;
    this.links = links;
    this.tickets = tickets;
    this.calls = calls;
    this.telephones = telephones;
    this.register = register;
    this.mails = mails;
    this.clock = clock;
  }

  @Transactional
  TicketPage of(
      HttpRequest<?> request,
      CurrentOperator operator,
      TicketFile file,
      TicketPage.Refused refused) {
    Instant now = clock.instant();
    var ticket = file.ticket();
    Chrome chrome =
        chromes
            .of(request, operator, "queue", "console.queue.title")
            .at("/tickets/" + ticket.number(), "№ " + ticket.number() + " " + ticket.subject());
    Matter matter = desk.look(ticket.id()).orElseThrow();
    List<Component> parts = components.findAllOrderByName();
    List<Linked> linked = linked(ticket.id());
    Optional<Release> release = release(matter);
    return new TicketPage(
        chrome,
        file,
        matter,
        mails.of(
            file.comments().stream()
                .flatMap(comment -> Stream.ofNullable(comment.mailId()))
                .collect(Collectors.toSet())),
        file.deadlines().stream().map(d -> DeadlineView.of(d, file.calendar(), now)).toList(),
        linked,
        register.addresses(ticket.requesterId()),
        operators.findByActiveTrueOrderByName(),
        parts,
        release,
        names(file, linked),
        terms(chrome, matter, refused),
        calls.ofTicket(ticket.id(), operator),
        chrome.hotline() ? telephones.of(ticket, ticket.requesterId()) : List.of(),
        refused);
  }

  /** Whether a page shows something else by now. */
  boolean isNews(TicketFile file, CurrentOperator operator, @Nullable String seen) {
    return !TicketPage.revision(file, calls.ofTicket(file.ticket().id(), operator)).equals(seen);
  }

  /** The release that its solution is due with. */
  private Optional<Release> release(Matter matter) {
    return matter.deadlines().stream()
        .filter(d -> d.isOwed() && d.releaseId() != null)
        .map(d -> d.releaseId())
        .findFirst()
        .or(() -> Optional.ofNullable(matter.ticket().releaseId()))
        .flatMap(releases::findById);
  }

  private List<Linked> linked(long ticketId) {
    var found = links.findByTicketIdOrOtherIdOrderById(ticketId, ticketId);
    Map<Long, Ticket> others =
        found.isEmpty()
            ? Map.of()
            : tickets
                .findByIdIn(
                    found.stream()
                        .flatMap(l -> Stream.of(l.ticketId(), l.otherId()))
                        .collect(Collectors.toSet()))
                .stream()
                .collect(Collectors.toMap(Ticket::id, Function.identity()));
    return found.stream()
        .flatMap(link -> {
          boolean from = link.ticketId() == ticketId;
          return Stream.ofNullable(others.get(from ? link.otherId() : link.ticketId()))
              .map(other -> new Linked(link.kind(), from, other));
        })
        .toList();
  }

  private Map<Long, String> names(TicketFile file, List<Linked> linked) {
    var names = new HashMap<>(file.names());
    linked.forEach(link -> names.put(link.ticket().id(), "№ " + link.ticket().number()));
    releases.findAllOrderByPlannedOnDesc().forEach(r -> names.put(r.id(), r.name()));
    return names;
  }

  /** Of an analysis that ends, or one that is made anew: what was typed, else as it is. */
  private Optional<TermsPart> terms(Chrome chrome, Matter matter, TicketPage.Refused refused) {
    return switch (matter.ticket().state()) {
      case REGISTERED, AWAITING_CLARIFICATION ->
          Optional.of(terms(chrome.words(), "analyse", matter, typed("analyse", refused)));
      case IN_PROGRESS, SOLUTION_PROVIDED ->
          Optional.of(terms(chrome.words(), "reclassify", matter, typed("reclassify", refused)));
      case CLOSED -> Optional.empty();
    };
  }

  private static Map<String, String> typed(String form, TicketPage.Refused refused) {
    return refused.is(form) ? refused.typed() : Map.of();
  }

  TermsPart terms(Words words, String form, Matter matter, Map<String, String> typed) {
    Times times = chromes.times(words);
    Ticket ticket = matter.ticket();
    var asked = new HashMap<String, String>();
    asked.put("category", ticket.category() == null ? "" : ticket.category().name());
    asked.put("priority", ticket.priority() == null ? "" : ticket.priority().name());
    if (ticket.warranty() && typed.isEmpty()) {
      asked.put("warranty", "yes");
    }
    asked.putAll(typed);
    TicketAct.Analyse said = ActForms.analysis(Form.of(asked, times.zone()));
    return new TermsPart(
        words,
        times,
        form,
        matter,
        said,
        typed,
        desk.latestPlanned(ticket.id(), said).orElseThrow());
  }
}
