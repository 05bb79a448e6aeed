package org.otklik.intake;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.otklik.intake.screening.Conversation;
import org.otklik.intake.screening.SentLetter;
import org.otklik.intake.screening.SharedRates;
import org.otklik.intake.screening.Standing;

/** A help desk in memory, behind the ports that ask it something. It counts the questions. */
final class Notebook implements AddressBook, Correspondence, SharedRates {
  static final Standing ANNA = new Standing.Registered(11, 1, true);
  static final Standing LEV = new Standing.Registered(12, 1, false);
  static final Standing VERA = new Standing.Registered(21, 2, true);
  static final long ANNAS_TICKET = 501;
  static final long LEVS_TICKET = 502;
  static final long VERAS_TICKET = 503;

  final Map<String, Standing> standings = new HashMap<>();
  final Map<String, Long> byHash = new HashMap<>();
  final Map<String, List<Earlier>> byMessageId = new HashMap<>();
  final Map<String, List<Conversation>> conversations = new HashMap<>();
  final Map<String, SentLetter> letters = new HashMap<>();
  final Map<Long, Conversation> byTicket = new HashMap<>();
  final Map<Long, Conversation> byNumber = new HashMap<>();
  final Map<Long, Set<Long>> participants = new HashMap<>();
  final Map<String, Map<Long, Instant>> letIn = new HashMap<>();
  Instant contracts = Instant.MIN;
  final List<String> questions = new ArrayList<>();

  Notebook() {
    standings.put("anna@romashka.example", ANNA);
    standings.put("lev@romashka.example", LEV);
    standings.put("vera@vasilek.example", VERA);
    standings.put("boris@romashka.example", new Standing.Colleague(1, "office@romashka.example"));
    standings.put("help@provider.example", new Standing.Ours());
    standings.put("former@ended.example", new Standing.OutOfContract(3));
    standings.put("somebody@shared.example", new Standing.SharedDomain());
    ticket(1001, new Conversation(ANNAS_TICKET, 1, 11));
    ticket(1002, new Conversation(LEVS_TICKET, 1, 12));
    ticket(1003, new Conversation(VERAS_TICKET, 2, 21));
  }

  /** A ticket that a letter of ours was sent about: {@code NUMBER@ours}. */
  private void ticket(long number, Conversation conversation) {
    byTicket.put(conversation.ticketId(), conversation);
    byNumber.put(number, conversation);
    conversations.put(number + "@ours", List.of(conversation));
    letters.put(number + "@ours", new SentLetter(number, Optional.of(conversation.ticketId())));
  }

  @Override
  public Standings standings(Set<String> addresses) {
    questions.add("standings");
    return (address, arrived) ->
        arrived.isBefore(contracts)
            ? new Standing.OutOfContract(1)
            : standings.getOrDefault(address, new Standing.Stranger());
  }

  @Override
  public Recollection recall(Clues clues) {
    questions.add("recall");
    return new Recollection(
        only(byHash, clues.sha256()),
        only(byMessageId, clues.messageIds()),
        only(conversations, clues.messageIds()),
        only(letters, clues.messageIds()),
        only(byTicket, clues.ticketIds()),
        only(byNumber, clues.ticketNumbers()));
  }

  private static <K, V> Map<K, V> only(Map<K, V> known, Set<K> asked) {
    var found = new HashMap<>(known);
    found.keySet().retainAll(asked);
    return found;
  }

  @Override
  public Map<Long, Set<Long>> participants(Set<Long> ticketIds) {
    questions.add("participants");
    return only(participants, new HashSet<>(ticketIds));
  }

  @Override
  public Map<String, Map<Long, Instant>> letIn(Set<String> senders, Instant since) {
    questions.add("let in");
    return only(letIn, senders);
  }

  @Override
  public void add(Map<String, Map<Long, Instant>> more) {
    more.forEach(
        (sender, mails) -> letIn.computeIfAbsent(sender, s -> new HashMap<>()).putAll(mails));
  }
}
