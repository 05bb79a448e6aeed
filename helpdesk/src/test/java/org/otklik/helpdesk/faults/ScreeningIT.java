package org.otklik.helpdesk.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.otklik.helpdesk.running.ServedMailbox.latin1;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.otklik.helpdesk.desk.Outcome;
import org.otklik.helpdesk.desk.TicketDesk;
import org.otklik.helpdesk.history.Actor;
import org.otklik.helpdesk.running.Letter;
import org.otklik.helpdesk.running.MailSink;
import org.otklik.helpdesk.running.People;
import org.otklik.helpdesk.running.RecordedKeys;
import org.otklik.helpdesk.running.ServedMailbox;
import org.otklik.helpdesk.ticket.TicketAct;
import org.otklik.intake.signing.Signer;

/**
 * Screening by way of a real mail server and database: the mailbox {@code support} trusts its
 * server, {@code strict} trusts mx.support.example, {@code signed} the messages' own signatures.
 */
class ScreeningIT {
  private static final Duration PATIENCE = Duration.ofSeconds(40);
  private static final int MOST_PER_HOUR = 25;
  private static final Pattern REPLY_TO = Pattern.compile("(?m)^Reply-To: <?([^>\\s]+)>?");

  private static ServedMailbox desk;

  @BeforeAll
  static void open() {
    desk =
        ServedMailbox.open((setup, server) ->
            setup
                .reading(server, "strict", "strict@support.example")
                .with("otklik.mailboxes.strict.trust", "mx.support.example")
                .reading(server, "signed", "signed@support.example")
                .with("otklik.mailboxes.signed.trust", "dkim")
                .with("otklik.screening.reply-addresses", true)
                .with("otklik.screening.per-sender-per-hour", MOST_PER_HOUR)
                .with(RecordedKeys.PROPERTY, true));
  }

  @AfterAll
  static void close() {
    if (desk != null) {
      desk.close();
    }
  }

  /** A ticket of Anna's, and our acknowledgement of it. */
  private record Begun(String ticket, MailSink.Taken acknowledgement) {
    String tag() {
      return "[#" + number() + "]";
    }

    String number() {
      return desk.program().query("SELECT number FROM ticket WHERE id = " + ticket).getFirst();
    }

    String replyAddress() {
      var found = REPLY_TO.matcher(acknowledgement.raw());
      assertThat(found.find()).as(acknowledgement.raw()).isTrue();
      return found.group(1);
    }
  }

  private static Begun begin(String subject) {
    String id = subject.replace(' ', '-') + "@b";
    var letter = Letter.from(People.ANNA).subject(subject).messageId(id);
    assertThat(desk.outcomeOf(letter)).isEqualTo("REGISTERED");
    return new Begun(desk.columnOf(letter.raw(), "ticket_id"), desk.awaitAnswerTo(id));
  }

  private static void assertJoins(Letter letter, String ticket, String reason) {
    assertThat(desk.outcomeOf(letter)).isEqualTo("APPENDED");
    assertThat(desk.columnOf(letter.raw(), "ticket_id")).isEqualTo(ticket);
    assertThat(desk.columnOf(letter.raw(), "reason")).isEqualTo(reason);
  }

  @Test
  void an_answer_to_our_signed_address_joins_its_ticket_and_a_tampered_one_does_not() {
    var begun = begin("by address");
    String address = begun.replyAddress();
    assertThat(address).startsWith("help+r-").endsWith("@support.example");
    assertJoins(
        Letter.from(People.ANNA).subject("another subject").header("To", address),
        begun.ticket(),
        "answer-to-reply-address");
    String tampered = address.replaceFirst("-[a-z2-7]{20}@", "-" + "a".repeat(20) + "@");
    assertThat(desk.outcomeOf(Letter.from(People.ANNA).subject("tampered").header("To", tampered)))
        .isEqualTo("REGISTERED");
  }

  /** gitlab-ce #30366. */
  @Test
  void a_confirmation_that_somebody_sends_to_a_signed_address_is_held_and_shown_on_no_ticket() {
    var begun = begin("the ticket trick");
    var confirmation =
        Letter.from(People.STRANGER)
            .subject("Confirm your address " + begun.tag())
            .header("To", begun.replyAddress())
            .header("Auto-Submitted", "auto-generated")
            .body("Your code is 123456");
    assertThat(desk.outcomeOf(confirmation)).isEqualTo("HELD");
    assertThat(desk.columnOf(confirmation.raw(), "reason"))
        .isEqualTo("third-party-to-reply-address");
    assertThat(comments(begun.ticket())).containsExactly("REQUEST");
  }

  @Test
  void a_tag_is_joined_by_those_who_may_see_the_ticket_only() {
    var begun = begin("by tag");
    String subject = "Re: " + begun.tag() + " by tag";
    assertThat(desk.outcomeOf(Letter.from(People.VERA).subject(subject))).isEqualTo("REGISTERED");
    assertThat(desk.outcomeOf(Letter.from(People.LEV).subject(subject))).isEqualTo("REGISTERED");
    assertThat(desk.outcomeOf(Letter.from(People.STRANGER).subject(subject))).isEqualTo("HELD");
    assertJoins(Letter.from(People.ANNA).subject(subject), begun.ticket(), "answer-by-tag");
    assertThat(comments(begun.ticket())).containsExactly("REQUEST", "REPLY");
  }

  @Test
  void a_limited_colleague_in_copy_takes_part_and_another_clients_person_does_not() {
    var request =
        Letter.from(People.ANNA)
            .subject("with Lev in copy")
            .messageId("in-copy@b")
            .header("Cc", "Lev <" + People.LEV.toUpperCase(Locale.ROOT) + ">, " + People.VERA);
    assertThat(desk.outcomeOf(request)).isEqualTo("REGISTERED");
    String ticket = desk.columnOf(request.raw(), "ticket_id");
    long olga = Long.parseLong(desk.program().query("SELECT id FROM operator").getFirst());
    desk.program()
        .get(TicketDesk.class)
        .perform(
            Long.parseLong(ticket),
            new TicketAct.Answer("Lev should know this.", List.of()),
            Actor.operator(olga, "Olga"),
            null);
    await("who is in copy gets answers too")
        .atMost(PATIENCE)
        .until(() ->
            desk.sink().takenFor(People.LEV).stream()
                .anyMatch(mail -> mail.raw().contains("Lev should know this.")));
    assertJoins(
        Letter.from(People.LEV).subject("Re: with Lev in copy").answering("in-copy@b"),
        ticket,
        "answer-to-ticket");
    var veras = Letter.from(People.VERA).subject("Re: with Lev in copy").answering("in-copy@b");
    assertThat(desk.outcomeOf(veras)).isEqualTo("REGISTERED");
    assertThat(desk.columnOf(veras.raw(), "ticket_id")).isNotEqualTo(ticket);
    assertThat(
            desk.program()
                .query("SELECT address FROM ticket_participant WHERE ticket_id = " + ticket))
        .containsExactly(People.LEV);
  }

  /** Who forges a copy for themselves is held before anything of it counts. */
  @Test
  void a_forged_copy_makes_nobody_take_part() {
    var begun = begin("copy forged");
    var forged =
        Letter.from(People.ANNA)
            .subject("Re: " + begun.tag())
            .header("Cc", People.LEV)
            .header("Authentication-Results", "mx.support.example; dmarc=fail");
    assertThat(outcomeIn("strict", forged.raw())).isEqualTo("HELD");
    var levs = Letter.from(People.LEV).subject("Re: " + begun.tag() + " mine?");
    assertThat(desk.outcomeOf(levs)).isEqualTo("REGISTERED");
  }

  /** Zammad #377. */
  @Test
  void an_answer_to_a_ticket_merged_twice_over_joins_the_last_one() {
    var first = begin("merged first");
    var second = begin("merged second");
    var third = begin("merged third");
    merge(first, second);
    merge(second, third);
    assertJoins(
        Letter.from(People.ANNA).subject("Re: old").answering(first.acknowledgement().messageId()),
        third.ticket(),
        "answer-to-ticket");
    assertJoins(
        Letter.from(People.ANNA).subject("again").header("To", first.replyAddress()),
        third.ticket(),
        "answer-to-reply-address");
    assertJoins(
        Letter.from(People.ANNA).subject("by " + first.tag()), third.ticket(), "answer-by-tag");
  }

  private static void merge(Begun one, Begun into) {
    var merged =
        desk.program()
            .get(TicketDesk.class)
            .perform(
                Long.parseLong(one.ticket()),
                new TicketAct.Merge(Long.parseLong(into.ticket())),
                Actor.PROGRAM,
                null);
    assertThat(merged).isInstanceOf(Outcome.Done.class);
  }

  @Test
  void an_out_of_office_answer_is_shown_on_the_ticket_and_ends_nothing() {
    var begun = begin("away");
    var deadlines = "SELECT kind, outcome FROM deadline WHERE subject_id = " + begun.ticket();
    var before = desk.program().query(deadlines);
    var away =
        Letter.from(People.ANNA)
            .subject("Automatic reply: " + begun.tag())
            .header("Auto-Submitted", "auto-replied")
            .answering(begun.acknowledgement().messageId())
            .body("I am away until Monday.");
    assertThat(desk.outcomeOf(away)).isEqualTo("NOTED");
    assertThat(desk.columnOf(away.raw(), "ticket_id")).isEqualTo(begun.ticket());
    assertThat(comments(begun.ticket())).containsExactly("REQUEST", "NOTE");
    assertThat(desk.program().query(deadlines)).isEqualTo(before);
    assertThat(
            desk.program().query("SELECT purpose FROM outbox WHERE ticket_id = " + begun.ticket()))
        .containsExactly("ACKNOWLEDGEMENT");
  }

  @Test
  void a_bounce_is_recorded_on_our_letter_and_its_ticket_and_told_once() {
    var begun = begin("bounced");
    byte[] report = report(begun.acknowledgement().messageId(), People.ANNA, "1");
    desk.deliver(report);
    assertThat(desk.outcomeOf(report)).isEqualTo("BOUNCE");
    assertThat(desk.columnOf(report, "ticket_id")).isEqualTo(begun.ticket());
    assertThat(
            desk.program()
                .query(
                    "SELECT state, problem FROM outbox WHERE purpose = 'ACKNOWLEDGEMENT'"
                        + " AND ticket_id = "
                        + begun.ticket()))
        .containsExactly("BOUNCED " + People.ANNA);
    byte[] again = report(begun.acknowledgement().messageId(), People.ANNA, "2");
    desk.deliver(again);
    assertThat(desk.outcomeOf(again)).isEqualTo("BOUNCE");
    assertThat(
            desk.program()
                .query(
                    "SELECT became FROM history WHERE act = 'UNDELIVERED' AND ticket_id = "
                        + begun.ticket()))
        .containsExactly("permanent");
    String alerts =
        "SELECT recipient FROM outbox WHERE purpose = 'ALERT' AND ticket_id = " + begun.ticket();
    assertThat(desk.program().query(alerts)).containsExactly(People.OPERATOR);
    await()
        .atMost(PATIENCE)
        .until(() ->
            desk.sink().takenFor(People.OPERATOR).stream()
                .anyMatch(mail -> mail.raw().contains(begun.tag() + " Not delivered")));
  }

  /** Two of our own letters that report on each other would never end. */
  @Test
  void a_bounce_of_what_we_told_an_operator_tells_nobody() {
    var begun = begin("bounced alert");
    byte[] report = report(begun.acknowledgement().messageId(), People.ANNA, "3");
    desk.deliver(report);
    assertThat(desk.outcomeOf(report)).isEqualTo("BOUNCE");
    String alert =
        desk.program()
            .query(
                "SELECT message_id FROM outbox WHERE purpose = 'ALERT' AND ticket_id = "
                    + begun.ticket())
            .getFirst();
    byte[] back = report(alert, People.OPERATOR, "4");
    desk.deliver(back);
    assertThat(desk.outcomeOf(back)).isEqualTo("BOUNCE");
    assertThat(
            desk.program()
                .query(
                    "SELECT id FROM outbox WHERE purpose = 'ALERT' AND ticket_id = "
                        + begun.ticket()))
        .hasSize(1);
  }

  @Test
  void what_was_forwarded_and_came_back_is_held_again() {
    var letter = Letter.from(People.BORIS).subject("goes on").messageId("goes-on@b");
    assertThat(desk.outcomeOf(letter)).isEqualTo("FORWARDED");
    String sent =
        desk.program()
            .query(
                "SELECT message_id FROM outbox WHERE mail_id = "
                    + desk.columnOf(letter.raw(), "id"))
            .getFirst();
    byte[] report = report(sent, People.ROMASHKA_OFFICE, "5");
    desk.deliver(report);
    assertThat(desk.outcomeOf(report)).isEqualTo("BOUNCE");
    assertThat(desk.columnOf(letter.raw(), "CONCAT(outcome, ' ', reason, ' ', reason_detail)"))
        .isEqualTo("HELD forward-bounced " + People.ROMASHKA_OFFICE);
  }

  /** FreeScout #634; Zendesk relay spam. */
  @Test
  void a_flood_is_held_above_the_rate_and_nothing_of_that_is_answered() {
    var letters = new ArrayList<Letter>();
    for (int i = 0; i < MOST_PER_HOUR + 10; i++) {
      letters.add(Letter.from("flood@romashka.example").subject("flood " + i));
    }
    letters.forEach(desk::deliver);
    List<String> outcomes = letters.stream().map(l -> desk.outcomeOf(l.raw())).toList();
    assertThat(outcomes).filteredOn("FORWARDED"::equals).hasSize(MOST_PER_HOUR);
    assertThat(outcomes).filteredOn("HELD"::equals).hasSize(10);
    assertThat(
            desk.program()
                .query(
                    "SELECT o.id FROM outbox o JOIN mail m ON m.id = o.mail_id"
                        + " WHERE m.reason = 'sender-flood'"))
        .isEmpty();
    assertThat(desk.program().query("SELECT DISTINCT sender FROM busy_sender"))
        .as("nothing is written of who writes little")
        .contains("flood@romashka.example")
        .doesNotContain(People.BORIS);
  }

  /** CVE-2026-47123: good References don't make a forged sender. */
  @Test
  void a_forged_sender_with_good_references_is_nobodys_voice() {
    var begun = begin("forged");
    var forged =
        Letter.from(People.ANNA)
            .subject("Re: " + begun.tag())
            .answering(begun.acknowledgement().messageId())
            .header("Authentication-Results", "mx.support.example; dmarc=fail");
    assertThat(outcomeIn("strict", forged.raw())).isEqualTo("HELD");
    assertThat(comments(begun.ticket())).containsExactly("REQUEST");
    var proven =
        Letter.from(People.ANNA)
            .subject("Re: proven " + begun.tag())
            .header("Authentication-Results", "mx.support.example; dmarc=pass");
    assertThat(outcomeIn("strict", proven.raw())).isEqualTo("APPENDED");
  }

  @Test
  void where_the_server_checks_nothing_a_signature_lets_in_and_its_lack_does_not() {
    var signer = Signer.of(2048);
    desk.program()
        .get(RecordedKeys.class)
        .put("key._domainkey.romashka.example", signer.record(""));
    String mail = latin1(Letter.from(People.ANNA).subject("signed").raw());
    byte[] signed = signer.sign(mail, "a=rsa-sha256; d=romashka.example; s=key;");
    assertThat(outcomeIn("signed", signed)).isEqualTo("REGISTERED");
    byte[] altered =
        latin1(signed).replace("Please help", "Please pay").getBytes(StandardCharsets.ISO_8859_1);
    assertThat(outcomeIn("signed", altered)).isEqualTo("HELD");
    assertThat(desk.columnOf(altered, "reason")).isEqualTo("dkim-broken");
    assertThat(outcomeIn("signed", Letter.from(People.BORIS).subject("unsigned").raw()))
        .isEqualTo("HELD");
  }

  private static String outcomeIn(String mailbox, byte[] raw) {
    desk.server().deliver(mailbox, raw);
    return desk.outcomeOf(raw);
  }

  private static List<String> comments(String ticket) {
    return desk.program().query("SELECT kind FROM comment WHERE ticket_id = " + ticket);
  }

  /** A mail system's report that it could not deliver a letter of ours (RFC 3464). */
  private static byte[] report(String messageId, String recipient, String id) {
    return """
    Return-Path: <>
    From: Mail Delivery System <MAILER-DAEMON@mx.romashka.example>
    To: help@support.example
    Subject: Undelivered Mail Returned to Sender
    Message-ID: <report-%3$s@mx.romashka.example>
    Content-Type: multipart/report; report-type=delivery-status; boundary=b

    --b
    Content-Type: text/plain

    I'm sorry.
    --b
    Content-Type: message/delivery-status

    Reporting-MTA: dns; mx.romashka.example

    Final-Recipient: rfc822; %2$s
    Action: failed
    Status: 5.1.1
    --b
    Content-Type: text/rfc822-headers

    From: help@support.example
    Message-ID: <%1$s>
    --b--
    """
        .formatted(messageId, recipient, id)
        .replace("\n", "\r\n")
        .getBytes(StandardCharsets.UTF_8);
  }
}
