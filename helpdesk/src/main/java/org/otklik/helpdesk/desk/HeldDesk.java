package org.otklik.helpdesk.desk;

import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.otklik.helpdesk.IdSource;
import org.otklik.helpdesk.client.Client;
import org.otklik.helpdesk.client.Role;
import org.otklik.helpdesk.client.StaffMember;
import org.otklik.helpdesk.courier.OutboxRun;
import org.otklik.helpdesk.history.Actor;
import org.otklik.helpdesk.mail.HeldActs;
import org.otklik.helpdesk.mail.HeldDecision;
import org.otklik.helpdesk.mail.HeldMails;
import org.otklik.helpdesk.mail.MailOutcome;
import org.otklik.helpdesk.mail.ReceivedMail;
import org.otklik.helpdesk.mailbox.MailSettings;
import org.otklik.helpdesk.store.Agreements;
import org.otklik.helpdesk.store.Inserts;
import org.otklik.helpdesk.store.Rows;
import org.otklik.helpdesk.ticket.Agreement;
import org.otklik.helpdesk.ticket.Refusal;

/**
 * What operators decide about held mail: register it, with its sender put on a client's list where
 * they aren't yet; forward it to the client; discard it. Each decision is made once, and kept: who
 * comes second is told who was first.
 */
@Singleton
public class HeldDesk {
  private static final int REASON = 500;
  private static final int TOGETHER = 100;

  private final TransactionOperations<Connection> transactions;
  private final HeldMails held;
  private final HeldActs acts;
  private final ClientDesk clientDesk;
  private final Rows.Clients clients;
  private final Rows.Staff staff;
  private final Agreements agreements;
  private final Inserts inserts;
  private final MailSettings settings;
  private final OutboxRun outbox;
  private final IdSource ids;
  private final InstantSource clock;

  HeldDesk(
      TransactionOperations<Connection> transactions,
      HeldMails held,
      HeldActs acts,
      ClientDesk clientDesk,
      Rows.Clients clients,
      Rows.Staff staff,
      Agreements agreements,
      Inserts inserts,
      MailSettings settings,
      OutboxRun outbox,
      IdSource ids,
      InstantSource clock) {
    this.transactions = transactions;
    this.held = held;
    this.acts = acts;
    this.clientDesk = clientDesk;
    this.clients = clients;
    this.staff = staff;
    this.agreements = agreements;
    this.inserts = inserts;
    this.settings = settings;
    this.outbox = outbox;
    this.ids = ids;
    this.clock = clock;
  }

  /**
   * How a message is to be registered.
   *
   * @param clientId on whose list its sender is put; null when they are on one already
   * @param name of the sender, on the list
   * @param role FULL or LIMITED
   * @param also other held messages of the same sender
   */
  public record Registration(@Nullable Long clientId, String name, Role role, List<Long> also) {}

  /** Held messages, locked, and by whom they are registered. */
  private record Together(List<ReceivedMail> mails, StaffMember from, boolean isNew) {}

  /**
   * Registers a message, and others of its sender along with it.
   *
   * @return the tickets that they came to
   */
  public Outcome<List<Long>> register(long mailId, Registration wanted, Actor by) {
    return awake(
        transactions.executeWrite(status -> {
          Outcome<List<Long>> outcome = registerLocked(mailId, wanted, by, clock.instant());
          if (outcome instanceof Outcome.Refused) {
            status.setRollbackOnly(); // what came before the refusal isn't done either
          }
          return outcome;
        }));
  }

  private Outcome<List<Long>> registerLocked(
      long mailId, Registration wanted, Actor by, Instant now) {
    return switch (together(mailId, wanted)) {
      case Outcome.Refused<Together>(Refusal refusal) -> new Outcome.Refused<>(refusal);
      case Outcome.Done<Together>(Together found) -> {
        Agreement agreement =
            Optional.ofNullable(
                    agreements.hold(Set.of(found.from().clientId())).get(found.from().clientId()))
                .orElseThrow();
        yield arrivedInForce(found.mails(), agreement.client())
            ? registered(found, agreement, by, now)
            : refused(Refusal.invalid("client", "refusal.contract-not-in-force"));
      }
    };
  }

  /** A client's term is met by arrival, however late the operator comes to it. */
  private boolean arrivedInForce(List<ReceivedMail> mails, Client client) {
    return mails.stream()
        .allMatch(mail -> client.inForceOn(LocalDate.ofInstant(mail.arrivedAt(), settings.zone())));
  }

  private Outcome<Together> together(long mailId, Registration wanted) {
    var wantedIds = new TreeSet<>(wanted.also());
    wantedIds.add(mailId);
    if (wantedIds.size() > TOGETHER) {
      return refused(Refusal.invalid("also", "refusal.held.too-many", TOGETHER));
    }
    Optional<Refusal> decided = lock(wantedIds);
    if (decided.isPresent()) {
      return refused(decided.get());
    }
    Optional<Long> number = held.cameAgain(wantedIds);
    if (number.isPresent()) {
      return refused(
          Refusal.notAllowed("refusal.held.came-again", List.of(), number.get().toString()));
    }
    List<ReceivedMail> mails = held.mails(wantedIds);
    String sender = mails.stream().filter(m -> m.id() == mailId).findFirst().orElseThrow().sender();
    if (sender == null) {
      return refused(Refusal.invalid("", "refusal.held.no-sender"));
    }
    if (mails.stream().anyMatch(mail -> !sender.equals(mail.sender()))) {
      return refused(Refusal.invalid("also", "refusal.held.other-sender"));
    }
    Optional<StaffMember> known = held.staffId(sender).flatMap(staff::findById);
    return known.isPresent() ? listed(known.get(), wanted, mails) : listing(sender, wanted, mails);
  }

  private static Outcome<Together> listed(
      StaffMember known, Registration wanted, List<ReceivedMail> mails) {
    Long clientId = wanted.clientId();
    return known.active() && (clientId == null || clientId == known.clientId())
        ? new Outcome.Done<>(new Together(mails, known, false))
        : refused(Refusal.invalid("client", "refusal.address-taken"));
  }

  private Outcome<Together> listing(String sender, Registration wanted, List<ReceivedMail> mails) {
    Long clientId = wanted.clientId();
    if (clientId == null) {
      return refused(Refusal.invalid("client", "refusal.missing"));
    }
    if (wanted.role() == Role.MAIN) {
      return refused(Refusal.invalid("role", "refusal.held.role"));
    }
    return switch (clientDesk.add(
        clientId, new ClientDesk.NewStaff(wanted.name(), wanted.role(), List.of(sender)))) {
      case Outcome.Done<StaffMember>(StaffMember added) ->
          new Outcome.Done<>(new Together(mails, added, true));
      case Outcome.Refused<StaffMember>(Refusal refusal) -> refused(refusal);
    };
  }

  private Outcome<List<Long>> registered(
      Together found, Agreement agreement, Actor by, Instant now) {
    var tickets = new ArrayList<Long>();
    for (ReceivedMail mail : found.mails()) {
      Optional<HeldActs.Came> came = acts.register(mail, found.from(), agreement, now);
      if (came.isEmpty()) {
        return refused(Refusal.invalid("", "refusal.held.unreadable"));
      }
      long ticketId = came.get().ticketId();
      decide(
          mail,
          came.get().outcome(),
          "registered-by-operator",
          by.name(),
          new HeldDecision(
              ids.next(),
              mail.id(),
              HeldDecision.Act.REGISTERED,
              mail.reason(),
              mail.reasonDetail(),
              "",
              found.from().clientId(),
              found.from().id(),
              ticketId,
              Optional.ofNullable(by.id()).orElseThrow(),
              by.name(),
              now));
      tickets.add(ticketId);
    }
    if (found.isNew()) {
      String address = Optional.ofNullable(found.mails().getFirst().sender()).orElseThrow();
      acts.invite(found.from(), address, agreement.client(), now);
    }
    return new Outcome.Done<>(tickets);
  }

  /** Sends a message on to a client's own address. */
  public Outcome<Client> forward(long mailId, @Nullable Long clientId, Actor by) {
    return awake(
        transactions.executeWrite(status -> {
          Instant now = clock.instant();
          Optional<Refusal> decided = lock(Set.of(mailId));
          if (decided.isPresent()) {
            return refused(decided.get());
          }
          Optional<Client> client = Optional.ofNullable(clientId).flatMap(clients::findById);
          if (client.isEmpty()) {
            return refused(Refusal.invalid("client", "refusal.missing"));
          }
          String address = client.get().address();
          if (acts.isOurs(address)) {
            return refused(
                Refusal.invalid("client", "refusal.held.client-address-is-ours", address));
          }
          ReceivedMail mail = held.mails(Set.of(mailId)).getFirst();
          acts.forward(mail, client.get(), now);
          decide(
              mail,
              MailOutcome.FORWARDED,
              "forwarded-by-operator",
              by.name(),
              decision(mail, HeldDecision.Act.FORWARDED, "", client.get().id(), by, now));
          return new Outcome.Done<>(client.get());
        }));
  }

  /** Nothing is to follow from a message. It stays, and is shown with the reason. */
  public Outcome<ReceivedMail> discard(long mailId, String because, Actor by) {
    String why = because.strip();
    if (why.isEmpty() || why.length() > REASON) {
      return refused(
          why.isEmpty()
              ? Refusal.invalid("reason", "refusal.empty-text")
              : Refusal.invalid("reason", "refusal.text-too-long", REASON));
    }
    return transactions.executeWrite(status -> {
      Instant now = clock.instant();
      Optional<Refusal> decided = lock(Set.of(mailId));
      if (decided.isPresent()) {
        return refused(decided.get());
      }
      ReceivedMail mail = held.mails(Set.of(mailId)).getFirst();
      decide(
          mail,
          MailOutcome.IGNORED,
          "discarded-by-operator",
          why,
          decision(mail, HeldDecision.Act.DISCARDED, why, null, by, now));
      return new Outcome.Done<>(mail);
    });
  }

  /** Why they can't be decided about, if somebody was quicker; otherwise they are locked. */
  private Optional<Refusal> lock(Set<Long> mailIds) {
    var locked = new TreeSet<>(held.lock(mailIds));
    return mailIds.stream()
        .filter(id -> !locked.contains(id))
        .findFirst()
        .map(id ->
            held.findByMailIdOrderByIdDesc(id).stream()
                .findFirst()
                .map(d ->
                    Refusal.notAllowed("refusal.held.decided", List.of(), d.operatorName(), d.at()))
                .orElseGet(() -> Refusal.notAllowed("refusal.held.not-held", List.of())));
  }

  private HeldDecision decision(
      ReceivedMail mail,
      HeldDecision.Act act,
      String said,
      @Nullable Long clientId,
      Actor by,
      Instant now) {
    return new HeldDecision(
        ids.next(),
        mail.id(),
        act,
        mail.reason(),
        mail.reasonDetail(),
        said,
        clientId,
        null,
        null,
        Optional.ofNullable(by.id()).orElseThrow(),
        by.name(),
        now);
  }

  private void decide(
      ReceivedMail mail, MailOutcome outcome, String reason, String detail, HeldDecision decision) {
    int changed =
        held.decide(
            mail.id(),
            outcome,
            reason,
            detail,
            decision.clientId(),
            decision.ticketId(),
            decision.at());
    if (changed != 1) {
      throw new IllegalStateException("a locked message was decided elsewhere");
    }
    inserts.all(List.of(decision));
  }

  private <T> Outcome<T> awake(Outcome<T> outcome) {
    outbox.wakeUp();
    return outcome;
  }

  private static <T> Outcome<T> refused(Refusal refusal) {
    return new Outcome.Refused<>(refusal);
  }
}
