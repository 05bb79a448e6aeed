package org.otklik.intake;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.otklik.intake.Correspondence.Recollection;
import org.otklik.intake.mailbox.FetchedMail;
import org.otklik.intake.mailbox.MailboxSink;
import org.otklik.intake.message.MailAddress;
import org.otklik.intake.message.MessageParser;
import org.otklik.intake.message.ParseResult;
import org.otklik.intake.message.ParsedMessage;
import org.otklik.intake.screening.Conversation;
import org.otklik.intake.screening.Letter;
import org.otklik.intake.screening.Reason;
import org.otklik.intake.screening.Screening;
import org.otklik.intake.screening.Standing;
import org.otklik.intake.screening.Trust;
import org.otklik.intake.screening.Verdict;

/**
 * The whole way of a mail from a mailbox to what becomes of it, read downward: fetched, kept,
 * parsed, screened, acted upon; then the mailbox is told. A crash between any two steps loses
 * nothing and does nothing twice: what is kept but not acted upon is {@linkplain #resume resumed},
 * what is acted upon but not told is told later.
 *
 * <p>While a batch is screened and acted upon, the next one is kept and parsed: the one is mostly
 * the database's work, the other mostly ours. Batches are acted upon in their order.
 *
 * <p>One for each mailbox; safe for use by several threads, which take turns.
 */
public final class MailIntake implements MailboxSink {
  private static final int RESUMED_AT_ONCE = 200;

  private final String mailbox;
  private final Trust trust;
  private final MessageParser parser;
  private final MailKeeper keeper;
  private final AddressBook addresses;
  private final Correspondence correspondence;
  private final VerdictHandler desk;
  private final Steps steps;
  private final ReentrantLock turn = new ReentrantLock();
  private final OneBehind acting;

  /** Whether older mail may be kept and not acted upon: at first, and after a failure. */
  private volatile boolean behind = true;

  public MailIntake(
      String mailbox,
      Trust trust,
      MessageParser parser,
      MailKeeper keeper,
      AddressBook addresses,
      Correspondence correspondence,
      VerdictHandler desk,
      Steps steps) {
    this.mailbox = mailbox;
    this.trust = trust;
    this.parser = parser;
    this.keeper = keeper;
    this.addresses = addresses;
    this.correspondence = correspondence;
    this.desk = desk;
    this.steps = steps;
    this.acting = new OneBehind("mailbox " + mailbox + " acting");
  }

  @Override
  public Set<Long> taken(long uidValidity, Collection<Long> uids) {
    return keeper.kept(mailbox, uidValidity, uids);
  }

  /** Comes back when the batch is kept and parsed, and the one before is acted upon. */
  @Override
  public void take(long uidValidity, List<FetchedMail> batch) {
    turn.lock();
    try {
      steps.reached(Steps.Step.FETCHED);
      List<KeptMail> kept = keeper.keep(mailbox, uidValidity, batch);
      steps.reached(Steps.Step.KEPT);
      if (behind) {
        acting.await();
        actOnPending();
      } else {
        List<Read> read = read(kept);
        acting.begin(() -> actOrFallBehind(read));
      }
    } finally {
      turn.unlock();
    }
  }

  @Override
  public void finish() {
    acting.await();
  }

  /**
   * Takes up what was kept and not acted upon: after a crash, or after a failure that may have
   * passed. Does nothing while a batch is being taken or acted upon.
   */
  public void resume() {
    if (turn.tryLock()) {
      try {
        if (acting.isIdle()) {
          actOnPending();
        }
      } finally {
        turn.unlock();
      }
    }
  }

  private List<Read> read(List<KeptMail> kept) {
    return kept.stream().map(this::read).toList();
  }

  /** The oldest first, so that no answer overtakes what it answers. */
  private void actOnPending() {
    behind = true; // until all of it is through
    List<KeptMail> pending = keeper.pending(mailbox, 0, RESUMED_AT_ONCE);
    while (!pending.isEmpty()) {
      act(read(pending));
      pending = keeper.pending(mailbox, pending.getLast().id(), RESUMED_AT_ONCE);
    }
    behind = false;
  }

  private void actOrFallBehind(List<Read> batch) {
    boolean through = false;
    try {
      act(batch);
      through = true;
    } finally {
      if (!through) {
        behind = true;
      }
    }
  }

  private void act(List<Read> batch) {
    for (List<Read> run : independentRuns(batch)) {
      List<Screened> screened = screenEach(run);
      steps.reached(Steps.Step.SCREENED);
      desk.act(screened);
      steps.reached(Steps.Step.ACTED);
    }
  }

  @Override
  public List<Long> settled(long uidValidity, int limit) {
    return keeper.settled(mailbox, uidValidity, limit);
  }

  @Override
  public void told(long uidValidity, Collection<Long> uids) {
    keeper.told(mailbox, uidValidity, uids);
    steps.reached(Steps.Step.TOLD);
  }

  /** A kept message, and what it says if it can be read. */
  private record Read(KeptMail kept, ParseResult result, String contentSha256) {
    Optional<ParsedMessage> message() {
      return result instanceof ParseResult.Parsed(var message)
          ? Optional.of(message)
          : Optional.empty();
    }

    Set<String> namesOthers() {
      var names = new HashSet<String>();
      message()
          .ifPresent(m -> {
            names.addAll(m.inReplyTo());
            names.addAll(m.references());
            if (m.messageId() != null) {
              names.add(m.messageId());
            }
          });
      return names;
    }
  }

  private Read read(KeptMail kept) {
    ParseResult result = parser.parse(kept.raw());
    return new Read(
        kept,
        result,
        result instanceof ParseResult.Parsed(var message) ? contentSha256(message) : "");
  }

  /**
   * Cuts a batch wherever a message repeats or answers an earlier one of the same batch, which must
   * have been acted upon before the later one can be judged.
   */
  private static List<List<Read>> independentRuns(List<Read> batch) {
    var runs = new ArrayList<List<Read>>();
    var run = new ArrayList<Read>();
    var known = new HashSet<String>();
    for (Read read : batch) {
      boolean dependent =
          known.contains(read.kept().sha256())
              || read.namesOthers().stream().anyMatch(known::contains);
      if (dependent) {
        runs.add(run);
        run = new ArrayList<>();
        known.clear();
      }
      run.add(read);
      known.add(read.kept().sha256());
      read.message()
          .ifPresent(m -> {
            if (m.messageId() != null) {
              known.add(m.messageId());
            }
          });
    }
    if (!run.isEmpty()) {
      runs.add(run);
    }
    return runs;
  }

  /** Together, and when that fails one by one, so that one bad message spoils no other. */
  private List<Screened> screenEach(List<Read> run) {
    try {
      return screen(run);
    } catch (RuntimeException e) {
      if (run.size() > 1) {
        return run.stream().flatMap(read -> screenEach(List.of(read)).stream()).toList();
      }
      Read read = run.getFirst();
      var shelved = new Verdict.Unreadable(Reason.of("failed-repeatedly", e.toString()));
      desk.failed(new Screened(read.kept(), read.message(), read.contentSha256(), shelved), e);
      return List.of();
    }
  }

  private List<Screened> screen(List<Read> run) {
    var hashes = new HashSet<String>();
    var messageIds = new HashSet<String>();
    var senders = new HashSet<String>();
    for (Read read : run) {
      hashes.add(read.kept().sha256());
      messageIds.addAll(read.namesOthers());
      read.message()
          .flatMap(ParsedMessage::sender)
          .map(MailAddress::normalized)
          .ifPresent(senders::add);
    }
    Recollection recollection = correspondence.recall(hashes, messageIds);
    Map<String, Standing> standings =
        senders.isEmpty() ? new HashMap<>() : addresses.standings(senders);
    return run.stream().map(read -> screen(read, recollection, standings)).toList();
  }

  private Screened screen(Read read, Recollection recollection, Map<String, Standing> standings) {
    Verdict verdict =
        switch (read.result()) {
          case ParseResult.Unreadable(String words) ->
              new Verdict.Unreadable(Reason.of("unreadable", words));
          case ParseResult.Parsed(ParsedMessage message) ->
              Screening.screen(letter(read, message, recollection, standings));
        };
    return new Screened(read.kept(), read.message(), read.contentSha256(), verdict);
  }

  private Letter letter(
      Read read,
      ParsedMessage message,
      Recollection recollection,
      Map<String, Standing> standings) {
    Optional<String> sender = message.sender().map(MailAddress::normalized);
    return new Letter(
        message,
        trust,
        sender
            .flatMap(s -> Optional.ofNullable(standings.get(s)))
            .orElseGet(Standing.Stranger::new),
        copyOf(read, message, sender.orElse(""), recollection),
        continues(message, recollection));
  }

  private Optional<Long> copyOf(
      Read read, ParsedMessage message, String sender, Recollection recollection) {
    Long same = recollection.byHash().get(read.kept().sha256());
    if (same != null) {
      return Optional.of(same);
    }
    return Optional.ofNullable(message.messageId())
        .flatMap(
            id -> recollection.sameMessage(id, read.kept().mailbox(), sender, read.contentSha256()))
        .map(Correspondence.Earlier::id);
  }

  /** The nearest ancestor that we know: In-Reply-To first, then References from the youngest. */
  private static Optional<Conversation> continues(
      ParsedMessage message, Recollection recollection) {
    var ancestors = new ArrayList<>(message.inReplyTo());
    ancestors.addAll(message.references().reversed());
    return ancestors.stream()
        .filter(recollection.conversations()::containsKey)
        .map(recollection.conversations()::get)
        .findFirst();
  }

  /** What the message says, whatever way it came: the same for each copy. */
  private static String contentSha256(ParsedMessage message) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      add(digest, message.subject());
      add(digest, message.text());
      message.attachments().forEach(a -> add(digest, a.name() + "\n" + a.sha256()));
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private static void add(MessageDigest digest, String text) {
    digest.update(text.getBytes(StandardCharsets.UTF_8));
    digest.update((byte) 0);
  }
}
