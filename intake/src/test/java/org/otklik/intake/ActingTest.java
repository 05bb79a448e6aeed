package org.otklik.intake;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.otklik.intake.message.MessageParser;
import org.otklik.intake.message.ParseLimits;
import org.otklik.intake.message.RawSource;
import org.otklik.intake.screening.Reason;
import org.otklik.intake.screening.Verdict;

/** Which mail is acted upon beside which, where each act lasts until the test lets it end. */
class ActingTest {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration A_WHILE = Duration.ofMillis(100);

  private final MessageParser parser = new MessageParser(ParseLimits.DEFAULT);
  private final Map<Long, CountDownLatch> begun = new ConcurrentHashMap<>();
  private final Map<Long, RuntimeException> failures = new ConcurrentHashMap<>();
  private final Map<Long, Verdict> verdicts = new ConcurrentHashMap<>();
  private final List<Long> screened = Collections.synchronizedList(new ArrayList<>());
  private final AtomicInteger failed = new AtomicInteger();
  private final Acting acting =
      new Acting("acting", this::screen, this::act, failed::incrementAndGet);

  private List<Screened> screen(List<ReadMail> mails) {
    return mails.stream().map(this::screen).toList();
  }

  private Screened screen(ReadMail mail) {
    long id = mail.kept().id();
    screened.add(id);
    var verdict = verdicts.getOrDefault(id, new Verdict.Hold(Reason.of("stranger")));
    return new Screened(mail.kept(), mail.message(), mail.contentSha256(), verdict);
  }

  private void act(List<Screened> run) {
    long id = run.getFirst().kept().id();
    var end = new CountDownLatch(1);
    begun.put(id, end);
    try {
      end.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    if (failures.containsKey(id)) {
      throw failures.get(id);
    }
  }

  @AfterEach
  void end() {
    begun.values().forEach(CountDownLatch::countDown);
  }

  @Test
  void three_runs_go_on_at_once_and_a_fourth_waits_for_the_eldest() {
    begin(mail(1), mail(2), mail(3));
    begun(1, 2, 3);
    AtomicBoolean fourth = aside(() -> acting.begin(List.of(mail(4))));
    let(2);
    stays(() -> !fourth.get() && !begun.containsKey(4L));
    let(1);
    begun(4);
    assertThat(screened).containsExactly(1L, 2L, 3L, 4L);
  }

  @Test
  void of_all_mailboxes_no_more_runs_are_in_hand_than_the_machine_can_do() {
    int all = Acting.OF_ALL_MAILBOXES + 1;
    for (long id = 1; id <= all; id++) {
      var run = List.of(mail(id));
      var mailbox = new Acting("mailbox " + id, this::screen, this::act, () -> {});
      aside(() -> mailbox.begin(run));
    }
    await().atMost(PATIENCE).until(() -> begun.size() == Acting.OF_ALL_MAILBOXES);
    stays(() -> begun.size() == Acting.OF_ALL_MAILBOXES);
    let(begun.keySet().iterator().next());
    await().atMost(PATIENCE).until(() -> begun.size() == all);
  }

  @Test
  void mail_on_the_ticket_of_what_is_acted_upon_takes_its_turn() {
    verdicts.put(1L, onTicket(501));
    verdicts.put(2L, onTicket(501));
    begin(mail(1), mail(2));
    await().atMost(PATIENCE).until(() -> screened.contains(2L));
    stays(() -> !begun.containsKey(2L));
    let(1);
    begun(2);
  }

  @Test
  void mail_on_another_ticket_does_not_wait() {
    verdicts.put(1L, onTicket(501));
    verdicts.put(2L, onTicket(502));
    begin(mail(1), mail(2));
    begun(2);
  }

  @Test
  void an_answer_is_screened_after_what_it_answers_was_acted_upon() {
    begin(mail(1), mail(2, "References: <1@client>\r\n"));
    begun(1);
    stays(() -> !screened.contains(2L));
    let(1);
    begun(2);
  }

  @Test
  void a_copy_is_screened_after_its_original_was_acted_upon() {
    begin(mail(1), mail(1));
    begun(1);
    stays(() -> screened.size() == 1);
    let(1);
    await().atMost(PATIENCE).until(() -> screened.size() == 2);
  }

  @Test
  void what_answers_something_else_does_not_wait() {
    begin(mail(1), mail(2, "References: <7@client>\r\n"));
    begun(2);
  }

  @Test
  void an_answer_to_what_failed_waits_with_it() {
    failures.put(1L, new IllegalStateException("the first"));
    begin(mail(1), mail(2, "References: <1@client>\r\n"), mail(3));
    begun(1);
    let(1);
    await().atMost(PATIENCE).until(acting::isIdle);
    assertThat(screened).containsExactly(1L);
    assertThat(failed).hasValue(3);
    assertThatThrownBy(acting::await).hasMessage("the first");
  }

  @Test
  void a_failure_is_thrown_once_when_nothing_goes_on_any_more() {
    failures.put(1L, new IllegalStateException("the first"));
    failures.put(2L, new IllegalStateException("the second"));
    begin(mail(1), mail(2));
    begun(2);
    let(1);
    AtomicBoolean told =
        aside(() ->
            assertThatThrownBy(acting::await)
                .hasMessage("the first")
                .satisfies(e -> assertThat(e.getSuppressed()).hasSize(1)));
    stays(() -> !told.get());
    let(2);
    await().atMost(PATIENCE).untilTrue(told);
    acting.await();
    assertThat(acting.isIdle()).isTrue();
  }

  @Test
  void what_failed_and_was_taken_up_again_is_forgotten() {
    failures.put(1L, new IllegalStateException("once"));
    begin(mail(1));
    let(1);
    await().atMost(PATIENCE).until(acting::isIdle);
    acting.forget();
    acting.await();
  }

  private static Verdict onTicket(long ticketId) {
    return new Verdict.FollowUp(ticketId, 11, 1, Reason.of("thread"));
  }

  private void begin(ReadMail... mails) {
    for (ReadMail mail : mails) {
      acting.begin(List.of(mail));
    }
  }

  private void begun(long... ids) {
    for (long id : ids) {
      await().atMost(PATIENCE).until(() -> begun.containsKey(id));
    }
  }

  private void let(long id) {
    begun(id);
    requireNonNull(begun.get(id)).countDown();
  }

  private static void stays(Callable<Boolean> so) {
    await().during(A_WHILE).atMost(PATIENCE).until(so);
  }

  private static AtomicBoolean aside(Runnable work) {
    var done = new AtomicBoolean();
    Thread.ofVirtual()
        .start(() -> {
          work.run();
          done.set(true);
        });
    return done;
  }

  private ReadMail mail(long id) {
    return mail(id, "");
  }

  private ReadMail mail(long id, String headers) {
    String text = "From: anna@client.example\r\nMessage-ID: <" + id + "@client>\r\n" + headers;
    var raw = RawSource.of((text + "\r\nHello\r\n").getBytes(StandardCharsets.UTF_8));
    var kept = new KeptMail(id, "help", 1, id, Instant.EPOCH, "hash " + id, raw);
    return ReadMail.of(kept, parser.parse(raw));
  }
}
