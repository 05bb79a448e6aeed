package org.otklik.intake;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.otklik.intake.Correspondence.Clues;
import org.otklik.intake.Correspondence.Recollection;
import org.otklik.intake.message.MailAddress;
import org.otklik.intake.message.ParsedMessage;
import org.otklik.intake.screening.Conversation;
import org.otklik.intake.screening.Letter.Answer;
import org.otklik.intake.screening.Letter.By;
import org.otklik.intake.screening.ReplyAddresses;
import org.otklik.intake.screening.SubjectTag;

/**
 * What a message says that it continues, whoever may see that.
 *
 * @param messageIds what it answers: In-Reply-To first, then References from the youngest
 * @param ticketIds whose signed addresses it was sent to
 * @param ticketNumbers in its subject
 */
public record Continues(List<String> messageIds, List<Long> ticketIds, Set<Long> ticketNumbers) {
  static final Continues NOTHING = new Continues(List.of(), List.of(), Set.of());

  /** Headers that say to which address a message was delivered, besides To and Cc. */
  private static final List<String> DELIVERED = List.of("Delivered-To", "X-Original-To");

  public static Continues of(ParsedMessage message, ReplyAddresses addresses) {
    return new Continues(
        ReadMail.ancestors(message),
        addressedTickets(message, addresses),
        SubjectTag.numbersIn(message.subject()));
  }

  private static List<Long> addressedTickets(ParsedMessage message, ReplyAddresses addresses) {
    return Stream.of(
            message.to().stream().map(MailAddress::address),
            message.cc().stream().map(MailAddress::address),
            DELIVERED.stream().flatMap(name -> message.headers().all(name).stream()))
        .flatMap(s -> s)
        .filter(address -> address.contains("+"))
        .limit(100)
        .flatMap(address -> addresses.ticketIn(address.strip()).stream())
        .distinct()
        .toList();
  }

  /** What to look up for it alone. */
  public Clues clues() {
    return new Clues(Set.of(), new HashSet<>(messageIds), new HashSet<>(ticketIds), ticketNumbers);
  }

  /** What was found of it, the surest first. */
  public List<Answer> among(Recollection known) {
    Stream<Answer> byThread =
        messageIds.stream()
            .flatMap(id -> known.conversations().getOrDefault(id, List.of()).stream())
            .map(conversation -> new Answer(By.THREAD, conversation));
    Stream<Answer> byAddress = found(By.REPLY_ADDRESS, ticketIds.stream(), known.byTicket());
    Stream<Answer> byTag = found(By.TAG, ticketNumbers.stream(), known.byNumber());
    return Stream.of(byThread, byAddress, byTag).flatMap(s -> s).distinct().toList();
  }

  private static <K> Stream<Answer> found(By by, Stream<K> keys, Map<K, Conversation> known) {
    return keys.flatMap(key -> Optional.ofNullable(known.get(key)).stream())
        .map(conversation -> new Answer(by, conversation));
  }
}
