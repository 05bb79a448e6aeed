package org.otklik.helpdesk.mail;

import io.micronaut.transaction.TransactionDefinition.Propagation;
import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.otklik.helpdesk.client.StaffMember;
import org.otklik.helpdesk.letter.LetterWords;
import org.otklik.helpdesk.letter.LetterWriter;
import org.otklik.helpdesk.mailbox.MailSettings;
import org.otklik.helpdesk.mailbox.OurAddresses;
import org.otklik.helpdesk.outbox.Letters;
import org.otklik.helpdesk.outbox.OutgoingLetter;
import org.otklik.helpdesk.outbox.OutgoingLetter.Purpose;
import org.otklik.helpdesk.store.Agreements;
import org.otklik.helpdesk.store.ChangeStore;
import org.otklik.helpdesk.store.Matters;
import org.otklik.helpdesk.store.Rows;
import org.otklik.helpdesk.store.TicketNumbers;
import org.otklik.helpdesk.ticket.Agreement;
import org.otklik.helpdesk.ticket.Changes;
import org.otklik.helpdesk.ticket.Decided;
import org.otklik.helpdesk.ticket.Matter;
import org.otklik.helpdesk.ticket.Request;
import org.otklik.helpdesk.ticket.Ticket;
import org.otklik.helpdesk.ticket.TicketLife;
import org.otklik.intake.Screened;
import org.otklik.intake.message.MailAddress;
import org.otklik.intake.message.ParsedMessage;
import org.otklik.intake.screening.Reason;
import org.otklik.intake.screening.SentLetter;
import org.otklik.intake.screening.Verdict;

/** What follows from each verdict: tickets, replies, letters, and the record of the decision. */
@Singleton
class MailActs {
  private final TicketLife life;
  private final Letters letters;
  private final LetterWords words;
  private final Agreements agreements;
  private final Rows.Staff staff;
  private final Matters matters;
  private final LetterWriter writer;
  private final TicketNumbers numbers;
  private final ChangeStore store;
  private final Decisions decisions;
  private final CopiedColleagues copied;
  private final ReturnedLetters returned;
  private final OurAddresses ours;
  private final MailSettings settings;
  private final InstantSource clock;

  MailActs(
      TicketLife life,
      Letters letters,
      LetterWords words,
      Agreements agreements,
      Rows.Staff staff,
      Matters matters,
      LetterWriter writer,
      TicketNumbers numbers,
      ChangeStore store,
      Decisions decisions,
      CopiedColleagues copied,
      ReturnedLetters returned,
      OurAddresses ours,
      MailSettings settings,
      InstantSource clock) {
    this.life = life;
    this.letters = letters;
    this.words = words;
    this.agreements = agreements;
    this.staff = staff;
    this.matters = matters;
    this.writer = writer;
    this.numbers = numbers;
    this.store = store;
    this.decisions = decisions;
    this.copied = copied;
    this.returned = returned;
    this.ours = ours;
    this.settings = settings;
    this.clock = clock;
  }

  /** In the caller's transaction: all of it or nothing. */
  @Transactional(propagation = Propagation.MANDATORY)
  public void carryOut(List<Screened> batch) {
    var known = look(batch);
    var changes = new Changes();
    var decided = new ArrayList<Decision>(batch.size());
    for (Screened screened : batch) {
      decided.add(carryOut(screened, known, changes));
    }
    writer.write(changes, known.now());
    store.save(changes);
    decisions.record(decided);
    copied.takePart(decided);
  }

  /** What a batch's acts need to know, looked up at once. */
  private record Known(
      Map<Long, Agreement> agreements,
      Map<Long, StaffMember> staff,
      Map<Long, Matter> matters,
      Map<Long, OutgoingLetter> returned,
      Iterator<Long> numbers,
      Instant now) {}

  private Known look(List<Screened> batch) {
    var clientIds = new HashSet<Long>();
    var staffIds = new HashSet<Long>();
    var answered = new TreeSet<Long>();
    for (Screened screened : batch) {
      switch (screened.verdict()) {
        case Verdict.Register register -> {
          clientIds.add(register.clientId());
          staffIds.add(register.staffId());
        }
        case Verdict.FollowUp followUp -> {
          staffIds.add(followUp.staffId());
          clientIds.add(followUp.clientId());
          answered.add(followUp.ticketId());
        }
        case Verdict.Note note -> {
          staffIds.add(note.staffId());
          answered.add(note.ticketId());
        }
        case Verdict.Bounced bounced ->
            bounced.letter().flatMap(SentLetter::ticketId).ifPresent(answered::add);
        case Verdict.Forward forward -> clientIds.add(forward.clientId());
        default -> {}
      }
    }
    Map<Long, Agreement> held = agreements.hold(clientIds);
    var people = new HashMap<Long, StaffMember>();
    if (!staffIds.isEmpty()) {
      staff.findByIdIn(staffIds).forEach(member -> people.put(member.id(), member));
    }
    var open = new HashMap<>(matters.lock(answered));
    long registrations = batch.stream().filter(screened -> isNewTicket(screened, open)).count();
    return new Known(
        held,
        people,
        open,
        returned.look(batch),
        numbers.next((int) registrations).iterator(),
        clock.instant());
  }

  /** A reply to what was closed too long ago begins a ticket of its own. */
  private boolean isNewTicket(Screened screened, Map<Long, Matter> open) {
    return switch (screened.verdict()) {
      case Verdict.Register _ -> true;
      case Verdict.FollowUp reply ->
          !life.joins(required(open, reply.ticketId()), screened.kept().arrived());
      default -> false;
    };
  }

  private Decision carryOut(Screened screened, Known known, Changes changes) {
    var decision = Decision.on(screened, known.now());
    return switch (screened.verdict()) {
      case Verdict.Register verdict ->
          decision.registered(
              verdict.clientId(),
              register(screened, verdict.clientId(), verdict.staffId(), null, known, changes));
      case Verdict.FollowUp verdict -> reply(screened, verdict, known, changes, decision);
      case Verdict.Forward verdict -> forward(screened, verdict, known, changes, decision);
      case Verdict.Hold verdict -> decision.came(MailOutcome.HELD, verdict.reason());
      case Verdict.Ignore verdict -> decision.came(MailOutcome.IGNORED, verdict.reason());
      case Verdict.Note verdict -> note(screened, verdict, known, changes, decision);
      case Verdict.Bounced verdict -> bounced(verdict, known, changes, decision);
      case Verdict.Duplicate verdict -> decision.came(MailOutcome.DUPLICATE, verdict.reason());
      case Verdict.Unreadable verdict -> decision.came(MailOutcome.UNREADABLE, verdict.reason());
    };
  }

  private long register(
      Screened screened,
      long clientId,
      long staffId,
      @Nullable Long continues,
      Known known,
      Changes changes) {
    Agreement agreement = required(known.agreements(), clientId);
    StaffMember requester = required(known.staff(), staffId);
    ParsedMessage message = screened.message().orElseThrow();
    Decided.Allowed registered =
        life.register(
            request(screened, message, requester),
            agreement,
            known.numbers().next(),
            known.now(),
            continues);
    Ticket ticket = registered.after().ticket();
    changes.addAll(registered.changes());
    changes.letters.add(
        letters.letter(
            Purpose.ACKNOWLEDGEMENT,
            message.from().getFirst().address(),
            words.acknowledgement(agreement, ticket, requester.name(), settings.fromName()),
            thread(message),
            new Letters.About(ticket.id(), screened.kept().id()),
            known.now()));
    return ticket.id();
  }

  private Decision reply(
      Screened screened,
      Verdict.FollowUp verdict,
      Known known,
      Changes changes,
      Decision decision) {
    if (isNewTicket(screened, known.matters())) {
      long ticketId =
          register(
              screened, verdict.clientId(), verdict.staffId(), verdict.ticketId(), known, changes);
      return decision.registered(verdict.clientId(), ticketId);
    }
    StaffMember from = required(known.staff(), verdict.staffId());
    Decided.Allowed replied =
        life.reply(
            required(known.matters(), verdict.ticketId()),
            request(screened, screened.message().orElseThrow(), from),
            known.now());
    changes.addAll(replied.changes());
    known.matters().put(verdict.ticketId(), replied.after());
    return decision.appended(verdict.clientId(), verdict.ticketId());
  }

  /** What a program answered for somebody is shown, and that is all. */
  private Decision note(
      Screened screened, Verdict.Note verdict, Known known, Changes changes, Decision decision) {
    StaffMember from = required(known.staff(), verdict.staffId());
    Decided.Allowed noted =
        life.note(
            required(known.matters(), verdict.ticketId()),
            request(screened, screened.message().orElseThrow(), from),
            known.now());
    changes.addAll(noted.changes());
    known.matters().put(verdict.ticketId(), noted.after());
    return decision.noted(verdict.clientId(), verdict.ticketId());
  }

  /** A report on a letter of ours; one on anything else is only kept. */
  private Decision bounced(
      Verdict.Bounced verdict, Known known, Changes changes, Decision decision) {
    Optional<OutgoingLetter> letter =
        verdict.letter().flatMap(sent -> Optional.ofNullable(known.returned().get(sent.id())));
    if (letter.isEmpty()) {
      return decision.reported(null);
    }
    Long ticketId = letter.get().ticketId();
    boolean news = returned.record(letter.get(), verdict, known.returned());
    if (news && ticketId != null) {
      Decided.Allowed told =
          life.undelivered(
              required(known.matters(), ticketId),
              verdict.permanent(),
              verdict.recipient(),
              verdict.permanent() && letter.get().purpose().isToRequester(),
              known.now());
      changes.addAll(told.changes());
      known.matters().put(ticketId, told.after());
    }
    return decision.reported(ticketId);
  }

  private Decision forward(
      Screened screened, Verdict.Forward verdict, Known known, Changes changes, Decision decision) {
    String to = verdict.clientAddress();
    if (ours.contains(MailAddress.of(to).normalized())) {
      return decision.came(
          MailOutcome.HELD, Reason.of("client-address-is-ours", to)); // it would come back
    }
    ParsedMessage message = screened.message().orElseThrow();
    MailAddress sender = message.from().getFirst();
    changes.letters.add(
        letters.letter(
            Purpose.FORWARD,
            to,
            words.forward(
                required(known.agreements(), verdict.clientId()).client().language(),
                sender.name(),
                sender.address(),
                message.subject(),
                settings.fromName()),
            Letters.Threading.NEW,
            new Letters.About(null, screened.kept().id()),
            known.now()));
    return decision.forwarded(verdict.clientId(), verdict.reason());
  }

  static Request request(Screened screened, ParsedMessage message, StaffMember from) {
    return new Request(
        from,
        Ticket.Channel.MAIL,
        message.subject(),
        message.newText(),
        message.quoted().isBlank() ? 0 : message.quoted().length(),
        screened.kept().arrived(),
        screened.kept().id(),
        message.attachments().stream()
            .map(a ->
                new Request.File(
                    a.index(),
                    Decision.cut(a.name(), 255),
                    Decision.cut(a.type(), 255),
                    a.size(),
                    a.sha256(),
                    a.inline()))
            .toList());
  }

  /** Our answer threads under the message that it answers (RFC 5322 §3.6.4). */
  static Letters.Threading thread(ParsedMessage message) {
    String messageId = message.messageId();
    if (messageId == null || !isPlain(messageId)) {
      return Letters.Threading.NEW;
    }
    var references = new ArrayList<String>();
    message.references().stream().filter(MailActs::isPlain).limit(20).forEach(references::add);
    references.add(messageId);
    return new Letters.Threading(messageId, references);
  }

  private static boolean isPlain(String messageId) {
    return messageId.length() <= 250 && messageId.chars().allMatch(c -> c > 32 && c < 127);
  }

  private static <T> T required(Map<Long, T> known, long id) {
    return Optional.ofNullable(known.get(id)).orElseThrow();
  }
}
