package org.otklik.helpdesk.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.otklik.helpdesk.history.HistoryEntry.Act;

/** A breach that history can be edited to hide must never happen: every edit shows. */
class HistoryChainTest {
  private static final Instant AT = Instant.parse("2026-11-20T12:30:00.123456Z");

  private static HistoryEntry entry(int seq, Act act, @Nullable String became) {
    return new HistoryEntry(
        100 + seq,
        7,
        seq,
        AT.plusSeconds(seq),
        Actor.Kind.PROGRAM,
        null,
        act,
        null,
        became,
        null,
        null,
        "");
  }

  private static List<HistoryEntry> chain() {
    var entries = new ArrayList<HistoryEntry>();
    String before = HistoryChain.BEGINNING;
    Act[] acts = {Act.REGISTERED, Act.DEADLINE_SET, Act.DEADLINE_BREACHED, Act.CLOSED};
    for (Act act : acts) {
      var chained = HistoryChain.chained(entry(entries.size() + 1, act, "x"), before);
      entries.add(chained);
      before = chained.hash();
    }
    return entries;
  }

  /** Whether each entry's hash is what it must be, and the last one is what the ticket knows. */
  private static boolean isWhole(List<HistoryEntry> entries, String last) {
    String before = HistoryChain.BEGINNING;
    for (HistoryEntry entry : entries) {
      if (!entry.hash().equals(HistoryChain.hash(entry, before))) {
        return false;
      }
      before = entry.hash();
    }
    return before.equals(last);
  }

  /** Else every history that is kept would look forged. */
  @Test
  void hashes_are_made_as_they_were_in_every_version() {
    String digest = HistoryChain.digest("00ff", "Не печатает");
    assertThat(digest)
        .isEqualTo("981e62386102397311015064b2276ce793766e86b30dafc701f8a51d66b91830");
    var entry =
        new HistoryEntry(
            101,
            7,
            1,
            Instant.parse("2026-11-20T12:30:01.123456Z"),
            Actor.Kind.STAFF,
            12L,
            Act.REGISTERED,
            null,
            "MAIL",
            44L,
            digest,
            "");
    assertThat(HistoryChain.hash(entry, HistoryChain.BEGINNING))
        .isEqualTo("e9d3a3f7eca5e6bce08bd9f7ee609ed9bad7075851e9b57a18f2421988528a89");
  }

  @Test
  void an_untouched_history_is_whole() {
    assertThat(isWhole(chain(), chain().getLast().hash())).isTrue();
    assertThat(chain().getFirst().hash()).matches("[0-9a-f]{64}");
  }

  @Test
  void a_removed_entry_shows() {
    for (int i = 0; i < chain().size(); i++) {
      var entries = chain();
      String last = entries.getLast().hash();
      entries.remove(i);
      assertThat(isWhole(entries, last)).as("without entry %d", i).isFalse();
    }
  }

  @Test
  void an_inserted_entry_shows() {
    for (int i = 0; i <= chain().size(); i++) {
      var entries = chain();
      String last = entries.getLast().hash();
      String before = i == 0 ? HistoryChain.BEGINNING : entries.get(i - 1).hash();
      entries.add(i, HistoryChain.chained(entry(9, Act.NOTED, null), before));
      assertThat(isWhole(entries, last)).as("with one before %d", i).isFalse();
    }
  }

  @Test
  void entries_in_another_order_show() {
    var entries = chain();
    String last = entries.getLast().hash();
    entries.add(1, entries.remove(2));
    assertThat(isWhole(entries, last)).isFalse();
  }

  @Test
  void every_field_that_is_changed_shows() {
    HistoryEntry e =
        new HistoryEntry(
            1, 7, 1, AT, Actor.Kind.OPERATOR, 5L, Act.ASSIGNED, "5", "6", 11L, "d", "");
    String hash = HistoryChain.hash(e, HistoryChain.BEGINNING);
    assertThat(
            List.of(
                new HistoryEntry(
                    2, 7, 1, AT, Actor.Kind.OPERATOR, 5L, Act.ASSIGNED, "5", "6", 11L, "d", ""),
                new HistoryEntry(
                    1, 8, 1, AT, Actor.Kind.OPERATOR, 5L, Act.ASSIGNED, "5", "6", 11L, "d", ""),
                new HistoryEntry(
                    1, 7, 2, AT, Actor.Kind.OPERATOR, 5L, Act.ASSIGNED, "5", "6", 11L, "d", ""),
                new HistoryEntry(
                    1,
                    7,
                    1,
                    AT.plusNanos(1000),
                    Actor.Kind.OPERATOR,
                    5L,
                    Act.ASSIGNED,
                    "5",
                    "6",
                    11L,
                    "d",
                    ""),
                new HistoryEntry(
                    1, 7, 1, AT, Actor.Kind.STAFF, 5L, Act.ASSIGNED, "5", "6", 11L, "d", ""),
                new HistoryEntry(
                    1, 7, 1, AT, Actor.Kind.OPERATOR, null, Act.ASSIGNED, "5", "6", 11L, "d", ""),
                new HistoryEntry(
                    1, 7, 1, AT, Actor.Kind.OPERATOR, 5L, Act.NOTED, "5", "6", 11L, "d", ""),
                new HistoryEntry(
                    1, 7, 1, AT, Actor.Kind.OPERATOR, 5L, Act.ASSIGNED, null, "6", 11L, "d", ""),
                new HistoryEntry(
                    1, 7, 1, AT, Actor.Kind.OPERATOR, 5L, Act.ASSIGNED, "5", "7", 11L, "d", ""),
                new HistoryEntry(
                    1, 7, 1, AT, Actor.Kind.OPERATOR, 5L, Act.ASSIGNED, "5", "6", 12L, "d", ""),
                new HistoryEntry(
                    1, 7, 1, AT, Actor.Kind.OPERATOR, 5L, Act.ASSIGNED, "5", "6", 11L, "e", "")))
        .allSatisfy(changed ->
            assertThat(HistoryChain.hash(changed, HistoryChain.BEGINNING)).isNotEqualTo(hash));
  }

  @Test
  void values_do_not_run_into_each_other() {
    var one = entry(1, Act.NOTED, "");
    var other = entry(1, Act.NOTED, null);
    assertThat(HistoryChain.hash(one, HistoryChain.BEGINNING))
        .isNotEqualTo(HistoryChain.hash(other, HistoryChain.BEGINNING));
    assertThat(HistoryChain.digest("sa", "b")).isNotEqualTo(HistoryChain.digest("s", "ab"));
  }

  @Test
  void the_chain_holds_after_what_was_said_is_erased() {
    String digest = HistoryChain.digest("salt", "Иванов просит");
    var said =
        new HistoryEntry(
            1, 7, 1, AT, Actor.Kind.STAFF, 9L, Act.REPLIED, null, null, 11L, digest, "");
    var chained = HistoryChain.chained(said, HistoryChain.BEGINNING);
    // The text and its salt are gone; the entry never held them.
    assertThat(isWhole(List.of(chained), chained.hash())).isTrue();
    assertThat(chained.toString()).doesNotContain("Иванов");
  }

  @Test
  void a_text_that_was_changed_no_longer_fits_its_digest() {
    assertThat(HistoryChain.digest("salt", "нет")).isNotEqualTo(HistoryChain.digest("salt", "да"));
  }

  @Test
  void without_its_salt_an_erased_text_cannot_be_guessed() {
    assertThat(HistoryChain.digest("a", "да")).isNotEqualTo(HistoryChain.digest("b", "да"));
  }
}
