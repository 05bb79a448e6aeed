package org.otklik.helpdesk.letter;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.otklik.helpdesk.calendar.BusinessCalendar;
import org.otklik.helpdesk.calendar.CalendarYaml;
import org.otklik.helpdesk.client.Client;
import org.otklik.helpdesk.client.Language;
import org.otklik.helpdesk.deadline.Deadline;
import org.otklik.helpdesk.deadline.Deadline.Timing;
import org.otklik.helpdesk.deadline.DeadlineKind;
import org.otklik.helpdesk.outbox.Letters;
import org.otklik.helpdesk.plan.Category;
import org.otklik.helpdesk.plan.Plan;
import org.otklik.helpdesk.plan.PlanYaml;
import org.otklik.helpdesk.plan.Priority;
import org.otklik.helpdesk.ticket.Agreement;
import org.otklik.helpdesk.ticket.Ticket;
import org.otklik.helpdesk.ticket.Told;
import org.otklik.helpdesk.ticket.Told.Audience;
import org.otklik.helpdesk.ticket.Told.Event;

/** What people are told by mail has words in their language, whatever is known. */
class LettersTest {
  private static final Instant NOW = Instant.parse("2026-11-20T12:30:00Z");
  private static final Instant DUE = Instant.parse("2026-11-23T15:00:00Z");
  private static final Pattern TAG = Pattern.compile("\\{\\{([#^/>]?)([^}]+)}}");

  private static final LetterValues.Names NAMES =
      new LetterValues.Names("Анна", "Пётр", "Олег", "4.2", "Поддержка");
  private static final LetterValues.Names NOBODY =
      new LetterValues.Names("", "", "", "", "Поддержка");

  private static final List<String> CALL_BACK =
      List.of("reader", "number", "client", "due", "zone", "text", "signature");

  /** Letters that no ticket is about, with what their senders give. */
  private static final Map<String, List<String>> OTHERS =
      Map.of(
          "call-back-due", CALL_BACK,
          "call-back-missed", CALL_BACK,
          "staff-list-reminder", List.of("client", "contract", "due", "zone", "signature"),
          "staff-list-missing", List.of("client", "contract", "due", "zone", "signature"),
          "release-shipped", List.of("client", "component", "release", "signature"),
          "acknowledgement", List.of("reader", "number", "subject", "due", "zone", "signature"),
          "forward", List.of("sender", "address", "subject", "signature"),
          "invitation", List.of("reader", "address", "client", "registered", "signature"),
          "held-too-long", List.of("count", "term", "list"));

  private final LetterTemplates templates = LetterTemplates.shippedOnly();

  static Stream<Arguments> letters() {
    return Arrays.stream(Event.values())
        .flatMap(event ->
            Arrays.stream(Language.values())
                .flatMap(language ->
                    Arrays.stream(Audience.values()).map(to -> Arguments.of(event, language, to))));
  }

  @ParameterizedTest
  @MethodSource("letters")
  void every_event_is_told_when_all_is_known(Event event, Language language, Audience to) {
    for (DeadlineKind kind : DeadlineKind.values()) {
      for (Ticket.Closing because : Ticket.Closing.values()) {
        Told told = new Told(event, to, closed(because), bound(kind), "Что сказано");
        assertThatItReadsWell(words(told, NAMES, language));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("letters")
  void every_event_is_told_when_little_is_known(Event event, Language language, Audience to) {
    assertThatItHasWords(words(new Told(event, to, fresh(), null, ""), NOBODY, language));
    Deadline undated = deadline(DeadlineKind.ACCEPTANCE, "none", undated());
    assertThatItHasWords(words(new Told(event, to, fresh(), undated, ""), NOBODY, language));
  }

  @ParameterizedTest
  @EnumSource
  void nothing_need_be_said_along_with_an_analysis_or_a_closing(Language language) {
    for (Event event : List.of(Event.ANALYSED, Event.CLOSED, Event.NOTICE, Event.REPLIED)) {
      Told told =
          new Told(
              event,
              Audience.REQUESTER,
              closed(Ticket.Closing.WITHDRAWN),
              bound(DeadlineKind.RESOLUTION),
              "");
      assertThatItReadsWell(words(told, NAMES, language));
    }
  }

  @ParameterizedTest
  @MethodSource("letters")
  void templates_name_only_what_there_is(Event event, Language language, Audience to)
      throws IOException {
    Told told =
        new Told(event, to, closed(Ticket.Closing.REFUSED), bound(DeadlineKind.REWORK), "x");
    var known = LetterValues.of(told, agreement(language), NAMES, language).keySet();
    assertThat(known)
        .containsAll(tags(event.name().toLowerCase(Locale.ROOT).replace('_', '-'), language));
  }

  @ParameterizedTest
  @MethodSource("letters")
  void a_supervisors_template_can_name_all_that_there_is(
      Event event, Language language, Audience to) {
    var kind =
        LetterKind.named(event.name().toLowerCase(Locale.ROOT).replace('_', '-')).orElseThrow();
    Told told =
        new Told(event, to, closed(Ticket.Closing.REFUSED), bound(DeadlineKind.REWORK), "x");
    assertThat(kind.placeholders())
        .containsAll(LetterValues.of(told, agreement(language), NAMES, language).keySet());
    LetterText shipped = LetterTemplates.shipped(kind.name(), language);
    assertThat(LetterCheck.problem(kind, language, shipped)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void letters_without_a_ticket_have_words_too(Language language) throws IOException {
    for (var other : OTHERS.entrySet()) {
      assertThat(other.getValue()).containsAll(tags(other.getKey(), language));
      var kind = LetterKind.named(other.getKey()).orElseThrow();
      assertThat(kind.placeholders()).containsAll(other.getValue());
      assertThat(
              LetterCheck.problem(
                  kind, language, LetterTemplates.shipped(other.getKey(), language)))
          .isEmpty();
      var values = new HashMap<String, String>();
      other.getValue().forEach(name -> values.put(name, name));
      assertThatItReadsWell(templates.words(other.getKey(), language, values));
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_client_is_told_honestly_that_no_release_is_planned(Language language) {
    Deadline waiting = deadline(DeadlineKind.RESOLUTION, "next scheduled release", undated());
    String body =
        words(new Told(Event.ANALYSED, Audience.REQUESTER, fresh(), waiting, ""), NAMES, language)
            .body();
    assertThat(body).contains(language == Language.RU ? "пока не определена" : "no planned date");
    Deadline acceptance = deadline(DeadlineKind.ACCEPTANCE, "none", undated());
    assertThat(
            words(
                    new Told(
                        Event.ACCEPTANCE_REMINDER, Audience.REQUESTER, fresh(), acceptance, ""),
                    NAMES,
                    language)
                .body())
        .doesNotContain(language == Language.RU ? "пока не определена" : "no planned date");
  }

  @ParameterizedTest
  @EnumSource
  void dates_are_told_in_the_calendars_zone_which_is_named(Language language) {
    Deadline due =
        deadline(DeadlineKind.CLARIFICATION, "3bd", new Timing(NOW, DUE, false, null, null));
    assertThat(
            words(new Told(Event.QUESTION, Audience.REQUESTER, fresh(), due, "?"), NAMES, language)
                .body())
        .contains("18:00 (Europe/Moscow)");
  }

  private Letters.Words words(Told told, LetterValues.Names names, Language language) {
    return templates.words(
        told.event().name(), language, LetterValues.of(told, agreement(language), names, language));
  }

  private static void assertThatItHasWords(Letters.Words words) {
    assertThat(words.subject()).isNotBlank().doesNotContain("{", "}", "\n");
    assertThat(words.body()).isNotBlank().doesNotContain("{{", "}}");
  }

  private static void assertThatItReadsWell(Letters.Words words) {
    assertThatItHasWords(words);
    assertThat(words.body())
        .doesNotContain("\n\n\n", "()", "( ", " )", " ,", "«»", "“”", "  ")
        .doesNotContainPattern(
            "(?m)^(letter|console|category|priority|closing|deadline|noticed)\\.");
  }

  private static Set<String> tags(String name, Language language) throws IOException {
    var tags = new TreeSet<String>();
    var found = TAG.matcher(template(name, language));
    while (found.find()) {
      if (found.group(1).equals(">")) {
        tags.addAll(tags("parts/" + found.group(2), language));
      } else {
        tags.add(found.group(2).split("\\.", -1)[0]);
      }
    }
    return tags;
  }

  private static String template(String name, Language language) throws IOException {
    try (var in =
        LetterTemplates.class.getResourceAsStream(
            "/letters/" + language.tag() + "/" + name + ".mustache")) {
      return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static Agreement agreement(Language language) {
    var day = LocalDate.of(2026, 1, 1);
    try (var in = PlanYaml.class.getResourceAsStream("/plans/standard.yaml")) {
      var yaml = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
      return new Agreement(
          new Client(
              1,
              "Ромашка",
              "12/26",
              day,
              day,
              day.plusYears(1),
              "a@b.c",
              language,
              null,
              1,
              1,
              "RU",
              0),
          new Plan(1, "standard", 1, PlanYaml.read(yaml)),
          new BusinessCalendar(CalendarYaml.russia()),
          List.of());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Timing undated() {
    return new Timing(null, null, false, null, null);
  }

  /** Bound to a release, provisional, and best effort where that can be. */
  private static Deadline bound(DeadlineKind kind) {
    return deadline(kind, "chosen release", new Timing(NOW, DUE, true, 7L, null));
  }

  private static Deadline deadline(DeadlineKind kind, String rule, Timing timing) {
    return Deadline.starting(2, Deadline.Subject.TICKET, 1, kind, rule, NOW, timing, true);
  }

  private static Ticket fresh() {
    return ticket(Ticket.State.REGISTERED, "", null, null, null, false, Ticket.NOTHING_DUE);
  }

  private static Ticket closed(Ticket.Closing because) {
    return ticket(
        Ticket.State.CLOSED, "Не печатает", Category.ERROR, Priority.URGENT, because, true, DUE);
  }

  private static Ticket ticket(
      Ticket.State state,
      String subject,
      @Nullable Category category,
      @Nullable Priority priority,
      Ticket.@Nullable Closing because,
      boolean bestEffort,
      Instant nextDue) {
    return new Ticket(
        1,
        42,
        1,
        1,
        1,
        subject,
        state,
        Ticket.Channel.MAIL,
        3L,
        NOW,
        NOW,
        category,
        priority,
        category != null,
        null,
        NOW,
        category == null ? null : DUE,
        null,
        null,
        0,
        null,
        because == null ? null : NOW,
        because,
        null,
        false,
        bestEffort,
        nextDue,
        0,
        "",
        0);
  }
}
