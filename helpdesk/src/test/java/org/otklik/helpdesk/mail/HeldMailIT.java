package org.otklik.helpdesk.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.otklik.helpdesk.running.ServedMailbox.latin1;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.otklik.helpdesk.client.Role;
import org.otklik.helpdesk.courier.LetterLists;
import org.otklik.helpdesk.courier.LetterProblem;
import org.otklik.helpdesk.desk.HeldAlarm;
import org.otklik.helpdesk.desk.HeldDesk;
import org.otklik.helpdesk.desk.LetterDesk;
import org.otklik.helpdesk.desk.Outcome;
import org.otklik.helpdesk.desk.TicketDesk;
import org.otklik.helpdesk.desk.Uploads;
import org.otklik.helpdesk.history.Actor;
import org.otklik.helpdesk.running.Letter;
import org.otklik.helpdesk.running.MailSink;
import org.otklik.helpdesk.running.People;
import org.otklik.helpdesk.running.ServedMailbox;
import org.otklik.helpdesk.ticket.Refusal;
import org.otklik.helpdesk.ticket.Request;
import org.otklik.helpdesk.ticket.TicketAct;
import org.otklik.intake.AddressBook;
import org.otklik.intake.screening.Standing;

/** What operators decide about held mail, and what then goes out, by way of real mail servers. */
class HeldMailIT {
  private static final Duration PATIENCE = Duration.ofSeconds(40);

  private static ServedMailbox desk;
  private static Actor olga;

  @BeforeAll
  static void open() {
    desk =
        ServedMailbox.open(setup ->
            setup
                .withClockAt(Instant.now())
                .with("otklik.held-alarm.every", "1h") // the test cranks
                .with("otklik.outgoing.per-recipient", "5 in 600m"));
    olga = Actor.operator(Long.parseLong(one("SELECT id FROM operator")), "Olga");
  }

  @AfterAll
  static void close() {
    if (desk != null) {
      desk.close();
    }
  }

  private static String one(String query) {
    return desk.program().query(query).getFirst();
  }

  private static long clientId(String name) {
    return Long.parseLong(one("SELECT id FROM client WHERE name = '" + name + "'"));
  }

  /** The id of a message, once it is held. */
  private static long held(Letter letter) {
    assertThat(desk.outcomeOf(letter)).isEqualTo("HELD");
    return Long.parseLong(desk.columnOf(letter.raw(), "id"));
  }

  private static HeldDesk decisions() {
    return desk.program().get(HeldDesk.class);
  }

  private static HeldDesk.Registration at(String client, String name, Long... also) {
    return new HeldDesk.Registration(clientId(client), name, Role.LIMITED, List.of(also));
  }

  private static Refusal refusal(Outcome<?> outcome) {
    assertThat(outcome).isInstanceOf(Outcome.Refused.class);
    return ((Outcome.Refused<?>) outcome).refusal();
  }

  private static List<MailSink.Taken> awaitFor(String address, int count) {
    return await(address + " gets " + count)
        .atMost(PATIENCE)
        .until(() -> desk.sink().takenFor(address), taken -> taken.size() >= count);
  }

  @Test
  void who_is_put_on_a_list_gets_tickets_of_all_they_sent_with_the_time_of_arrival() {
    String newcomer = "newcomer@elsewhere.example";
    long first = held(Letter.from("New <" + newcomer + ">").subject("one").messageId("one@n"));
    long second = held(Letter.from(newcomer).subject("two").messageId("two@n"));
    var done = decisions().register(first, at("Romashka", "New Comer", second), olga);
    assertThat(done).isInstanceOf(Outcome.Done.class);
    assertThat(
            desk.program()
                .query(
                    """
                    SELECT m.outcome, t.arrived_at = m.arrived_at, d.started_at = m.arrived_at
                    FROM mail m JOIN ticket t ON t.id = m.ticket_id
                    JOIN deadline d ON d.subject_id = t.id
                    WHERE m.id IN (%d, %d)
                    """
                        .formatted(first, second)))
        .containsExactly("REGISTERED 1 1", "REGISTERED 1 1");
    var letters = awaitFor(newcomer, 3);
    assertThat(letters.stream().filter(m -> m.raw().contains("In-Reply-To: <one@n>"))).hasSize(1);
    assertThat(letters.stream().filter(m -> m.raw().contains("on the list of staff"))).hasSize(1);
    assertThat(letters).allMatch(m -> m.raw().contains("Auto-Submitted: auto-"));
    // From now on their mail counts, and nobody has to decide.
    assertThat(desk.outcomeOf(Letter.from(newcomer).subject("three").answering("one@n")))
        .isEqualTo("APPENDED");
    assertThat(one("SELECT operator_name FROM held_decision WHERE mail_id = " + second))
        .isEqualTo("Olga");
  }

  @Test
  void of_two_operators_at_once_the_second_is_told_who_was_first() throws Exception {
    long mail = held(Letter.from("both@elsewhere.example").subject("both want it"));
    List<Callable<Outcome<?>>> both =
        List.of(
            () -> decisions().discard(mail, "an offer", olga),
            () -> decisions().register(mail, at("Vasilek", "Both"), olga));
    List<Outcome<?>> outcomes;
    try (var threads = Executors.newFixedThreadPool(2)) {
      var futures = threads.invokeAll(both);
      outcomes = List.of(futures.get(0).get(), futures.get(1).get());
    }
    assertThat(outcomes).filteredOn(o -> o instanceof Outcome.Done).hasSize(1);
    var refused = outcomes.stream().filter(o -> o instanceof Outcome.Refused).toList();
    assertThat(refusal(refused.getFirst()).key()).isEqualTo("refusal.held.decided");
    assertThat(refusal(refused.getFirst()).values()).first().isEqualTo("Olga");
    assertThat(one("SELECT COUNT(*) FROM held_decision WHERE mail_id = " + mail)).isEqualTo("1");
    boolean registered = outcomes.get(1) instanceof Outcome.Done;
    assertThat(one("SELECT COUNT(*) FROM staff_address WHERE address LIKE 'both@%'"))
        .isEqualTo(registered ? "1" : "0");
  }

  /** The first copy was held; nobody has to do anything for the second, nor may for the first. */
  @Test
  void what_came_once_more_and_was_registered_is_not_registered_twice() {
    var letter = Letter.from("twin@elsewhere.example").subject("twice").messageId("twice@n");
    long first = held(letter);
    long other = held(Letter.from("twin@elsewhere.example").subject("the other"));
    assertThat(decisions().register(other, at("Vasilek", "Twin"), olga))
        .isInstanceOf(Outcome.Done.class);
    assertThat(desk.outcomeOf(letter.header("Received", "from a by b; 1 Jan 2024 00:00:00 +0")))
        .isEqualTo("REGISTERED");
    var refusal = refusal(decisions().register(first, at("Vasilek", "Twin"), olga));
    assertThat(refusal.key()).isEqualTo("refusal.held.came-again");
    assertThat(refusal.values())
        .containsExactly(
            one(
                "SELECT t.number FROM mail m JOIN ticket t ON t.id = m.ticket_id"
                    + " WHERE m.subject = 'twice'"));
    assertThat(decisions().discard(first, "it came again", olga)).isInstanceOf(Outcome.Done.class);
  }

  /** The contract ended while the message lay here, which is nobody's fault but ours. */
  @Test
  void what_arrived_under_contract_is_registered_after_its_end() {
    long mail = held(Letter.from("late@elsewhere.example").subject("in time"));
    long client = clientId("Vasilek");
    String end = one("SELECT contract_end FROM client WHERE id = " + client);
    Instant now = desk.program().clock().instant();
    try {
      desk.program()
          .execute(
              "UPDATE client SET contract_end = CURRENT_DATE + INTERVAL 1 DAY WHERE id = "
                  + client);
      desk.program().clock().set(now.plus(Duration.ofDays(3)));
      assertThat(decisions().register(mail, at("Vasilek", "Late"), olga))
          .isInstanceOf(Outcome.Done.class);
    } finally {
      desk.program().clock().set(now);
      desk.program()
          .execute("UPDATE client SET contract_end = '%s' WHERE id = %d".formatted(end, client));
    }
  }

  @Test
  void who_stands_behind_an_address_is_told_for_the_day_of_arrival() {
    var standings =
        desk.program()
            .get(AddressBook.class)
            .standings(Set.of(People.FORMER, "any@ended.example", "nobody@elsewhere.example"));
    Instant today = desk.program().clock().instant();
    Instant before = today.minus(Duration.ofDays(3));
    assertThat(standings.of(People.FORMER, today)).isInstanceOf(Standing.OutOfContract.class);
    assertThat(standings.of(People.FORMER, before)).isInstanceOf(Standing.Registered.class);
    assertThat(standings.of("any@ended.example", today)).isInstanceOf(Standing.OutOfContract.class);
    assertThat(standings.of("any@ended.example", before)).isInstanceOf(Standing.Colleague.class);
    assertThat(standings.of("nobody@elsewhere.example", before))
        .isInstanceOf(Standing.Stranger.class);
  }

  @Test
  void held_mail_that_names_a_ticket_in_its_subject_joins_it() {
    assertThat(desk.outcomeOf(Letter.from(People.ANNA).subject("named later").messageId("nl@a")))
        .isEqualTo("REGISTERED");
    String number = one("SELECT number FROM ticket WHERE subject = 'named later'");
    String from = "anna.private@elsewhere.example";
    long mail = held(Letter.from(from).subject("Re: [#" + number + "] named later"));
    var registration =
        new HeldDesk.Registration(clientId("Romashka"), "Anna at home", Role.FULL, List.of());
    assertThat(decisions().register(mail, registration, olga)).isInstanceOf(Outcome.Done.class);
    assertThat(one("SELECT outcome FROM mail WHERE id = " + mail)).isEqualTo("APPENDED");
    assertThat(one("SELECT COUNT(*) FROM ticket WHERE subject LIKE '%named later'")).isEqualTo("1");
  }

  @Test
  void a_refused_registration_leaves_nothing_behind() {
    long mail = held(Letter.from("nothing@elsewhere.example").subject("no contract"));
    assertThat(refusal(decisions().register(mail, at("Ended", "Nobody"), olga)).key())
        .isEqualTo("refusal.contract-not-in-force");
    assertThat(one("SELECT COUNT(*) FROM staff_address WHERE address LIKE 'nothing@%'"))
        .isEqualTo("0");
    long other = held(Letter.from("other@elsewhere.example").subject("somebody else"));
    assertThat(refusal(decisions().register(mail, at("Romashka", "X", other), olga)).key())
        .isEqualTo("refusal.held.other-sender");
    assertThat(refusal(decisions().discard(mail, "  ", olga)).field()).isEqualTo("reason");
    assertThat(one("SELECT outcome FROM mail WHERE id = " + mail)).isEqualTo("HELD");
  }

  @Test
  void an_operator_forwards_it_whole_to_the_client_and_the_sender_hears_nothing() {
    var letter =
        Letter.from("asks@elsewhere.example").subject("who am I").body("Wie gehts?\n\n-- \nA");
    long mail = held(letter);
    assertThat(refusal(decisions().forward(mail, clientId("Loop"), olga)).key())
        .isEqualTo("refusal.held.client-address-is-ours");
    decisions().forward(mail, clientId("Vasilek"), olga);
    var forwarded = awaitFor("office@vasilek.example", 1).getFirst();
    assertThat(forwarded.raw())
        .contains("Content-Type: message/rfc822", latin1(letter.raw()))
        .contains("Auto-Submitted: auto-generated");
    assertThat(desk.sink().takenFor("asks@elsewhere.example")).isEmpty();
    assertThat(one("SELECT CONCAT(outcome, ' ', client_id) FROM mail WHERE id = " + mail))
        .isEqualTo("FORWARDED " + clientId("Vasilek"));
    assertThat(one("SELECT recipient FROM forwarding WHERE mail_id = " + mail))
        .isEqualTo("office@vasilek.example");
    assertThat(refusal(decisions().forward(mail, clientId("Vasilek"), olga)).key())
        .isEqualTo("refusal.held.decided");
  }

  /** A forward that comes back is held, and isn't forwarded again: no loop. */
  @Test
  void a_bounced_forward_is_held_again() {
    var letter = Letter.from("Boris <" + People.BORIS + ">").subject("into the void");
    assertThat(desk.outcomeOf(letter)).isEqualTo("FORWARDED");
    long mail = Long.parseLong(desk.columnOf(letter.raw(), "id"));
    String ours = awaitFor(People.ROMASHKA_OFFICE, 1).getFirst().messageId();
    var forged = bounce("somebody@elsewhere.example", ours, "forged@mta");
    assertThat(desk.outcomeOf(forged)).isEqualTo("BOUNCE");
    assertThat(one("SELECT outcome FROM mail WHERE id = " + mail)).isEqualTo("FORWARDED");
    assertThat(desk.outcomeOf(bounce(People.ROMASHKA_OFFICE, ours, "true@mta")))
        .isEqualTo("BOUNCE");
    assertThat(one("SELECT CONCAT(outcome, ' ', reason) FROM mail WHERE id = " + mail))
        .isEqualTo("HELD forward-bounced");
    assertThat(desk.sink().takenFor(People.BORIS)).isEmpty();
    assertThat(decisions().discard(mail, "told by phone", olga)).isInstanceOf(Outcome.Done.class);
  }

  private static Letter bounce(String recipient, String messageId, String id) {
    return Letter.from("MAILER-DAEMON@support.example")
        .subject("Undelivered Mail Returned to Sender")
        .messageId(id)
        .header("Return-Path", "<>")
        .header("Auto-Submitted", "auto-replied")
        .header("MIME-Version", "1.0")
        .header("Content-Type", "multipart/report; report-type=delivery-status; boundary=b")
        .body(
            """
            --b

            The mail could not be delivered.

            --b
            Content-Type: message/delivery-status

            Reporting-MTA: dns; mta.support.example

            Final-Recipient: rfc822; %s
            Action: failed
            Status: 5.1.1
            Diagnostic-Code: smtp; 550 5.1.1 no such user

            --b
            Content-Type: text/rfc822-headers

            From: %s
            Message-ID: <%s>

            --b--
            """
                .formatted(recipient, People.SUPPORT, messageId));
  }

  @Test
  void supervisors_are_told_once_of_what_is_held_too_long() {
    var alarm = desk.program().get(HeldAlarm.class);
    long mail = held(Letter.from("forgotten@elsewhere.example").subject("forgotten\tone"));
    Instant now = desk.program().clock().instant();
    assertThat(desk.program().get(HeldMails.class).overdue(List.of(mail))).isEmpty();
    try {
      desk.program().clock().set(now.plus(Duration.ofDays(15)));
      assertThat(alarm.crank()).isPositive();
      assertThat(alarm.crank()).isZero();
    } finally {
      desk.program().clock().set(now);
    }
    assertThat(desk.program().get(HeldMails.class).overdue(List.of(mail))).containsExactly(mail);
    assertThat(
            desk.program()
                .query("SELECT body FROM outbox WHERE purpose = 'ALERT' AND ticket_id IS NULL"))
        .filteredOn(body -> body.contains("forgotten@elsewhere.example"))
        .hasSize(1)
        .allMatch(body -> body.contains("forgotten one") && body.contains("4 working hours"));
  }

  @Test
  void supervisors_are_told_of_what_nobody_can_read_too() {
    var letter = Letter.from(People.ANNA).subject("unreadable");
    for (int i = 0; i < 2_500; i++) {
      letter.header("X-" + i, "x");
    }
    assertThat(desk.outcomeOf(letter)).isEqualTo("UNREADABLE");
    Instant now = desk.program().clock().instant();
    try {
      desk.program().clock().set(now.plus(Duration.ofDays(15)));
      assertThat(desk.program().get(HeldAlarm.class).crank()).isPositive();
    } finally {
      desk.program().clock().set(now);
    }
    assertThat(
            desk.program()
                .query("SELECT body FROM outbox WHERE purpose = 'ALERT' AND ticket_id IS NULL"))
        .filteredOn(body -> body.contains("It could not be read: it has more than 2000"))
        .hasSize(1);
  }

  /** FreeScout #634, #3156, Chatwoot #5131: loops of thousands. */
  @Test
  void automatic_letters_over_the_cap_are_kept_back_until_a_person_has_looked() {
    for (int i = 0; i < 7; i++) {
      desk.deliver(Letter.from(People.VERA).subject("robot " + i).messageId("robot" + i + "@v"));
    }
    String kept = "SELECT id FROM outbox WHERE state = 'KEPT_BACK' AND recipient = '%s'";
    await("two are kept back")
        .atMost(PATIENCE)
        .until(() -> desk.program().query(kept.formatted(People.VERA)).size() == 2);
    assertThat(awaitFor(People.VERA, 5)).hasSize(5);
    var id = Long.parseLong(one(kept.formatted(People.VERA)));
    var letter = desk.program().get(LetterLists.class).findById(id).orElseThrow();
    assertThat(
            LetterProblem.of(
                letter, org.otklik.helpdesk.words.Words.in(org.otklik.helpdesk.client.Language.EN)))
        .hasValueSatisfying(words -> assertThat(words).contains("more than 5", "600 minutes"));
    desk.program().get(LetterDesk.class).retry(id, olga);
    assertThat(awaitFor(People.VERA, 6)).anyMatch(m -> m.messageId().equals(letter.messageId()));
    assertThat(refusal(desk.program().get(LetterDesk.class).retry(id, olga)).key())
        .isEqualTo("refusal.letter.not-stuck");
  }

  @Test
  void an_answer_with_files_reaches_all_who_take_part_once_and_in_their_thread() throws Exception {
    desk.deliver(Letter.from(People.LEV).subject("files, please").messageId("files@l"));
    var acknowledged = desk.awaitAnswerTo("files@l");
    assertThat(
            desk.outcomeOf(
                Letter.from(People.ANNA)
                    .subject("me too")
                    .messageId("too@a")
                    .answering(acknowledged.messageId())))
        .isEqualTo("APPENDED");
    long ticket = Long.parseLong(one("SELECT ticket_id FROM mail WHERE message_id = 'files@l'"));
    var kept =
        ((Outcome.Done<List<Request.File>>)
                desk.program().get(Uploads.class).keep(List.of(new Sent("../../отчёт.txt"))))
            .value();
    var answer = new TicketAct.Answer("Here they are.", kept);
    var tickets = desk.program().get(TicketDesk.class);
    tickets.perform(ticket, answer, olga, null, "the form's key");
    tickets.perform(ticket, answer, olga, null, "the form's key");
    for (String reader : List.of(People.LEV, People.ANNA)) {
      var letter =
          await("an answer to " + reader)
              .atMost(PATIENCE)
              .until(
                  () ->
                      desk.sink().takenFor(reader).stream()
                          .filter(m -> m.raw().contains("In-Reply-To: <too@a>"))
                          .filter(m -> m.raw().contains("Here they are."))
                          .toList(),
                  found -> !found.isEmpty());
      assertThat(letter).hasSize(1);
      assertThat(letter.getFirst().raw())
          .contains("<files@l>", "Content-Disposition: attachment", "c2V0IG9mIGZpbGVz")
          .doesNotContain("Auto-Submitted", "../");
    }
    assertThat(
            desk.program()
                .query("SELECT name, mail_id IS NULL FROM attachment WHERE ticket_id = " + ticket))
        .containsExactly("отчёт.txt 1");
  }

  /** A file of an operator's. */
  private record Sent(String name) implements Uploads.Incoming {
    @Override
    public String type() {
      return "text/plain";
    }

    @Override
    public InputStream open() {
      return new ByteArrayInputStream("set of files".getBytes(StandardCharsets.US_ASCII));
    }
  }
}
