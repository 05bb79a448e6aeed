package org.otklik.helpdesk.desk;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import io.micronaut.transaction.TransactionDefinition.Propagation;
import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.otklik.helpdesk.IdSource;
import org.otklik.helpdesk.access.Operator;
import org.otklik.helpdesk.client.Client;
import org.otklik.helpdesk.client.Language;
import org.otklik.helpdesk.deadline.Deadline;
import org.otklik.helpdesk.deadline.Deadline.Subject;
import org.otklik.helpdesk.deadline.Deadline.Timing;
import org.otklik.helpdesk.deadline.DeadlineKind;
import org.otklik.helpdesk.letter.LetterTemplates;
import org.otklik.helpdesk.letter.People;
import org.otklik.helpdesk.outbox.Letters;
import org.otklik.helpdesk.outbox.OutgoingLetter;
import org.otklik.helpdesk.outbox.OutgoingLetter.Purpose;
import org.otklik.helpdesk.plan.PlanTerms;
import org.otklik.helpdesk.store.Agreements;
import org.otklik.helpdesk.store.Rows;
import org.otklik.helpdesk.ticket.Agreement;
import org.otklik.helpdesk.words.Words;

/** What a client owes apart from any ticket: the list of its staff, soon after the contract. */
@Singleton
class ClientDeadlines {
  private final Rows.Deadlines deadlines;
  private final DueClients due;
  private final Agreements agreements;
  private final LetterTemplates templates;
  private final Letters letters;
  private final People people;
  private final Rows.Outbox outbox;
  private final IdSource ids;

  ClientDeadlines(
      Rows.Deadlines deadlines,
      DueClients due,
      Agreements agreements,
      LetterTemplates templates,
      Letters letters,
      People people,
      Rows.Outbox outbox,
      IdSource ids) {
    this.deadlines = deadlines;
    this.due = due;
    this.agreements = agreements;
    this.templates = templates;
    this.letters = letters;
    this.people = people;
    this.outbox = outbox;
    this.ids = ids;
  }

  /**
   * The list of staff is owed from the contract's date. For a contract so old that the term was
   * over before the client was taken in here, it isn't asked for.
   */
  @Transactional(propagation = Propagation.MANDATORY)
  void begin(Client client, Instant now) {
    Agreement agreement = agreements.of(client.id());
    PlanTerms plan = agreement.plan().terms();
    Instant start = client.contractDate().atStartOfDay(agreement.calendar().zone()).toInstant();
    var term = agreement.calendar().due(start, plan.staffList(), plan.clientDays());
    Instant dueAt = term.at().truncatedTo(ChronoUnit.MICROS);
    if (dueAt.isAfter(now)) {
      Instant notice = agreement.calendar().noticePoint(dueAt, plan.notice(), start);
      deadlines.save(
          Deadline.starting(
              ids.next(),
              Subject.CLIENT,
              client.id(),
              DeadlineKind.STAFF_LIST,
              plan.staffList().toString(),
              start,
              new Timing(notice, dueAt, term.provisional(), null, null),
              false));
    }
  }

  /** The first of the client's people is on the list. */
  @Transactional(propagation = Propagation.MANDATORY)
  void listReceived(long clientId, Instant now) {
    deadlines.findBySubjectIdOrderById(clientId).stream()
        .filter(d -> d.kind() == DeadlineKind.STAFF_LIST && d.isOwed())
        .forEach(d -> deadlines.update(d.fulfilled(now)));
  }

  /**
   * Warns the client at the notice point; tells the responsible manager when the term has passed.
   *
   * @return how many deadlines it took a step for
   */
  @Transactional(propagation = Propagation.MANDATORY)
  int wake(Instant now, int limit) {
    List<Deadline> claimed = due.claim(now, limit);
    if (claimed.isEmpty()) {
      return 0;
    }
    Map<Long, Agreement> agreed =
        agreements.of(claimed.stream().map(Deadline::subjectId).collect(Collectors.toSet()));
    People.Present present = people.at(now);
    for (Deadline deadline : claimed) {
      Agreement agreement = agreed.get(deadline.subjectId());
      if (agreement != null) {
        step(deadline, agreement, present, now);
      }
    }
    return claimed.size();
  }

  private void step(Deadline deadline, Agreement agreement, People.Present present, Instant now) {
    Instant dueAt = deadline.due().orElse(Deadline.NEVER);
    if (deadline.step() == Deadline.BEFORE_NOTICE) {
      deadlines.update(deadline.stepped(dueAt));
      outbox.save(reminder(agreement, dueAt, now));
    } else {
      deadlines.update(deadline.breached(Deadline.NEVER));
      outbox.saveAll(
          present.managers(agreement).stream()
              .map(operator -> missing(operator, agreement, dueAt, now))
              .toList());
    }
  }

  private OutgoingLetter reminder(Agreement agreement, Instant dueAt, Instant now) {
    Client client = agreement.client();
    return letter(
        Purpose.NOTICE,
        client.address(),
        "staff-list-reminder",
        client.language(),
        agreement,
        dueAt,
        now);
  }

  private OutgoingLetter missing(
      Operator operator, Agreement agreement, Instant dueAt, Instant now) {
    return letter(
        Purpose.ALERT,
        operator.email(),
        "staff-list-missing",
        operator.language(),
        agreement,
        dueAt,
        now);
  }

  private OutgoingLetter letter(
      Purpose purpose,
      String to,
      String template,
      Language language,
      Agreement agreement,
      Instant dueAt,
      Instant now) {
    var values = new HashMap<String, Object>();
    values.put("client", agreement.client().name());
    values.put("contract", agreement.client().contractNumber());
    values.put("due", Words.in(language).dateTime(dueAt, agreement.calendar().zone()));
    values.put("zone", agreement.calendar().zone().getId());
    values.put("signature", letters.signature());
    return letters.letter(
        purpose,
        to,
        templates.words(template, language, values),
        Letters.Threading.NEW,
        new Letters.About(null, null),
        now);
  }

  /** The query. */
  @JdbcRepository(dialect = Dialect.MYSQL)
  interface DueClients extends GenericRepository<Deadline, Long> {
    @Query(
        """
        SELECT * FROM deadline WHERE wake_at < :now AND subject = 'CLIENT'
        ORDER BY wake_at, id LIMIT :limit FOR UPDATE SKIP LOCKED
        """)
    List<Deadline> claim(Instant now, int limit);
  }
}
