package org.otklik.helpdesk.desk;

import io.micronaut.context.annotation.Value;
import io.micronaut.context.event.ApplicationEventListener;
import io.micronaut.runtime.server.event.ServerStartupEvent;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.TaskScheduler;
import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.otklik.helpdesk.Repeating;
import org.otklik.helpdesk.access.Operator;
import org.otklik.helpdesk.calendar.BusinessCalendar;
import org.otklik.helpdesk.calendar.CalendarException;
import org.otklik.helpdesk.calendar.Convention;
import org.otklik.helpdesk.calendar.Term;
import org.otklik.helpdesk.courier.OutboxRun;
import org.otklik.helpdesk.database.CannotStartException;
import org.otklik.helpdesk.letter.LetterTemplates;
import org.otklik.helpdesk.letter.People;
import org.otklik.helpdesk.mail.HeldMails;
import org.otklik.helpdesk.mail.MailReasons;
import org.otklik.helpdesk.mail.ReceivedMail;
import org.otklik.helpdesk.mailbox.MailSettings;
import org.otklik.helpdesk.outbox.Letters;
import org.otklik.helpdesk.outbox.OutgoingLetter;
import org.otklik.helpdesk.outbox.OutgoingLetter.Purpose;
import org.otklik.helpdesk.store.Calendars;
import org.otklik.helpdesk.store.Foundation;
import org.otklik.helpdesk.store.Rows;
import org.otklik.helpdesk.words.Words;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the supervisors, once, of mail that has been held, or lain unreadable, longer than a term
 * of the provider's working time: it must not be forgotten.
 */
@Singleton
public class HeldAlarm implements ApplicationEventListener<ServerStartupEvent> {
  private static final Logger LOG = LoggerFactory.getLogger(HeldAlarm.class);
  private static final int AT_ONCE = 500;
  private static final int NAMED = 20;

  private final TransactionOperations<Connection> transactions;
  private final HeldMails held;
  private final Foundation foundation;
  private final Calendars calendars;
  private final People people;
  private final LetterTemplates templates;
  private final Letters letters;
  private final Rows.Outbox outbox;
  private final OutboxRun run;
  private final MailSettings settings;
  private final InstantSource clock;
  private final TaskScheduler scheduler;
  private final Optional<Term> term;
  private final Duration every;

  HeldAlarm(
      TransactionOperations<Connection> transactions,
      HeldMails held,
      Foundation foundation,
      Calendars calendars,
      People people,
      LetterTemplates templates,
      Letters letters,
      Rows.Outbox outbox,
      OutboxRun run,
      MailSettings settings,
      InstantSource clock,
      @Named(TaskExecutors.SCHEDULED) TaskScheduler scheduler,
      @Value("${otklik.held-alarm.after:4wh}") String term,
      @Value("${otklik.held-alarm.every:60s}") Duration every) {
    this.transactions = transactions;
    this.held = held;
    this.foundation = foundation;
    this.calendars = calendars;
    this.people = people;
    this.templates = templates;
    this.letters = letters;
    this.outbox = outbox;
    this.run = run;
    this.settings = settings;
    this.clock = clock;
    this.scheduler = scheduler;
    this.term = read(term);
    this.every = every;
  }

  private static Optional<Term> read(String text) {
    try {
      return text.strip().equalsIgnoreCase("off")
          ? Optional.empty()
          : Optional.of(Term.parse(text));
    } catch (CalendarException e) {
      throw new CannotStartException(
          "otklik.held-alarm.after must be a term like 4wh or 1bd, or off, not " + text + ".", e);
    }
  }

  @Override
  public void onApplicationEvent(ServerStartupEvent started) {
    if (term.isPresent()) {
      Repeating.begin(scheduler, every, every, this::look);
    }
  }

  private void look() {
    try {
      crank();
    } catch (RuntimeException e) {
      LOG.warn("The alarm of held mail waits: {}", e.toString());
    }
  }

  /**
   * Tells of what is held too long by now.
   *
   * @return of how many messages it told
   */
  public int crank() {
    int told =
        term.map(after -> transactions.executeWrite(status -> tell(after, clock.instant())))
            .orElse(0);
    if (told > 0) {
      run.wakeUp();
    }
    return told;
  }

  private int tell(Term after, Instant now) {
    List<HeldMails.Waiting> waiting = held.untold(now, AT_ONCE);
    if (waiting.isEmpty()) {
      return 0;
    }
    BusinessCalendar calendar = calendars.calendar(foundation.providerCalendarId());
    Map<Long, Instant> late = new LinkedHashMap<>();
    for (HeldMails.Waiting one : waiting) {
      Instant due = calendar.due(one.since(), after, Convention.CIVIL).at();
      if (!due.isAfter(now)) {
        late.put(one.mailId(), due);
      }
    }
    if (late.isEmpty()) {
      return 0;
    }
    late.forEach((mailId, due) -> held.told(mailId, due, now));
    List<ReceivedMail> mails = held.mails(late.keySet().stream().limit(NAMED).toList());
    LOG.warn("{} messages are held too long", late.size());
    outbox.saveAll(
        people.at(now).supervisors().stream()
            .map(operator -> letter(operator, after, late.size(), mails, now))
            .toList());
    return late.size();
  }

  private OutgoingLetter letter(
      Operator operator, Term after, int count, List<ReceivedMail> mails, Instant now) {
    Words words = Words.in(operator.language());
    String list =
        mails.stream().map(mail -> line(mail, words)).collect(Collectors.joining("\n"))
            + (count > mails.size() ? "\n…" : "");
    return letters.letter(
        Purpose.ALERT,
        operator.email(),
        templates.words(
            "held-too-long",
            operator.language(),
            Map.of("count", Integer.toString(count), "term", said(after, words), "list", list)),
        Letters.Threading.NEW,
        new Letters.About(null, null),
        now);
  }

  private static String said(Term term, Words words) {
    return switch (term.unit()) {
      case BUSINESS_DAY -> words.say("letter.term.bd", term.amount());
      case WORKING_HOUR -> words.say("letter.term.wh", term.amount());
      case WORKING_MINUTE -> words.say("letter.term.m", term.amount());
    };
  }

  /** One line each, whatever a stranger wrote. */
  private String line(ReceivedMail mail, Words words) {
    String line =
        "• %s · %s · %s"
            .formatted(
                words.dateTime(mail.arrivedAt(), settings.zone()),
                Optional.ofNullable(mail.sender()).orElse("?"),
                Optional.ofNullable(mail.subject())
                    .orElseGet(() -> MailReasons.say(mail.reason(), mail.reasonDetail(), words)));
    String flat = line.replaceAll("\\p{Cntrl}", " ");
    return flat.length() <= 200 ? flat : flat.substring(0, 200) + "…";
  }
}
