package org.otklik.helpdesk.words;

import static org.assertj.core.api.Assertions.assertThat;

import com.ibm.icu.text.MessageFormat;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.constantpool.PoolEntry;
import java.lang.classfile.constantpool.Utf8Entry;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.otklik.helpdesk.Otklik;
import org.otklik.helpdesk.call.CallBackRecord;
import org.otklik.helpdesk.call.CallCase;
import org.otklik.helpdesk.call.CallRecord;
import org.otklik.helpdesk.call.CaseEntry;
import org.otklik.helpdesk.client.Language;
import org.otklik.helpdesk.client.Role;
import org.otklik.helpdesk.deadline.Deadline;
import org.otklik.helpdesk.deadline.DeadlineKind;
import org.otklik.helpdesk.history.HistoryEntry;
import org.otklik.helpdesk.hotline.PbxPhase;
import org.otklik.helpdesk.letter.LetterKind;
import org.otklik.helpdesk.mail.HeldDecision;
import org.otklik.helpdesk.mail.MailOutcome;
import org.otklik.helpdesk.mailbox.MailboxAct;
import org.otklik.helpdesk.mailbox.MailboxForm;
import org.otklik.helpdesk.outbox.OutgoingLetter;
import org.otklik.helpdesk.plan.Category;
import org.otklik.helpdesk.plan.PlanTerms;
import org.otklik.helpdesk.plan.Priority;
import org.otklik.helpdesk.release.ReleaseKind;
import org.otklik.helpdesk.ticket.ActKind;
import org.otklik.helpdesk.ticket.Comment;
import org.otklik.helpdesk.ticket.Ticket;
import org.otklik.helpdesk.ticket.TicketLink;
import org.otklik.intake.message.Remark;
import org.otklik.intake.screening.Screening;
import org.otklik.intake.wire.Problem;
import org.otklik.telephony.asterisk.LinkState;
import org.otklik.telephony.asterisk.PbxCheck;

/** What the program can say, it has words for, in every language. */
class WordsTest {
  /** Keys that are put together from a prefix and the name of a constant. */
  private static final Map<String, Enum<?>[]> NAMED =
      Map.ofEntries(
          Map.entry("console.act.", HistoryEntry.Act.values()),
          Map.entry("console.call.outcome.", CallRecord.Outcome.values()),
          Map.entry("console.call.disposition.", CallRecord.Disposition.values()),
          Map.entry("console.call-back.outcome.", CallBackRecord.Outcome.values()),
          Map.entry("console.case.act.", CaseEntry.Act.values()),
          Map.entry("console.case.closed.", CallCase.Closing.values()),
          Map.entry("console.channel.", Ticket.Channel.values()),
          Map.entry("console.comment.", Comment.Kind.values()),
          Map.entry("console.deadline.", DeadlineKind.values()),
          Map.entry("console.letter.", OutgoingLetter.Purpose.values()),
          Map.entry("console.letter.state.", OutgoingLetter.State.values()),
          Map.entry("console.letters.tab.", OutgoingLetter.State.values()),
          Map.entry("console.letters.lead.", OutgoingLetter.State.values()),
          Map.entry("console.letters.empty.", OutgoingLetter.State.values()),
          Map.entry("console.held.", HeldDecision.Act.values()),
          Map.entry("console.mailbox.act.", MailboxAct.Kind.values()),
          Map.entry("console.mailbox.signIn.", MailboxForm.SignIn.values()),
          Map.entry("console.pbx.phase.", PbxPhase.values()),
          Map.entry("console.role.", Role.values()),
          Map.entry("console.templates.language.", Language.values()),
          Map.entry("console.link.", TicketLink.Kind.values()),
          Map.entry("console.outcome.", MailOutcome.values()),
          Map.entry("console.owes.", Deadline.Owner.values()),
          Map.entry("console.state.", Ticket.State.values()));

  /** The same, with the name in lower case. */
  private static final Map<String, Enum<?>[]> NAMED_IN_LOWER_CASE =
      Map.ofEntries(
          Map.entry("act.", ActKind.values()),
          Map.entry("category.", Category.values()),
          Map.entry("priority.", Priority.values()),
          Map.entry("closing.", Ticket.Closing.values()),
          Map.entry("deadline.", DeadlineKind.values()),
          Map.entry("noticed.", Deadline.Notice.values()),
          Map.entry("mailbox.problem.", Problem.Kind.values()),
          Map.entry("mail.remark.", Remark.Kind.values()),
          Map.entry("pbx.fault.", LinkState.Fault.values()),
          Map.entry("console.release.", ReleaseKind.values()),
          Map.entry("console.plan.escalatee.", PlanTerms.Escalatee.values()),
          Map.entry("console.plan.answered-by.", PlanTerms.AnsweredBy.values()),
          Map.entry("console.plan.unanswered.", PlanTerms.Unanswered.values()));

  /** Keys that come into being whole, as constants of the program. */
  private static final Pattern WHOLE = Pattern.compile("(refusal|plan|console)(\\.[a-z-]+)+");

  private static final List<String> SOURCES_OF_REASONS =
      List.of(
          "intake/src/main/java/org/otklik/intake/screening",
          "intake/src/main/java/org/otklik/intake/authenticity",
          "helpdesk/src/main/java/org/otklik/helpdesk/mail");

  private static final Pattern REASON =
      Pattern.compile(
          "(?:Reason\\.of\\(|Proof\\.none\\(|new Proof\\(false, )\\s*\"([a-z-]+)\""
              + "|\"((?:dkim|answer|delivery)-[a-z-]+)\"");

  static Stream<String> bundles() {
    return Stream.of("words", "console");
  }

  @ParameterizedTest
  @MethodSource("bundles")
  void every_language_says_the_same_things(String bundle) throws IOException {
    assertThat(patterns(bundle, Language.RU).keySet())
        .isEqualTo(patterns(bundle, Language.EN).keySet());
  }

  @ParameterizedTest
  @MethodSource("bundles")
  void every_language_names_the_same_values(String bundle) throws IOException {
    var english = patterns(bundle, Language.EN);
    var russian = patterns(bundle, Language.RU);
    assertThat(english).isNotEmpty();
    english.forEach((key, pattern) ->
        assertThat(arguments(russian.get(key))).as(key).isEqualTo(arguments(pattern)));
  }

  @ParameterizedTest
  @EnumSource
  void every_constant_that_people_read_has_words(Language language) {
    var words = Words.in(language);
    var keys =
        Stream.concat(
            NAMED.entrySet().stream()
                .flatMap(e -> Arrays.stream(e.getValue()).map(c -> e.getKey() + c.name())),
            NAMED_IN_LOWER_CASE.entrySet().stream()
                .flatMap(e -> Arrays.stream(e.getValue()).map(c -> e.getKey() + dashed(c))));
    assertThat(keys.filter(key -> !words.has(key))).isEmpty();
    assertThat(LetterKind.all())
        .allMatch(
            kind -> words.has("console.template." + kind.name()), "has a name in the console");
    // Why nobody is let in, a fault says.
    assertThat(
            Arrays.stream(PbxCheck.Kind.values()).filter(kind -> kind != PbxCheck.Kind.NOT_LET_IN))
        .allMatch(kind -> words.has("pbx.found." + dashed(kind)));
  }

  @ParameterizedTest
  @EnumSource
  void every_rule_of_the_screening_and_every_reason_has_words(Language language)
      throws IOException {
    var words = Words.in(language);
    assertThat(Screening.rules()).allMatch(rule -> words.has("rule." + rule));
    var reasons = reasons();
    assertThat(reasons).contains("sender-flood", "dkim-expired", "answer-by-tag", "our-own");
    assertThat(reasons).allMatch(reason -> words.has("reason." + reason));
  }

  /** The reasons that the intake's and the mail desk's sources name. */
  private static Set<String> reasons() throws IOException {
    var found = new TreeSet<String>();
    var project = Path.of(System.getProperty("otklik.project", ".."));
    for (String folder : SOURCES_OF_REASONS) {
      try (var files = Files.walk(project.resolve(folder))) {
        for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
          var reason = REASON.matcher(Files.readString(file));
          while (reason.find()) {
            found.add(Optional.ofNullable(reason.group(1)).orElseGet(() -> reason.group(2)));
          }
        }
      }
    }
    return found;
  }

  @ParameterizedTest
  @EnumSource
  void every_key_in_the_program_has_words(Language language) throws Exception {
    var words = Words.in(language);
    var keys =
        constants().stream()
            .filter(text -> WHOLE.matcher(text).matches())
            .filter(text -> !text.endsWith(".jte"))
            .filter(text -> !NAMED_IN_LOWER_CASE.containsKey(text + "."))
            .toList();
    assertThat(keys)
        .contains("refusal.changed-meanwhile", "plan.line-missing", "console.queue.title");
    assertThat(keys.stream().filter(key -> !words.has(key))).isEmpty();
  }

  @Test
  void there_are_no_words_that_nobody_says() throws Exception {
    var constants = constants();
    var beginnings =
        constants.stream()
            .map(text -> text.substring(0, Math.max(0, text.indexOf('\1'))))
            .filter(text -> text.indexOf('.') > 0)
            .collect(Collectors.toSet());
    constants.stream().filter(text -> text.matches("[a-z.-]+\\.")).forEach(beginnings::add);
    NAMED_IN_LOWER_CASE.keySet().stream()
        .filter(group -> constants.contains(group.substring(0, group.length() - 1)))
        .forEach(beginnings::add);
    var keys = new TreeSet<String>();
    for (String bundle : bundles().toList()) {
      keys.addAll(patterns(bundle, Language.EN).keySet());
    }
    keys.removeIf(key -> constants.contains(key) || beginnings.stream().anyMatch(key::startsWith));
    assertThat(keys).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void every_standing_of_a_deadline_has_words(Language language) {
    // As web.DeadlineView.standing and web.Countdown.Standing.key name them.
    assertThat(
            Stream.of(
                "on-time", "soon", "overdue", "without-date", "met", "late", "moved", "waived"))
        .allMatch(standing -> Words.in(language).has("console.standing." + standing));
  }

  private static String dashed(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static Set<String> arguments(@Nullable String pattern) {
    return new MessageFormat(Objects.requireNonNull(pattern)).getArgumentNames();
  }

  private static Map<String, String> patterns(String bundle, Language language) throws IOException {
    String name = bundle + (language == Language.EN ? "" : "_" + language.tag());
    try (var in = Words.class.getResourceAsStream("/words/" + name + ".properties")) {
      var properties = new Properties();
      properties.load(
          new StringReader(
              new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8)));
      return properties.stringPropertyNames().stream()
          .collect(Collectors.toMap(key -> key, properties::getProperty));
    }
  }

  /** Every text in the compiled program, pages among it. */
  private static Set<String> constants() throws IOException, URISyntaxException {
    Path classes =
        Path.of(Otklik.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    try (Stream<Path> files = Files.walk(classes)) {
      return files
          .filter(file -> file.toString().endsWith(".class"))
          .flatMap(file -> texts(file).stream())
          .collect(Collectors.toSet());
    }
  }

  private static List<String> texts(Path file) {
    try {
      ClassModel model = ClassFile.of().parse(file);
      return StreamSupport.stream(model.constantPool().spliterator(), false)
          .filter((PoolEntry entry) -> entry instanceof Utf8Entry)
          .map(entry -> ((Utf8Entry) entry).stringValue())
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
