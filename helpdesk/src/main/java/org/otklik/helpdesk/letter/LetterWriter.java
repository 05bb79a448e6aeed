package org.otklik.helpdesk.letter;

import io.micronaut.transaction.TransactionDefinition.Propagation;
import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.otklik.helpdesk.access.Operator;
import org.otklik.helpdesk.client.Language;
import org.otklik.helpdesk.client.StaffMember;
import org.otklik.helpdesk.deadline.Deadline;
import org.otklik.helpdesk.outbox.Letters;
import org.otklik.helpdesk.outbox.OutgoingLetter;
import org.otklik.helpdesk.outbox.OutgoingLetter.Purpose;
import org.otklik.helpdesk.release.Release;
import org.otklik.helpdesk.store.Agreements;
import org.otklik.helpdesk.store.Rows;
import org.otklik.helpdesk.ticket.Agreement;
import org.otklik.helpdesk.ticket.Changes;
import org.otklik.helpdesk.ticket.Ticket;
import org.otklik.helpdesk.ticket.Told;
import org.otklik.helpdesk.ticket.Told.Audience;

/** Makes letters of what people are to be told, each in its reader's language. */
@Singleton
public class LetterWriter {
  private final Letters letters;
  private final LetterTemplates templates;
  private final People people;
  private final Agreements agreements;
  private final Rows.Staff staff;
  private final Rows.Releases releases;
  private final Conversations conversations;

  LetterWriter(
      Letters letters,
      LetterTemplates templates,
      People people,
      Agreements agreements,
      Rows.Staff staff,
      Rows.Releases releases,
      Conversations conversations) {
    this.letters = letters;
    this.templates = templates;
    this.people = people;
    this.agreements = agreements;
    this.staff = staff;
    this.releases = releases;
    this.conversations = conversations;
  }

  /** Adds the letters to the changes that they tell of, to be written in one transaction. */
  @Transactional(propagation = Propagation.MANDATORY)
  public void write(Changes changes, Instant now) {
    if (changes.told.isEmpty()) {
      return;
    }
    var known =
        new Known(
            people.at(now),
            agreements.of(
                changes.told.stream().map(t -> t.ticket().clientId()).collect(Collectors.toSet())),
            staff
                .findByIdIn(
                    changes.told.stream()
                        .map(t -> t.ticket().requesterId())
                        .collect(Collectors.toSet()))
                .stream()
                .collect(Collectors.toMap(StaffMember::id, Function.identity())),
            releases(changes.told),
            conversations.of(
                changes.told.stream().filter(LetterWriter::isToClient).map(Told::ticket).toList(),
                changes.told.stream().anyMatch(t -> t.to() == Audience.PARTICIPANTS)),
            now);
    var once = new HashSet<Once>();
    for (Told told : changes.told) {
      if (isToClient(told)) {
        changes.letters.add(toRequester(told, known));
        changes.letters.addAll(toParticipants(told, known));
      } else {
        changes.letters.addAll(toOurs(told, known, once));
      }
    }
    changes.told.clear();
  }

  private Map<Long, Release> releases(List<Told> told) {
    Set<Long> ids =
        told.stream()
            .flatMap(t -> Optional.ofNullable(t.deadline()).stream())
            .flatMap(d -> Optional.ofNullable(d.releaseId()).stream())
            .collect(Collectors.toSet());
    return ids.isEmpty()
        ? Map.of()
        : releases.findByIdIn(ids).stream()
            .collect(Collectors.toMap(Release::id, Function.identity()));
  }

  /** What letters need to know, looked up at once. */
  private record Known(
      People.Present people,
      Map<Long, Agreement> agreements,
      Map<Long, StaffMember> staff,
      Map<Long, Release> releases,
      Conversations.Seen conversations,
      Instant now) {
    Agreement agreement(Ticket ticket) {
      return Optional.ofNullable(agreements.get(ticket.clientId())).orElseThrow();
    }

    String requester(Ticket ticket) {
      return Optional.ofNullable(staff.get(ticket.requesterId())).map(StaffMember::name).orElse("");
    }

    String release(@Nullable Deadline deadline) {
      return Optional.ofNullable(deadline)
          .flatMap(d -> Optional.ofNullable(d.releaseId()))
          .flatMap(id -> Optional.ofNullable(releases.get(id)))
          .map(Release::name)
          .orElse("");
    }
  }

  private OutgoingLetter toRequester(Told told, Known known) {
    Ticket ticket = told.ticket();
    return toClient(
        told,
        known
            .conversations()
            .addressOf(ticket)
            .orElseGet(() -> known.agreement(ticket).client().address()),
        known.requester(ticket),
        known);
  }

  /** Everybody else of the client who has written on the ticket. */
  private List<OutgoingLetter> toParticipants(Told told, Known known) {
    return told.to() == Audience.PARTICIPANTS
        ? known.conversations().participantsOf(told.ticket()).stream()
            .map(person -> toClient(told, person.address(), person.name(), known))
            .toList()
        : List.of();
  }

  private OutgoingLetter toClient(Told told, String address, String reader, Known known) {
    Ticket ticket = told.ticket();
    Agreement agreement = known.agreement(ticket);
    Language language = agreement.client().language();
    return letters.letter(
        isFromPerson(told) ? Purpose.ANSWER : Purpose.NOTICE,
        address,
        templates.words(
            told.event().name(), language, values(told, agreement, reader, language, known)),
        known.conversations().threadOf(ticket),
        new Letters.About(ticket.id(), null, told.commentId()),
        known.now());
  }

  private static boolean isToClient(Told told) {
    return told.to() == Audience.REQUESTER || told.to() == Audience.PARTICIPANTS;
  }

  /** Who is both responsible and supervisor is told of one thing once. */
  private record Once(Told.Event event, long ticket, @Nullable Deadline deadline, long operator) {}

  private List<OutgoingLetter> toOurs(Told told, Known known, Set<Once> once) {
    Agreement agreement = known.agreement(told.ticket());
    return known.people().told(told.to(), told.ticket(), agreement).stream()
        .filter(operator ->
            once.add(new Once(told.event(), told.ticket().id(), told.deadline(), operator.id())))
        .map(operator -> toOurs(told, operator, agreement, known))
        .toList();
  }

  private OutgoingLetter toOurs(Told told, Operator operator, Agreement agreement, Known known) {
    return letters.letter(
        isBreach(told) ? Purpose.BREACH : Purpose.ALERT,
        operator.email(),
        templates.words(
            told.event().name(),
            operator.language(),
            values(told, agreement, operator.name(), operator.language(), known)),
        Letters.Threading.NEW,
        new Letters.About(told.ticket().id(), null),
        known.now());
  }

  private static boolean isFromPerson(Told told) {
    return switch (told.event()) {
      case ANSWER, QUESTION, SOLUTION -> true;
      default -> false;
    };
  }

  private static boolean isBreach(Told told) {
    return told.event() == Told.Event.BREACH || told.event() == Told.Event.ESCALATION;
  }

  private Map<String, Object> values(
      Told told, Agreement agreement, String reader, Language language, Known known) {
    Ticket ticket = told.ticket();
    return LetterValues.of(
        told,
        agreement,
        new LetterValues.Names(
            reader,
            known.requester(ticket),
            known.people().name(ticket.responsibleId()),
            known.release(told.deadline()),
            letters.signature()),
        language);
  }
}
