package org.otklik.intake;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import org.otklik.intake.AddressBook.Standings;
import org.otklik.intake.Correspondence.Clues;
import org.otklik.intake.Correspondence.Recollection;
import org.otklik.intake.authenticity.DkimCheck;
import org.otklik.intake.authenticity.Proof;
import org.otklik.intake.message.MailAddress;
import org.otklik.intake.message.ParseResult;
import org.otklik.intake.message.ParsedMessage;
import org.otklik.intake.screening.Conversation;
import org.otklik.intake.screening.Letter;
import org.otklik.intake.screening.Letter.Answer;
import org.otklik.intake.screening.Letter.Copy;
import org.otklik.intake.screening.Letter.Rate;
import org.otklik.intake.screening.Reason;
import org.otklik.intake.screening.ReplyAddresses;
import org.otklik.intake.screening.Screening;
import org.otklik.intake.screening.SenderRates;
import org.otklik.intake.screening.SenderRates.Coming;
import org.otklik.intake.screening.SentLetter;
import org.otklik.intake.screening.Standing;
import org.otklik.intake.screening.Trust;
import org.otklik.intake.screening.Verdict;

/**
 * Puts before the rules what they look at: asks the help desk for a whole batch at once who its
 * senders are and what it names, and the DNS for the keys of signatures where the mailbox wants
 * that. Changes nothing but the count of what was let in. Thread-safe.
 */
public final class Screener {
  private static final int CHECKS_AT_ONCE = 16;

  private final Trust trust;
  private final AddressBook addresses;
  private final Correspondence correspondence;
  private final ReplyAddresses replyAddresses;
  private final SenderRates rates;
  private final DkimCheck signatures;

  public Screener(
      Trust trust,
      AddressBook addresses,
      Correspondence correspondence,
      ReplyAddresses replyAddresses,
      SenderRates rates,
      DkimCheck signatures) {
    this.trust = trust;
    this.addresses = addresses;
    this.correspondence = correspondence;
    this.replyAddresses = replyAddresses;
    this.rates = rates;
    this.signatures = signatures;
  }

  /** Verdicts, in the same order. */
  List<Screened> screen(List<ReadMail> mails) {
    List<Before> before = before(mails);
    prove(before);
    Set<String> busy = rates.expect(coming(mails));
    var screened = new ArrayList<Screened>(mails.size());
    for (int i = 0; i < mails.size(); i++) {
      ReadMail mail = mails.get(i);
      Verdict verdict = judge(mail, before.get(i));
      screened.add(new Screened(mail.kept(), mail.message(), mail.contentSha256(), verdict));
    }
    rates.share(busy);
    return screened;
  }

  private static List<Coming> coming(List<ReadMail> mails) {
    return mails.stream()
        .flatMap(
            mail -> mail.sender().map(from -> new Coming(from, mail.kept().arrived())).stream())
        .toList();
  }

  /**
   * How a message would be judged, rule by rule; it doesn't count as let in.
   *
   * @param letter what the rules looked at; nothing when the message can't be read
   */
  public record Explained(Optional<Letter> letter, Verdict verdict, List<String> asked) {}

  /**
   * Judges a message as if it had just come, and changes nothing.
   *
   * @param asIfNew also if the same message came before
   */
  public Explained explain(KeptMail kept, ParseResult result, boolean asIfNew) {
    ReadMail mail = ReadMail.of(kept, result);
    Before before = before(List.of(mail)).getFirst();
    return before
        .letter()
        .map(letter -> asIfNew ? letter.asIfNew() : letter)
        .map(letter -> {
          var explained = Screening.explain(letter);
          return new Explained(Optional.of(letter), explained.verdict(), explained.asked());
        })
        .orElseGet(() ->
            new Explained(
                Optional.empty(), unreadable(mail, asIfNew ? Before.NOTHING : before), List.of()));
  }

  private static Verdict unreadable(ReadMail mail, Before before) {
    return before
        .copyOf()
        .map(Screening::repeating)
        .orElseGet(() ->
            new Verdict.Unreadable(
                Reason.of(
                    "unreadable",
                    mail.result() instanceof ParseResult.Unreadable(var why)
                        ? why.written()
                        : "")));
  }

  private Verdict judge(ReadMail mail, Before before) {
    return before
        .letter()
        .map(letter -> judge(mail, letter))
        .orElseGet(() -> unreadable(mail, before));
  }

  /** What is let in counts at once, so that a flood within one batch is seen. */
  private Verdict judge(ReadMail mail, Letter gathered) {
    Optional<String> sender = mail.sender();
    long id = mail.kept().id();
    Letter letter =
        sender
            .map(from -> gathered.withAccepted(rates.of(from, id, mail.kept().arrived())))
            .orElse(gathered);
    Verdict verdict = Screening.screen(letter);
    switch (verdict) {
      case Verdict.Register _, Verdict.FollowUp _, Verdict.Note _, Verdict.Forward _ ->
          sender.ifPresent(from -> rates.letIn(from, id, mail.kept().arrived()));
      default -> {}
    }
    return verdict;
  }

  /**
   * What is known before a message is judged.
   *
   * @param letter nothing when the message can't be read
   */
  private record Before(Optional<Letter> letter, Optional<Copy> copyOf) {
    static final Before NOTHING = new Before(Optional.empty(), Optional.empty());
  }

  private List<Before> before(List<ReadMail> mails) {
    var senders = new HashSet<String>();
    mails.forEach(mail -> mail.sender().ifPresent(senders::add));
    Standings standings =
        senders.isEmpty() ? (_, _) -> new Standing.Stranger() : addresses.standings(senders);
    List<Continues> continued =
        mails.stream()
            .map(mail ->
                mail.message()
                    .map(message -> Continues.of(message, replyAddresses))
                    .orElse(Continues.NOTHING))
            .toList();
    Recollection recollection = correspondence.recall(clues(mails, continued));
    var before = new ArrayList<Before>(mails.size());
    for (int i = 0; i < mails.size(); i++) {
      ReadMail mail = mails.get(i);
      List<Answer> answers = continued.get(i).among(recollection);
      Optional<Copy> copyOf = copyOf(mail, recollection);
      before.add(
          new Before(
              mail.message()
                  .map(message -> letter(mail, message, copyOf, answers, recollection, standings)),
              copyOf));
    }
    return withParticipants(before);
  }

  private static Clues clues(List<ReadMail> mails, List<Continues> continued) {
    var clues = new Clues(new HashSet<>(), new HashSet<>(), new HashSet<>(), new HashSet<>());
    for (ReadMail mail : mails) {
      clues.sha256().add(mail.kept().sha256());
      clues.messageIds().addAll(mail.namesOthers());
    }
    for (Continues one : continued) {
      clues.ticketIds().addAll(one.ticketIds());
      clues.ticketNumbers().addAll(one.ticketNumbers());
    }
    return clues;
  }

  private Letter letter(
      ReadMail mail,
      ParsedMessage message,
      Optional<Copy> copyOf,
      List<Answer> answers,
      Recollection recollection,
      Standings standings) {
    return new Letter(
        message,
        trust,
        mail.sender()
            .map(from -> standings.of(from, mail.kept().arrived()))
            .orElseGet(Standing.Stranger::new),
        copyOf,
        answers,
        returned(message, recollection),
        Rate.UNLIMITED,
        new Once<>(() -> signature(mail.kept(), message)));
  }

  private static Optional<Copy> copyOf(ReadMail mail, Recollection recollection) {
    Long same = recollection.byHash().get(mail.kept().sha256());
    if (same != null) {
      return Optional.of(new Copy(same, true));
    }
    return mail.messageId()
        .flatMap(id ->
            recollection.sameMessage(
                id, mail.kept().mailbox(), mail.sender().orElse(""), mail.contentSha256()))
        .map(earlier -> new Copy(earlier.id(), earlier.led()));
  }

  private static Optional<SentLetter> returned(ParsedMessage message, Recollection known) {
    return ReadMail.returned(message).stream()
        .flatMap(id -> Optional.ofNullable(known.letters().get(id)).stream())
        .findFirst();
  }

  /**
   * Who takes part in a conversation matters only to people who don't see all of their firm's
   * tickets, and answer one that isn't theirs.
   */
  private List<Before> withParticipants(List<Before> all) {
    var doubtful = new HashSet<Long>();
    all.forEach(one -> one.letter().ifPresent(letter -> doubtful.addAll(doubtful(letter))));
    if (doubtful.isEmpty()) {
      return all;
    }
    Map<Long, Set<Long>> participants = correspondence.participants(doubtful);
    return all.stream()
        .map(one -> new Before(one.letter().map(letter -> letter.with(participants)), one.copyOf()))
        .toList();
  }

  private static Set<Long> doubtful(Letter letter) {
    var doubtful = new HashSet<Long>();
    if (letter.standing() instanceof Standing.Registered sender) {
      for (Answer answer : letter.answers()) {
        Conversation conversation = answer.conversation();
        if (conversation.clientId() == sender.clientId() && !sender.maySee(conversation)) {
          doubtful.add(conversation.ticketId());
        }
      }
    }
    return doubtful;
  }

  private Proof signature(KeptMail kept, ParsedMessage message) {
    return signatures.check(
        kept.raw(), message.sender().map(MailAddress::domain).orElse(""), kept.arrived());
  }

  /** Signatures of a batch side by side: each may wait for the DNS. */
  private void prove(List<Before> all) {
    if (!trust.asksForSignatures()) {
      return;
    }
    var room = new Semaphore(CHECKS_AT_ONCE);
    try (var checks = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Before one : all) {
        one.letter()
            .filter(Letter::isWorthProving)
            .ifPresent(l -> {
              var _ =
                  checks.submit(() -> {
                    room.acquireUninterruptibly();
                    try {
                      return l.signature().get();
                    } finally {
                      room.release();
                    }
                  });
            });
      }
    }
  }
}
