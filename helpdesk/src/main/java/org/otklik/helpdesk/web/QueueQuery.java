package org.otklik.helpdesk.web;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.otklik.helpdesk.client.Client;
import org.otklik.helpdesk.store.TicketQueue;
import org.otklik.helpdesk.ticket.Ticket.State;

/**
 * Which part of the queue is looked at, as the page's address says it. What makes no sense there is
 * as if it weren't.
 *
 * @param shown how many tickets at once
 * @param after where the page before ended
 */
public record QueueQuery(
    Tab tab,
    @Nullable State state,
    @Nullable Long clientId,
    int shown,
    TicketQueue.@Nullable Position after) {
  static final int FIRST = 50;

  /** Whose tickets. */
  public enum Tab {
    ALL,
    MINE,
    UNASSIGNED;

    public String key() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  static QueueQuery of(
      @Nullable String tab,
      @Nullable String state,
      @Nullable String client,
      @Nullable String shown,
      @Nullable String after) {
    return new QueueQuery(
        value(Tab.class, tab).orElse(Tab.ALL),
        value(State.class, state).orElse(null),
        number(client).orElse(null),
        Math.clamp(number(shown).orElse((long) FIRST), FIRST, TicketQueue.LARGEST_PAGE),
        position(after).orElse(null));
  }

  private static <E extends Enum<E>> Optional<E> value(Class<E> type, @Nullable String name) {
    return List.of(type.getEnumConstants()).stream()
        .filter(value -> value.name().equalsIgnoreCase(name))
        .findFirst();
  }

  private static Optional<Long> number(@Nullable String digits) {
    return digits != null && digits.matches("\\d{1,18}")
        ? Optional.of(Long.valueOf(digits))
        : Optional.empty();
  }

  private static Optional<TicketQueue.Position> position(@Nullable String text) {
    if (text == null) {
      return Optional.empty();
    }
    String[] parts = text.split("_", 2);
    Optional<Long> id = number(parts.length == 2 ? parts[1] : null);
    try {
      Instant due = Instant.parse(parts[0]);
      return id.map(value -> new TicketQueue.Position(due, value));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  TicketQueue.Filter filter(long operatorId) {
    return new TicketQueue.Filter(
        clientId, tab == Tab.MINE ? operatorId : null, tab == Tab.UNASSIGNED, state);
  }

  public boolean narrowed() {
    return state != null || clientId != null;
  }

  public boolean isOf(Client client) {
    return clientId != null && clientId == client.id();
  }

  public QueueQuery on(Tab newTab) {
    return new QueueQuery(newTab, state, clientId, FIRST, null);
  }

  /** More at once, as far as that goes; then the tickets after these. */
  QueueQuery more(TicketQueue.Position end) {
    return shown < TicketQueue.LARGEST_PAGE
        ? new QueueQuery(tab, state, clientId, Math.min(2 * shown, TicketQueue.LARGEST_PAGE), after)
        : new QueueQuery(tab, state, clientId, shown, end);
  }

  /** As an address, "" for the plain queue. */
  public String query() {
    var parts = new ArrayList<String>();
    if (tab != Tab.ALL) {
      parts.add("tab=" + tab.key());
    }
    if (state != null) {
      parts.add("state=" + state);
    }
    if (clientId != null) {
      parts.add("client=" + clientId);
    }
    if (shown != FIRST) {
      parts.add("shown=" + shown);
    }
    if (after != null) {
      parts.add(
          "after="
              + URLEncoder.encode(after.nextDueAt() + "_" + after.id(), StandardCharsets.UTF_8));
    }
    return parts.isEmpty() ? "" : "?" + String.join("&", parts);
  }

  public String address() {
    return "/" + query();
  }
}
