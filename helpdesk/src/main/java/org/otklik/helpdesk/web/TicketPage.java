package org.otklik.helpdesk.web;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.otklik.helpdesk.access.Operator;
import org.otklik.helpdesk.courier.LetterProblem;
import org.otklik.helpdesk.deadline.Deadline;
import org.otklik.helpdesk.deadline.DeadlineKind;
import org.otklik.helpdesk.desk.TicketFile;
import org.otklik.helpdesk.history.Actor;
import org.otklik.helpdesk.history.HistoryEntry;
import org.otklik.helpdesk.mail.HeldDecision;
import org.otklik.helpdesk.mail.MailFacts;
import org.otklik.helpdesk.mail.MailReasons;
import org.otklik.helpdesk.outbox.OutgoingLetter;
import org.otklik.helpdesk.release.Component;
import org.otklik.helpdesk.release.Release;
import org.otklik.helpdesk.store.TicketQueue;
import org.otklik.helpdesk.ticket.ActKind;
import org.otklik.helpdesk.ticket.Attachment;
import org.otklik.helpdesk.ticket.Comment;
import org.otklik.helpdesk.ticket.Matter;
import org.otklik.helpdesk.ticket.Ticket;
import org.otklik.helpdesk.ticket.TicketLink;

/**
 * What a ticket's page shows.
 *
 * @param matter the ticket with what its rules look at
 * @param mails what is known of the messages that comments came by, by id
 * @param links to other tickets, either way
 * @param requesterAddresses where the requester can be written to
 * @param operators who can be made responsible
 * @param release that the ticket waits for, also one that is over
 * @param names of all that the history speaks of, by id
 * @param terms of an analysis, where one can be made
 * @param calls about it, to the hotline and from us
 * @param numbers at which the requester can be called by the PBX
 * @param refused what was asked for and not done
 */
public record TicketPage(
    Chrome chrome,
    TicketFile file,
    Matter matter,
    Map<Long, MailFacts.Facts> mails,
    List<DeadlineView> deadlines,
    List<Linked> links,
    List<String> requesterAddresses,
    List<Operator> operators,
    List<Component> components,
    Optional<Release> release,
    Map<Long, String> names,
    Optional<TermsPart> terms,
    List<CallEntry> calls,
    List<Reach> numbers,
    Refused refused) {

  /** What is known of the message that a comment came by. */
  public Optional<MailFacts.Facts> mailOf(Comment comment) {
    return Optional.ofNullable(comment.mailId()).flatMap(id -> Optional.ofNullable(mails.get(id)));
  }

  /** Why a message had been held before somebody registered it. */
  public String wasHeldBecause(HeldDecision decision) {
    return MailReasons.say(decision.wasReason(), decision.wasDetail(), chrome.words());
  }

  /** The form that was refused, the field that was wrong, why in words, and what was typed. */
  public record Refused(String form, String field, String words, Map<String, String> typed) {
    static final Refused NOTHING = new Refused("", "", "", Map.of());

    public boolean is(String asked) {
      return form.equals(asked);
    }

    /** What was written, where its form isn't there any more: it must not be lost. */
    public String written() {
      return Stream.of("subject", "asked", "answered", "contact", "said", "reason", "text")
          .map(field -> typed.getOrDefault(field, "").strip())
          .filter(text -> !text.isEmpty())
          .collect(Collectors.joining("\n"));
    }

    /** What to show in a form's field. */
    public String typed(String asked, String field, String otherwise) {
      return is(asked) ? typed.getOrDefault(field, otherwise) : otherwise;
    }
  }

  /** Another ticket, and what this one is to it. */
  public record Linked(TicketLink.Kind kind, boolean from, Ticket ticket) {
    public String key() {
      return "console.link." + (from ? "" : "to.") + kind;
    }
  }

  public TicketQueue.Item ticket() {
    return file.ticket();
  }

  public Ticket whole() {
    return matter.ticket();
  }

  public String address() {
    return "/tickets/" + ticket().number();
  }

  public String address(Attachment attachment) {
    return address() + "/attachments/" + attachment.id();
  }

  public String address(ActKind act) {
    return address() + "/" + slug(act);
  }

  public String slug(ActKind act) {
    return ActForms.slug(act);
  }

  /** What an act is called. */
  public String act(ActKind act) {
    return chrome.say("act." + slug(act));
  }

  /** Why a letter isn't sent. */
  public String problem(OutgoingLetter letter) {
    return LetterProblem.of(letter, chrome.words()).orElse("");
  }

  /** Under which a form that is sent twice is done once: until more has been said. */
  public String sayKey() {
    return file.comments().isEmpty() ? "0" : Long.toString(file.comments().getLast().id());
  }

  public String fileName(Attachment attachment) {
    return chrome.fileName(attachment.name());
  }

  public String fileSize(Attachment attachment) {
    return chrome.size(attachment.size());
  }

  /** A line of history in words. */
  public String happened(HistoryEntry entry) {
    return HistoryWords.of(entry, names, chrome.words(), chrome.times());
  }

  public List<DeadlineView> owed() {
    return deadlines.stream().filter(view -> view.deadline().isOwed()).toList();
  }

  /** What is over, the latest first. */
  public List<DeadlineView> past() {
    return deadlines.stream().filter(view -> !view.deadline().isOwed()).toList().reversed();
  }

  /** What the state wants next: its forms lie open. */
  public List<ActKind> wanted() {
    return switch (whole().state()) {
      case REGISTERED -> List.of(ActKind.ANALYSE);
      case AWAITING_CLARIFICATION -> whole().closingProposed() ? List.of(ActKind.CLOSE) : List.of();
      case IN_PROGRESS -> List.of(ActKind.PROVIDE_SOLUTION);
      case SOLUTION_PROVIDED -> List.of(ActKind.ACCEPT, ActKind.REMARK);
      case CLOSED -> List.of();
    };
  }

  /** What else can be done: its forms lie folded. */
  public List<ActKind> others() {
    var others = new ArrayList<>(ActKind.allowedIn(whole().state()));
    others.removeAll(wanted());
    others.removeAll(List.of(ActKind.ANSWER, ActKind.NOTE, ActKind.ASSIGN));
    others.removeIf(act -> !hasReason(act));
    others.sort(Comparator.comparing(act -> !act.isForSupervisors()));
    return others;
  }

  private boolean hasReason(ActKind act) {
    return switch (act) {
      case PAUSE -> any(d -> d.isOpen() && isOurs(d) && d.pausedAt() == null);
      case RESUME -> any(d -> d.isOpen() && d.pausedAt() != null);
      case GIVE_NOTICE -> any(Deadline::isOwed);
      case CONSENT -> !consentable().isEmpty();
      case GIVE_FEEDBACK -> any(d -> d.isOwed() && d.kind() == DeadlineKind.FEEDBACK);
      case PLAN -> any(d -> d.isOpen() && isSolution(d) && isNamed(d));
      case CHOOSE_RELEASE -> terms.filter(TermsPart::choosesRelease).isPresent();
      case EXPLAIN_BREACH -> chrome.isSupervisor() && !breached().isEmpty();
      case LIFT_BEST_EFFORT -> chrome.isSupervisor() && whole().bestEffort();
      default -> true;
    };
  }

  private boolean any(Predicate<Deadline> test) {
    return matter.deadlines().stream().anyMatch(test);
  }

  private static boolean isOurs(Deadline deadline) {
    return deadline.owner() == Deadline.Owner.PROVIDER;
  }

  private static boolean isSolution(Deadline deadline) {
    return switch (deadline.kind()) {
      case RESOLUTION, REWORK -> true;
      default -> false;
    };
  }

  private static boolean isNamed(Deadline deadline) {
    return deadline.releaseId() == null && deadline.dueAt() != null;
  }

  /** What either side may still give notice about. */
  public List<Deadline> noticeable() {
    return matter.deadlines().stream().filter(Deadline::isOwed).toList();
  }

  /** What the other side may agree to have later. */
  public List<Deadline> consentable() {
    Instant now = chrome.times().now();
    return matter.deadlines().stream().filter(d -> d.isOpen() && !d.isPastDue(now)).toList();
  }

  public List<Deadline> breached() {
    return matter.deadlines().stream()
        .filter(d -> d.outcome() == Deadline.Outcome.BREACHED && d.kind().canBeBreached())
        .toList();
  }

  /** A deadline in a list to choose from. */
  public String named(Deadline deadline) {
    String due = deadline.due().map(at -> ", " + chrome.times().near(at)).orElse("");
    return chrome.say("console.deadline." + deadline.kind())
        + " ("
        + chrome.say("console.owes." + deadline.owner())
        + due
        + ")";
  }

  /** What can become a ticket of its own. */
  public List<Comment> splittable() {
    return file.comments().stream().filter(c -> !c.kind().isInternal()).toList();
  }

  public String beginning(Comment comment) {
    String text = comment.text().strip().lines().findFirst().orElse("");
    return comment.authorName() + ": " + (text.length() > 60 ? text.substring(0, 60) + "…" : text);
  }

  /** Whether our side said it, or noted it. */
  public boolean isOurs(Comment comment) {
    return comment.authorKind() != Actor.Kind.STAFF && comment.kind() != Comment.Kind.REMARKS;
  }

  /** Whether a question needs a call in vain, or a reason for none, first. */
  public boolean needsCall() {
    return whole().state() == Ticket.State.REGISTERED && whole().calledAt() == null;
  }

  /** Which reason for closing is proposed, or was chosen. */
  public boolean isClosing(Ticket.Closing closing) {
    Ticket.Closing usual =
        whole().closingProposed() ? Ticket.Closing.UNANSWERED : Ticket.Closing.WITHDRAWN;
    return refused.typed("close", "because", usual.name()).equals(closing.name());
  }

  /** Whether a call by the PBX can be asked for. */
  public boolean canCall() {
    return chrome.hotline() && !isShut() && !numbers.isEmpty();
  }

  public String planName() {
    return PlanWords.name(matter.agreement().plan(), chrome.words());
  }

  /** Reasons for closing that an act of its own doesn't give. */
  public List<Ticket.Closing> closings() {
    return List.of(Ticket.Closing.UNANSWERED, Ticket.Closing.WITHDRAWN, Ticket.Closing.REFUSED);
  }

  public String componentName() {
    return components.stream()
        .filter(c -> Long.valueOf(c.id()).equals(whole().componentId()))
        .map(Component::name)
        .findFirst()
        .orElse("");
  }

  /** Whether its solution is due with a release, and none is planned. */
  public boolean isWithoutRelease() {
    return deadlines.stream().anyMatch(view -> view.standing().equals("without-release"));
  }

  public boolean isShut() {
    return whole().state() == Ticket.State.CLOSED;
  }

  /** Where to ask whether anything is new. */
  public String newsAddress() {
    return address() + "/news?rev=" + revision(file, calls);
  }

  static String revision(TicketFile file, List<CallEntry> calls) {
    int hash = Long.hashCode(file.ticket().version());
    hash = 31 * hash + file.comments().size();
    hash = 31 * hash + file.history().size();
    hash = 31 * hash + file.deadlines().toString().hashCode();
    for (OutgoingLetter letter : file.letters()) {
      hash = 31 * hash + letter.state().name().hashCode();
    }
    return Integer.toHexString(31 * hash + calls.hashCode());
  }

  public boolean isResponsible(Operator operator) {
    return Objects.equals(operator.id(), ticket().responsibleId());
  }

  /** Whom an analysis would make responsible: who is, else the reader. */
  public boolean wouldBeResponsible(Operator operator) {
    String typed = refused.typed("analyse", "responsible", "");
    if (!typed.isBlank()) {
      return typed.equals(Long.toString(operator.id()));
    }
    return ticket().responsibleId() == null
        ? readerId().equals(Long.toString(operator.id()))
        : isResponsible(operator);
  }

  /** Whether the reader could take it over. */
  public boolean canTake() {
    return chrome.operator().filter(o -> o.id() != orNobody(ticket().responsibleId())).isPresent();
  }

  public String readerId() {
    return chrome.operator().map(o -> Long.toString(o.id())).orElse("");
  }

  private static long orNobody(@Nullable Long id) {
    return id == null ? -1 : id;
  }
}
