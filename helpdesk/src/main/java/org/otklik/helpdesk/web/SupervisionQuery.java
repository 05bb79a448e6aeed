package org.otklik.helpdesk.web;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.otklik.helpdesk.store.DeadlineList;

/**
 * What of the supervisor's view is looked at, as the page's address says it. What makes no sense
 * there is as if it weren't.
 *
 * @param after where the page before ended
 */
public record SupervisionQuery(
    Tab tab,
    @Nullable Long clientId,
    @Nullable Long operatorId,
    DeadlineList.@Nullable Position after) {

  /** Which deadlines. */
  public enum Tab {
    /** Broken by us and still owed. */
    BREACHES,
    /** Ours, the next due first. */
    COMING,
    /** Broken by us and done since. */
    FULFILLED,
    /** The client's that passed. */
    CLIENTS,
    /** Per operator. */
    LOAD,
    /** Closings proposed, and tickets without a release. */
    WATCHED;

    public String key() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** Whether it is a list of deadlines. */
    public boolean isOfDeadlines() {
      return this != LOAD && this != WATCHED;
    }
  }

  static SupervisionQuery of(
      @Nullable String tab,
      @Nullable String client,
      @Nullable String operator,
      @Nullable String after) {
    return new SupervisionQuery(
        Stream.of(Tab.values()).filter(t -> t.key().equals(tab)).findFirst().orElse(Tab.BREACHES),
        number(client).orElse(null),
        number(operator).orElse(null),
        position(after).orElse(null));
  }

  private static Optional<Long> number(@Nullable String digits) {
    return Optional.ofNullable(digits).filter(d -> d.matches("\\d{1,18}")).map(Long::valueOf);
  }

  private static Optional<DeadlineList.Position> position(@Nullable String text) {
    if (text == null) {
      return Optional.empty();
    }
    String[] parts = text.split("_", 2);
    Optional<Long> id = number(parts.length == 2 ? parts[1] : null);
    try {
      Instant due = Instant.parse(parts[0]);
      return id.map(value -> new DeadlineList.Position(due, value));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  public SupervisionQuery on(Tab newTab) {
    return new SupervisionQuery(newTab, clientId, operatorId, null);
  }

  public SupervisionQuery of(@Nullable Long newOperatorId, Tab newTab) {
    return new SupervisionQuery(newTab, clientId, newOperatorId, null);
  }

  SupervisionQuery from(DeadlineList.Position position) {
    return new SupervisionQuery(tab, clientId, operatorId, position);
  }

  public boolean isOfClient(long id) {
    return clientId != null && clientId == id;
  }

  public boolean isOfOperator(long id) {
    return operatorId != null && operatorId == id;
  }

  public String address() {
    var parts = new ArrayList<String>();
    parts.add("tab=" + tab.key());
    if (clientId != null) {
      parts.add("client=" + clientId);
    }
    if (operatorId != null) {
      parts.add("operator=" + operatorId);
    }
    if (after != null) {
      parts.add(
          "after=" + URLEncoder.encode(after.dueAt() + "_" + after.id(), StandardCharsets.UTF_8));
    }
    return "/supervision?" + String.join("&", parts);
  }
}
