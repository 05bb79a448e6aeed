package org.otklik.helpdesk.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.micronaut.serde.annotation.Serdeable;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.otklik.helpdesk.access.Operator;
import org.otklik.helpdesk.client.Client;
import org.otklik.helpdesk.client.Language;
import org.otklik.helpdesk.client.StaffMember;
import org.otklik.helpdesk.courier.LetterProblem;
import org.otklik.helpdesk.desk.TicketFile;
import org.otklik.helpdesk.history.HistoryEntry;
import org.otklik.helpdesk.mail.ReceivedMail;
import org.otklik.helpdesk.outbox.OutgoingLetter;
import org.otklik.helpdesk.store.TicketQueue;
import org.otklik.helpdesk.words.Words;

/** What the API shows. Ids are strings, instants ISO 8601 in UTC. */
final class Views {
  private Views() {}

  /** Somebody or something by id and name. */
  @Serdeable
  record Reference(String id, String name) {
    static @Nullable Reference of(@Nullable Long id, @Nullable String name) {
      return id == null || name == null ? null : new Reference(id.toString(), name);
    }
  }

  /** A ticket in a list. */
  @Serdeable
  @JsonInclude(JsonInclude.Include.ALWAYS)
  record TicketItem(
      String id,
      long number,
      String subject,
      String state,
      String channel,
      Reference client,
      Reference requester,
      @Nullable Reference responsible,
      Instant arrivedAt,
      Instant registeredAt,
      @Nullable String category,
      @Nullable String priority,
      @Nullable Instant plannedAt,
      boolean closingProposed,
      boolean bestEffort,
      @Nullable Instant nextDueAt,
      long version) {
    static TicketItem of(TicketQueue.Item item) {
      return new TicketItem(
          Long.toString(item.id()),
          item.number(),
          item.subject(),
          item.state().name(),
          item.channel().name(),
          new Reference(Long.toString(item.clientId()), item.clientName()),
          new Reference(Long.toString(item.requesterId()), item.requesterName()),
          Reference.of(item.responsibleId(), item.responsibleName()),
          item.arrivedAt(),
          item.registeredAt(),
          TicketViews.name(item.category()),
          TicketViews.name(item.priority()),
          item.plannedAt(),
          item.closingProposed(),
          item.bestEffort(),
          item.nextDueAt().orElse(null),
          item.version());
    }
  }

  /** A page of tickets; {@code next} is the cursor of the next page, null on the last. */
  @Serdeable
  @JsonInclude(JsonInclude.Include.ALWAYS)
  record TicketList(List<TicketItem> items, @Nullable String next) {
    static TicketList of(TicketQueue.Page page) {
      return new TicketList(
          page.items().stream().map(TicketItem::of).toList(),
          page.next().map(Cursor::write).orElse(null));
    }
  }

  /**
   * Something said.
   *
   * @param quotedLength characters that are folded away, earlier messages and the signature; they
   *     are asked for by themselves
   */
  @Serdeable
  @JsonInclude(JsonInclude.Include.ALWAYS)
  record Comment(
      String id,
      String kind,
      String authorKind,
      String author,
      String text,
      int quotedLength,
      @Nullable String messageId,
      Instant writtenAt,
      List<Attachment> attachments) {
    static Comment of(org.otklik.helpdesk.ticket.Comment comment, TicketFile file) {
      return new Comment(
          Long.toString(comment.id()),
          comment.kind().name(),
          comment.authorKind().name(),
          comment.authorName(),
          comment.text(),
          comment.quoted(),
          Ids.written(comment.mailId()),
          comment.writtenAt(),
          file.attachmentsOf(comment).stream().map(Attachment::of).toList());
    }
  }

  /** A file; {@code size} in bytes. */
  @Serdeable
  record Attachment(String id, String name, String type, long size, String sha256, boolean inline) {
    static Attachment of(org.otklik.helpdesk.ticket.Attachment attachment) {
      return new Attachment(
          Long.toString(attachment.id()),
          attachment.name(),
          attachment.type(),
          attachment.size(),
          attachment.sha256(),
          attachment.inlined());
    }
  }

  /** Who owes what until when. */
  @Serdeable
  @JsonInclude(JsonInclude.Include.ALWAYS)
  record Deadline(
      String id,
      String kind,
      String owner,
      String rule,
      Instant startedAt,
      @Nullable Instant noticeAt,
      @Nullable Instant dueAt,
      boolean provisional,
      String outcome,
      @Nullable Instant fulfilledAt,
      String noticed,
      boolean bestEffort,
      boolean excused,
      @Nullable String cause,
      @Nullable String release,
      int moves,
      @Nullable Instant pausedAt) {
    static Deadline of(org.otklik.helpdesk.deadline.Deadline deadline) {
      return new Deadline(
          Long.toString(deadline.id()),
          deadline.kind().name(),
          deadline.owner().name(),
          deadline.rule(),
          deadline.startedAt(),
          deadline.noticeAt(),
          deadline.dueAt(),
          deadline.provisional(),
          deadline.outcome().name(),
          deadline.fulfilledAt(),
          deadline.noticed().name(),
          deadline.bestEffort(),
          deadline.excused(),
          deadline.cause(),
          Ids.written(deadline.releaseId()),
          deadline.moves(),
          deadline.pausedAt());
    }
  }

  /** A mail that went out or will. */
  @Serdeable
  @JsonInclude(JsonInclude.Include.ALWAYS)
  record Letter(
      String id,
      String purpose,
      String recipient,
      String subject,
      String state,
      int attempts,
      @Nullable String problem,
      Instant createdAt,
      @Nullable Instant sentAt) {
    static Letter of(OutgoingLetter letter) {
      return new Letter(
          Long.toString(letter.id()),
          letter.purpose().name(),
          letter.recipient(),
          letter.subject(),
          letter.state().name(),
          letter.attempts(),
          LetterProblem.of(letter, Words.in(Language.EN)).orElse(null),
          letter.createdAt(),
          letter.sentAt());
    }
  }

  /** What happened. */
  @Serdeable
  @JsonInclude(JsonInclude.Include.ALWAYS)
  record Entry(
      Instant at,
      String actorKind,
      String actor,
      String act,
      @Nullable String was,
      @Nullable String became) {
    static Entry of(HistoryEntry entry, TicketFile file) {
      return new Entry(
          entry.at(),
          entry.actorKind().name(),
          file.actor(entry),
          entry.act().name(),
          entry.was(),
          entry.became());
    }
  }

  /** A client firm. */
  @Serdeable
  @JsonInclude(JsonInclude.Include.ALWAYS)
  record ClientView(
      String id,
      String name,
      String contractNumber,
      LocalDate contractDate,
      LocalDate contractStart,
      LocalDate contractEnd,
      String address,
      String language,
      List<String> domains,
      @Nullable String responsible,
      String region,
      List<String> phones,
      long version) {
    static ClientView of(Client client, List<String> domains, List<String> phones) {
      return new ClientView(
          Long.toString(client.id()),
          client.name(),
          client.contractNumber(),
          client.contractDate(),
          client.contractStart(),
          client.contractEnd(),
          client.address(),
          client.language().tag(),
          domains,
          Ids.written(client.responsibleId()),
          client.region(),
          phones,
          client.version());
    }
  }

  /** Somebody on a client's list. */
  @Serdeable
  record StaffView(
      String id,
      String name,
      String role,
      boolean active,
      List<String> addresses,
      List<String> phones) {
    static StaffView of(StaffMember member, List<String> addresses, List<String> phones) {
      return new StaffView(
          Long.toString(member.id()),
          member.name(),
          member.role().name(),
          member.active(),
          addresses,
          phones);
    }
  }

  /** One of the provider's people. */
  @Serdeable
  @JsonInclude(JsonInclude.Include.ALWAYS)
  record OperatorView(
      String id, String login, String name, String role, @Nullable String extension) {
    static OperatorView of(Operator operator) {
      return new OperatorView(
          Long.toString(operator.id()),
          operator.login(),
          operator.name(),
          operator.role().name(),
          operator.extension());
    }
  }

  /** A received message; {@code why} in the reader's words. */
  @Serdeable
  @JsonInclude(JsonInclude.Include.ALWAYS)
  record Message(
      String id,
      String outcome,
      @Nullable String reason,
      @Nullable String why,
      @Nullable String sender,
      @Nullable String senderName,
      @Nullable String subject,
      long size,
      String sha256,
      Instant arrivedAt,
      Instant keptAt,
      @Nullable Instant decidedAt,
      @Nullable String clientId,
      @Nullable String ticketId) {
    static Message of(ReceivedMail mail, Optional<String> why) {
      return new Message(
          Long.toString(mail.id()),
          mail.outcome().name(),
          mail.reason(),
          why.orElse(null),
          mail.sender(),
          mail.senderName(),
          mail.subject(),
          mail.size(),
          mail.sha256(),
          mail.arrivedAt(),
          mail.keptAt(),
          mail.decidedAt(),
          Ids.written(mail.clientId()),
          Ids.written(mail.ticketId()));
    }
  }

  /** Some received messages, the newest first; {@code next} goes into {@code before}. */
  @Serdeable
  @JsonInclude(JsonInclude.Include.ALWAYS)
  record MessageList(List<Message> items, @Nullable String next) {}
}
