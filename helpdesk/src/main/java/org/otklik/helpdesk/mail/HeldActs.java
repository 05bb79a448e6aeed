package org.otklik.helpdesk.mail;

import io.micronaut.transaction.TransactionDefinition.Propagation;
import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.otklik.helpdesk.client.Client;
import org.otklik.helpdesk.client.StaffMember;
import org.otklik.helpdesk.letter.LetterWords;
import org.otklik.helpdesk.letter.LetterWriter;
import org.otklik.helpdesk.mailbox.OurAddresses;
import org.otklik.helpdesk.outbox.Letters;
import org.otklik.helpdesk.outbox.OutgoingLetter.Purpose;
import org.otklik.helpdesk.store.ChangeStore;
import org.otklik.helpdesk.store.Matters;
import org.otklik.helpdesk.store.TicketNumbers;
import org.otklik.helpdesk.ticket.Agreement;
import org.otklik.helpdesk.ticket.Changes;
import org.otklik.helpdesk.ticket.Decided;
import org.otklik.helpdesk.ticket.Matter;
import org.otklik.helpdesk.ticket.Request;
import org.otklik.helpdesk.ticket.Ticket;
import org.otklik.helpdesk.ticket.TicketLife;
import org.otklik.helpdesk.words.Words;
import org.otklik.intake.Continues;
import org.otklik.intake.Correspondence;
import org.otklik.intake.KeptMail;
import org.otklik.intake.Screened;
import org.otklik.intake.message.MailAddress;
import org.otklik.intake.message.MessageParser;
import org.otklik.intake.message.ParseResult;
import org.otklik.intake.message.ParsedMessage;
import org.otklik.intake.screening.Conversation;
import org.otklik.intake.screening.Letter;
import org.otklik.intake.screening.Reason;
import org.otklik.intake.screening.Standing;
import org.otklik.intake.screening.Verdict;

/**
 * What follows from an operator's decision about a held message, as it would have followed at its
 * arrival. The caller has locked the message and records the decision.
 */
@Singleton
public class HeldActs {
  private final MessageParser parser;
  private final KeptMails kept;
  private final Correspondence correspondence;
  private final TicketLife life;
  private final Matters matters;
  private final TicketNumbers numbers;
  private final LetterWriter writer;
  private final Letters letters;
  private final LetterWords words;
  private final ChangeStore store;
  private final CopiedColleagues copied;
  private final OurAddresses ours;
  private final ReplyKey replyKey;

  HeldActs(
      MessageParser parser,
      KeptMails kept,
      Correspondence correspondence,
      TicketLife life,
      Matters matters,
      TicketNumbers numbers,
      LetterWriter writer,
      Letters letters,
      LetterWords words,
      ChangeStore store,
      CopiedColleagues copied,
      OurAddresses ours,
      ReplyKey replyKey) {
    this.parser = parser;
    this.kept = kept;
    this.correspondence = correspondence;
    this.life = life;
    this.matters = matters;
    this.numbers = numbers;
    this.writer = writer;
    this.letters = letters;
    this.words = words;
    this.store = store;
    this.copied = copied;
    this.ours = ours;
    this.replyKey = replyKey;
  }

  /** What a message came to. */
  public record Came(MailOutcome outcome, long ticketId) {}

  /**
   * Registers a message as from a member of staff, or adds it to the ticket that it answers, if
   * they may see that. Terms run from its arrival: what lay here is nobody's fault but ours.
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public Optional<Came> register(
      ReceivedMail mail, StaffMember from, Agreement agreement, Instant now) {
    if (!(parser.parse(kept.raw(mail)) instanceof ParseResult.Parsed(ParsedMessage message))) {
      return Optional.empty();
    }
    Request request = MailActs.request(screened(mail, message, from), message, from);
    Optional<Matter> answered = answered(message, from).flatMap(matters::lock);
    boolean joins = answered.filter(matter -> life.joins(matter, mail.arrivedAt())).isPresent();
    Decided.Allowed done =
        joins
            ? life.reply(answered.orElseThrow(), request, now)
            : life.registerLate(
                request,
                agreement,
                numbers.next(1).getFirst(),
                now,
                answered.map(matter -> matter.ticket().id()).orElse(null));
    Changes changes = done.changes();
    Ticket ticket = done.after().ticket();
    if (!joins) {
      acknowledge(mail, message, ticket, from, agreement, changes, now);
    }
    writer.write(changes, now);
    store.save(changes);
    copied.takePart(message, ticket);
    return Optional.of(
        new Came(joins ? MailOutcome.APPENDED : MailOutcome.REGISTERED, ticket.id()));
  }

  private void acknowledge(
      ReceivedMail mail,
      ParsedMessage message,
      Ticket ticket,
      StaffMember from,
      Agreement agreement,
      Changes changes,
      Instant now) {
    changes.letters.add(
        letters.letter(
            Purpose.ACKNOWLEDGEMENT,
            Optional.ofNullable(mail.sender()).orElseThrow(),
            words.acknowledgement(agreement, ticket, from.name(), letters.signature(), now),
            MailActs.thread(message),
            new Letters.About(ticket.id(), mail.id()),
            now));
  }

  private Screened screened(ReceivedMail mail, ParsedMessage message, StaffMember from) {
    return new Screened(
        new KeptMail(
            mail.id(),
            "",
            mail.uidValidity(),
            mail.uid(),
            mail.arrivedAt(),
            mail.sha256(),
            kept.raw(mail)),
        Optional.of(message),
        "",
        new Verdict.Register(from.id(), from.clientId(), Reason.of("registered-by-operator")));
  }

  /** The ticket that it answers, if its sender may see it: found as at its arrival. */
  private Optional<Long> answered(ParsedMessage message, StaffMember from) {
    var continues = Continues.of(message, replyKey.addresses());
    List<Conversation> found =
        continues.among(correspondence.recall(continues.clues())).stream()
            .map(Letter.Answer::conversation)
            .filter(conversation -> conversation.clientId() == from.clientId())
            .toList();
    if (found.isEmpty()) {
      return Optional.empty();
    }
    var participants =
        correspondence.participants(
            found.stream().map(Conversation::ticketId).collect(Collectors.toSet()));
    var sender = new Standing.Registered(from.id(), from.clientId(), from.role().seesAll());
    return found.stream()
        .filter(c -> sender.maySee(c.with(participants.getOrDefault(c.ticketId(), Set.of()))))
        .map(Conversation::ticketId)
        .findFirst();
  }

  /** Whether mail to an address would come back to us. */
  public boolean isOurs(String address) {
    return ours.contains(MailAddress.of(address).normalized());
  }

  /** Sends a message on to a client's own address, whole. */
  @Transactional(propagation = Propagation.MANDATORY)
  public void forward(ReceivedMail mail, Client client, Instant now) {
    var changes = new Changes();
    changes.letters.add(
        letters.letter(
            Purpose.FORWARD,
            client.address(),
            words.forward(
                client.language(),
                said(mail.senderName()),
                mail.sender() == null
                    ? Words.in(client.language()).say("letter.no-sender")
                    : mail.sender(),
                said(mail.subject()),
                letters.signature()),
            Letters.Threading.NEW,
            new Letters.About(null, mail.id()),
            now));
    store.save(changes);
  }

  /** Tells somebody that they are on a client's list now. */
  @Transactional(propagation = Propagation.MANDATORY)
  public void invite(StaffMember member, String address, Client client, Instant now) {
    var changes = new Changes();
    changes.letters.add(
        letters.letter(
            Purpose.INVITATION,
            address,
            words.invitation(client, member.name(), address, true, letters.signature()),
            Letters.Threading.NEW,
            new Letters.About(null, null),
            now));
    store.save(changes);
  }

  private static String said(@Nullable String text) {
    return text == null ? "" : text;
  }
}
