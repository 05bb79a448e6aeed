package org.otklik.helpdesk.web;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the list of call cases shows.
 *
 * @param older the address of what comes after
 */
public record CaseListPage(Chrome chrome, Tab tab, List<Row> rows, Optional<String> older) {

  /** Which of them. */
  public enum Tab {
    /** A call back is owed. */
    OPEN,
    /** It is due soon, or overdue. */
    DUE,
    DONE;

    public String key() {
      return name().toLowerCase(Locale.ROOT);
    }

    static Tab of(@Nullable String key) {
      return Stream.of(values()).filter(tab -> tab.key().equals(key)).findFirst().orElse(OPEN);
    }
  }

  /** A case, with its countdown while a call back is owed. */
  public record Row(CaseLists.Row item, Optional<Countdown> countdown) {}
}
