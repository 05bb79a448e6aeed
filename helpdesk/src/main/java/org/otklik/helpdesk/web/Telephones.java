package org.otklik.helpdesk.web;

import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.otklik.helpdesk.store.CallRows;
import org.otklik.helpdesk.store.PhoneBook;
import org.otklik.helpdesk.store.TicketQueue;

/** Which numbers there are to reach the one who asked. */
@Singleton
class Telephones {
  private static final int MOST = 5;

  private final CallRows.Calls calls;
  private final PhoneBook book;

  Telephones(CallRows.Calls calls, PhoneBook book) {
    this.calls = calls;
    this.book = book;
  }

  /** The requester's first, then those that called about it, then the firm's; each once. */
  List<Reach> of(TicketQueue.Item ticket, long requesterId) {
    var found = new ArrayList<Reach>();
    var seen = new HashSet<String>();
    add(found, seen, all(book.ofStaff(List.of(requesterId)).values()), "console.phone.own-number");
    add(
        found,
        seen,
        calls.findByTicketIdOrderById(ticket.id()).reversed().stream()
            .flatMap(call -> Stream.ofNullable(call.caller()))
            .toList(),
        "console.phone.called-from");
    add(
        found,
        seen,
        all(book.ofClients(List.of(ticket.clientId())).values()),
        "console.phone.firm-number");
    return found.stream().limit(MOST).toList();
  }

  private static List<String> all(Collection<List<String>> numbers) {
    return numbers.stream().flatMap(List::stream).toList();
  }

  private static void add(List<Reach> found, Set<String> seen, List<String> numbers, String whose) {
    numbers.stream().filter(seen::add).forEach(number -> found.add(new Reach(number, whose)));
  }
}
