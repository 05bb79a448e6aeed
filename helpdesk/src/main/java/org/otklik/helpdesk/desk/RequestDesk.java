package org.otklik.helpdesk.desk;

import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.otklik.helpdesk.client.StaffMember;
import org.otklik.helpdesk.courier.OutboxRun;
import org.otklik.helpdesk.letter.LetterWords;
import org.otklik.helpdesk.letter.LetterWriter;
import org.otklik.helpdesk.mailbox.MailSettings;
import org.otklik.helpdesk.outbox.Letters;
import org.otklik.helpdesk.outbox.OutgoingLetter;
import org.otklik.helpdesk.outbox.OutgoingLetter.Purpose;
import org.otklik.helpdesk.store.Agreements;
import org.otklik.helpdesk.store.ChangeStore;
import org.otklik.helpdesk.store.ClientRegister;
import org.otklik.helpdesk.store.Matters;
import org.otklik.helpdesk.store.Rows;
import org.otklik.helpdesk.store.TicketNumbers;
import org.otklik.helpdesk.ticket.Agreement;
import org.otklik.helpdesk.ticket.Changes;
import org.otklik.helpdesk.ticket.Decided;
import org.otklik.helpdesk.ticket.Matter;
import org.otklik.helpdesk.ticket.Refusal;
import org.otklik.helpdesk.ticket.Request;
import org.otklik.helpdesk.ticket.Ticket;
import org.otklik.helpdesk.ticket.TicketLife;

/**
 * What clients say and somebody here writes down for them: a new request, or more on one that there
 * is. Mail has its own way.
 */
@Singleton
public class RequestDesk {
  private static final int TEXT = 100_000;
  private static final int SUBJECT = 500;
  private static final Duration OLDEST = Duration.ofDays(366);

  private final TransactionOperations<Connection> transactions;
  private final TicketLife life;
  private final Agreements agreements;
  private final Matters matters;
  private final Rows.Staff staff;
  private final Rows.Tickets tickets;
  private final ClientRegister register;
  private final TicketNumbers numbers;
  private final ChangeStore store;
  private final LetterWriter writer;
  private final Letters letters;
  private final LetterWords words;
  private final MailSettings settings;
  private final OutboxRun outbox;
  private final InstantSource clock;

  RequestDesk(
      TransactionOperations<Connection> transactions,
      TicketLife life,
      Agreements agreements,
      Matters matters,
      Rows.Staff staff,
      Rows.Tickets tickets,
      ClientRegister register,
      TicketNumbers numbers,
      ChangeStore store,
      LetterWriter writer,
      Letters letters,
      LetterWords words,
      MailSettings settings,
      OutboxRun outbox,
      InstantSource clock) {
    this.transactions = transactions;
    this.life = life;
    this.agreements = agreements;
    this.matters = matters;
    this.staff = staff;
    this.tickets = tickets;
    this.register = register;
    this.numbers = numbers;
    this.store = store;
    this.writer = writer;
    this.letters = letters;
    this.words = words;
    this.settings = settings;
    this.outbox = outbox;
    this.clock = clock;
  }

  /**
   * What a member of a client's staff said.
   *
   * @param subject "" for the first line of the text
   * @param arrivedAt when they said it, at most a year ago; null for now
   */
  public record Said(
      @Nullable Long staffId,
      Ticket.Channel channel,
      String subject,
      String text,
      @Nullable Instant arrivedAt) {}

  /** A request together with whose it is. */
  private record Heard(Request request, Agreement agreement) {}

  /** Registers a request; who asked gets the same acknowledgement as by mail. */
  public Outcome<Ticket> register(Said said) {
    return done(
        transactions.executeWrite(status -> {
          Instant now = clock.instant();
          return switch (heard(said, now)) {
            case Outcome.Refused<Heard>(Refusal refusal) -> new Outcome.Refused<Ticket>(refusal);
            case Outcome.Done<Heard>(Heard heard) -> registered(heard, null, now);
          };
        }));
  }

  /**
   * Adds what the client said to a ticket. When that was closed too long ago, it begins a ticket
   * that follows it, as by mail.
   *
   * @return the ticket that it came to
   */
  public Outcome<Ticket> reply(long ticketId, Said said) {
    return done(
        transactions.executeWrite(status -> {
          Instant now = clock.instant();
          return switch (heard(said, now)) {
            case Outcome.Refused<Heard>(Refusal refusal) -> new Outcome.Refused<Ticket>(refusal);
            case Outcome.Done<Heard>(Heard heard) ->
                matters
                    .lock(ticketId)
                    .map(matter -> replied(matter, heard, now))
                    .orElse(new Outcome.Refused<>(Refusal.notFound("ticket")));
          };
        }));
  }

  private Outcome<Ticket> done(Outcome<Ticket> outcome) {
    outbox.wakeUp();
    return outcome;
  }

  private Outcome<Heard> heard(Said said, Instant now) {
    Instant arrived = Optional.ofNullable(Sane.kept(said.arrivedAt())).orElse(now);
    Optional<Refusal> unfit = unfit(said).or(() -> unfitArrival(arrived, now));
    if (unfit.isPresent()) {
      return new Outcome.Refused<>(unfit.get());
    }
    Optional<StaffMember> from =
        Optional.ofNullable(said.staffId()).flatMap(staff::findById).filter(StaffMember::active);
    if (from.isEmpty()) {
      return new Outcome.Refused<>(Refusal.invalid("staffId", "refusal.no-such-staff"));
    }
    long clientId = from.get().clientId();
    Agreement agreement =
        Optional.ofNullable(agreements.hold(Set.of(clientId)).get(clientId)).orElseThrow();
    if (!agreement.client().inForceOn(LocalDate.ofInstant(arrived, settings.zone()))) {
      return new Outcome.Refused<>(Refusal.invalid("staffId", "refusal.contract-not-in-force"));
    }
    return new Outcome.Done<>(
        new Heard(
            new Request(
                from.get(),
                said.channel(),
                said.subject(),
                said.text(),
                0,
                arrived,
                null,
                List.of()),
            agreement));
  }

  private static Optional<Refusal> unfit(Said said) {
    if (said.text().isBlank()) {
      return Optional.of(Refusal.invalid("text", "refusal.empty-text"));
    }
    if (said.text().length() > TEXT) {
      return Optional.of(Refusal.invalid("text", "refusal.text-too-long", TEXT));
    }
    return said.subject().length() > SUBJECT
        ? Optional.of(Refusal.invalid("subject", "refusal.text-too-long", SUBJECT))
        : Optional.empty();
  }

  private static Optional<Refusal> unfitArrival(Instant arrived, Instant now) {
    if (arrived.isAfter(now)) {
      return Optional.of(Refusal.invalid("arrivedAt", "refusal.arrival.future"));
    }
    Instant oldest = now.minus(OLDEST);
    return arrived.isBefore(oldest)
        ? Optional.of(Refusal.invalid("arrivedAt", "refusal.arrival.too-early", oldest))
        : Optional.empty();
  }

  private Outcome<Ticket> registered(Heard heard, @Nullable Long continues, Instant now) {
    Decided.Allowed registered =
        life.register(
            heard.request(), heard.agreement(), numbers.next(1).getFirst(), now, continues);
    Ticket ticket = registered.after().ticket();
    registered.changes().letters.add(acknowledgement(heard, ticket, now));
    return saved(registered.changes(), ticket.id(), now);
  }

  private OutgoingLetter acknowledgement(Heard heard, Ticket ticket, Instant now) {
    StaffMember requester = heard.request().from();
    return letters.letter(
        Purpose.ACKNOWLEDGEMENT,
        register.addresses(requester.id()).stream()
            .findFirst()
            .orElse(heard.agreement().client().address()),
        words.acknowledgement(heard.agreement(), ticket, requester.name(), settings.fromName()),
        Letters.Threading.NEW,
        new Letters.About(ticket.id(), null),
        now);
  }

  private Outcome<Ticket> replied(Matter matter, Heard heard, Instant now) {
    Request request = heard.request();
    Ticket ticket = matter.ticket();
    if (request.from().clientId() != ticket.clientId()) {
      return new Outcome.Refused<>(Refusal.invalid("staffId", "refusal.no-such-staff"));
    }
    if (request.arrivedAt().isBefore(ticket.arrivedAt())) {
      return new Outcome.Refused<>(
          Refusal.invalid("arrivedAt", "refusal.arrival.too-early", ticket.arrivedAt()));
    }
    return life.joins(matter, request.arrivedAt())
        ? saved(life.reply(matter, request, now).changes(), ticket.id(), now)
        : registered(heard, ticket.id(), now);
  }

  private Outcome<Ticket> saved(Changes changes, long ticketId, Instant now) {
    writer.write(changes, now);
    store.save(changes);
    return new Outcome.Done<>(tickets.findById(ticketId).orElseThrow());
  }
}
