package org.otklik.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.otklik.intake.Notebook.ANNAS_TICKET;
import static org.otklik.intake.Notebook.LEVS_TICKET;
import static org.otklik.intake.Notebook.VERAS_TICKET;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.otklik.intake.Correspondence.Earlier;
import org.otklik.intake.authenticity.DkimCheck;
import org.otklik.intake.authenticity.DkimPolicy;
import org.otklik.intake.message.MessageParser;
import org.otklik.intake.message.ParseLimits;
import org.otklik.intake.message.RawSource;
import org.otklik.intake.screening.Conversation;
import org.otklik.intake.screening.ReplyAddresses;
import org.otklik.intake.screening.Screening;
import org.otklik.intake.screening.SenderRates;
import org.otklik.intake.screening.SharedRates;
import org.otklik.intake.screening.Trust;
import org.otklik.intake.screening.Verdict;
import org.otklik.intake.screening.Verdict.Bounced;
import org.otklik.intake.screening.Verdict.Duplicate;
import org.otklik.intake.screening.Verdict.FollowUp;
import org.otklik.intake.screening.Verdict.Forward;
import org.otklik.intake.screening.Verdict.Hold;
import org.otklik.intake.screening.Verdict.Ignore;
import org.otklik.intake.screening.Verdict.Note;
import org.otklik.intake.screening.Verdict.Register;
import org.otklik.intake.signing.Signer;

/**
 * What becomes of mail, by a help desk that is a notebook: Anna (MAIN) and Lev (LIMITED) are on
 * Romashka's list, Boris is not; Vera is of another client. Each of the first three has a ticket,
 * 1001, 1002 and 1003.
 */
class ScreenerTest {
  private static final Instant ARRIVED = Instant.parse("2026-11-20T12:00:00Z");
  private static final String ANNA = "Anna <anna@romashka.example>";
  private static final String LEV = "lev@romashka.example";
  private static final String VERA = "vera@vasilek.example";
  private static final String BORIS = "boris@romashka.example";
  private static final String STRANGER = "noreply@elsewhere.example";

  private static final ReplyAddresses REPLIES = new ReplyAddresses(new byte[32]);
  private static final Signer SIGNER = Signer.of(1024);

  private final MessageParser parser = new MessageParser(ParseLimits.DEFAULT);
  private final Notebook notebook = new Notebook();
  private final List<String> looked = Collections.synchronizedList(new ArrayList<>());
  private long nextId = 1;

  private Screener screener(Trust trust, int mostPerHour) {
    var dkim =
        new DkimCheck(
            name -> {
              looked.add(name);
              return List.of(SIGNER.record(""));
            },
            DkimPolicy.STANDARD);
    return new Screener(
        trust, notebook, notebook, REPLIES, new SenderRates(mostPerHour, notebook), dkim);
  }

  private Verdict verdict(String mail) {
    return verdict(new Trust.InServer(), mail);
  }

  private Verdict verdict(Trust trust, String mail) {
    return screener(trust, 0).screen(List.of(read(mail))).getFirst().verdict();
  }

  private ReadMail read(String mail) {
    return read(mail.replace("\r\n", "\n").replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8));
  }

  private ReadMail read(byte[] raw) {
    return read(raw, ARRIVED);
  }

  private ReadMail read(byte[] raw, Instant arrived) {
    var kept =
        new KeptMail(nextId, "help", 1, nextId++, arrived, "hash" + nextId, RawSource.of(raw));
    return ReadMail.of(kept, parser.parse(kept.raw()));
  }

  private static String mail(String from, String... headers) {
    return "From: "
        + from
        + "\nTo: help@provider.example\nDate: Fri, 20 Nov 2026 14:59:00 +0300\n"
        + String.join("\n", headers)
        + (headers.length == 0 ? "" : "\n")
        + "\nPlease help.\n";
  }

  private static String why(Verdict verdict) {
    return verdict.reason().key();
  }

  // Who writes

  @Test
  void registered_staff_register_a_ticket() {
    assertThat(verdict(mail(ANNA))).isInstanceOf(Register.class);
    assertThat(why(verdict(mail(ANNA)))).isEqualTo("registered-sender");
  }

  @Test
  void somebody_of_a_client_who_is_not_on_its_list_is_forwarded() {
    assertThat(verdict(mail(BORIS))).isInstanceOf(Forward.class);
  }

  @Test
  void strangers_ended_contracts_and_shared_domains_are_held() {
    assertThat(why(verdict(mail(STRANGER)))).isEqualTo("unknown-sender");
    assertThat(why(verdict(mail("former@ended.example")))).isEqualTo("contract-not-in-force");
    assertThat(why(verdict(mail("somebody@shared.example"))))
        .isEqualTo("domain-of-several-clients");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ANNA@ROMASHKA.EXAMPLE",
        "anna@romashka.example.",
        "\"anna\"@romashka.example",
        "=?utf-8?q?=D0=90=D0=BD=D0=BD=D0=B0?= <Anna@Romashka.example>",
      })
  void one_sender_has_many_spellings(String from) {
    assertThat(verdict(mail(from))).isInstanceOf(Register.class);
  }

  /** CVE-2026-125755 and its like: whoever that is, it isn't Anna. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "anna@romashka.example, stranger@evil.example",
        "stranger@evil.example, anna@romashka.example",
        "Staff: anna@romashka.example;",
        "undisclosed-recipients:;",
        "=?utf-8?q?anna=40romashka.example?=",
        "=?utf-8?q?anna=40romashka.example=3E?= <stranger@evil.example>",
        "\"anna@romashka.example\" <stranger@evil.example>",
        "<anna@romashka.example> <stranger@evil.example>",
        "anna@romashka.example(comment)@evil.example",
        "anna(a)@romashka.example",
        "anna@romashka.example stranger@evil.example",
        "anna@romashka.example\u0000@evil.example",
        "<anna@romashka.example@evil.example>",
        "<@evil.example:anna@romashka.example>",
        "anna@\uff52omashka.example",
        "\u0430nna@romashka.example",
        "anna@romash\u212aa.example",
        "",
      })
  void an_ambiguous_or_disguised_sender_is_never_registered(String from) {
    assertThat(verdict(mail(from))).isInstanceOfAny(Hold.class, Forward.class);
    assertThat(verdict(mail(from))).isNotInstanceOf(Register.class);
  }

  @Test
  void two_from_headers_are_held() {
    assertThat(why(verdict("From: " + STRANGER + "\n" + mail(ANNA)))).endsWith("-senders");
    assertThat(verdict("From: \n" + mail(ANNA))).isInstanceOf(Hold.class);
    assertThat(verdict("from : " + STRANGER + "\n" + mail(ANNA))).isInstanceOf(Hold.class);
  }

  @Test
  void a_sender_header_or_reply_to_makes_nobody_else_of_the_sender() {
    assertThat(why(verdict(mail(STRANGER, "Sender: " + ANNA, "Reply-To: " + ANNA))))
        .isEqualTo("unknown-sender");
  }

  // Whether it is them

  @Test
  void a_forged_sender_is_held_whoever_they_claim_to_be() {
    var trust = new Trust.InAuthenticationResults("mx.provider.example");
    String pass = "Authentication-Results: mx.provider.example; dmarc=pass";
    assertThat(verdict(trust, mail(ANNA, pass))).isInstanceOf(Register.class);
    assertThat(why(verdict(trust, mail(ANNA)))).isEqualTo("no-authentication-results");
    for (String fail :
        List.of(
            "Authentication-Results: mx.provider.example; dmarc=fail",
            "Authentication-Results: mx.evil.example; dmarc=pass",
            "Authentication-Results: mx.provider.example; dkim=pass header.d=evil.example")) {
      for (String from : List.of(ANNA, BORIS, STRANGER)) {
        assertThat(verdict(trust, mail(from, fail))).as(from + fail).isInstanceOf(Hold.class);
      }
    }
  }

  @Test
  void a_mailbox_that_trusts_nobody_holds_everything() {
    assertThat(why(verdict(new Trust.InNobody(), mail(ANNA)))).isEqualTo("no-trust-configured");
    assertThat(verdict(new Trust.InNobody(), mail(BORIS))).isInstanceOf(Hold.class);
  }

  @Test
  void where_the_server_checks_nothing_the_messages_own_signature_counts() {
    assertThat(verdictOf(new Trust.InSignatures(), signed())).isInstanceOf(Register.class);
    assertThat(why(verdict(new Trust.InSignatures(), mail(ANNA)))).isEqualTo("dkim-none");
    var either = new Trust.InAuthenticationResults("mx.provider.example", true);
    assertThat(verdictOf(either, signed())).isInstanceOf(Register.class);
    looked.clear();
    assertThat(verdictOf(either, withHeader(signed(), "dmarc=fail"))).isInstanceOf(Hold.class);
    assertThat(verdictOf(either, withHeader(signed(), "dmarc=pass"))).isInstanceOf(Register.class);
    assertThat(looked).isEmpty();
  }

  private Verdict verdictOf(Trust trust, byte[] raw) {
    return screener(trust, 0).screen(List.of(read(raw))).getFirst().verdict();
  }

  private static byte[] signed() {
    return SIGNER.sign(mail(ANNA, "Subject: x"), "a=rsa-sha256; d=romashka.example; s=a;");
  }

  private static byte[] withHeader(byte[] raw, String result) {
    return ("Authentication-Results: mx.provider.example; "
            + result
            + "\r\n"
            + new String(raw, StandardCharsets.UTF_8))
        .getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void nobody_asks_the_dns_about_mail_that_is_held_or_ignored_anyway() {
    byte[] strangers =
        SIGNER.sign(mail(STRANGER, "Subject: x"), "a=rsa-sha256; d=elsewhere.example; s=a;");
    verdictOf(new Trust.InServer(), signed());
    verdictOf(
        new Trust.InSignatures(),
        ("Auto-Submitted: auto-replied\r\n" + new String(strangers, StandardCharsets.UTF_8))
            .getBytes(StandardCharsets.UTF_8));
    assertThat(looked).isEmpty();
  }

  /** What arrived in time and was read late is as good as what was read in time. */
  @Test
  void whether_a_contract_is_in_force_is_judged_by_when_each_message_arrived() {
    notebook.contracts = ARRIVED;
    byte[] raw = mail(ANNA).getBytes(StandardCharsets.UTF_8);
    var screened =
        screener(new Trust.InServer(), 0)
            .screen(List.of(read(raw, ARRIVED.minusSeconds(1)), read(raw, ARRIVED)));
    assertThat(why(screened.getFirst().verdict())).isEqualTo("contract-not-in-force");
    assertThat(screened.getLast().verdict()).isInstanceOf(Register.class);
  }

  // Again, and in circles

  @Test
  void the_same_bytes_are_a_duplicate() {
    ReadMail mail = read(mail(ANNA));
    notebook.byHash.put(mail.kept().sha256(), 7L);
    assertThat(screener(new Trust.InServer(), 0).screen(List.of(mail)).getFirst().verdict())
        .isInstanceOf(Duplicate.class);
  }

  @Test
  void what_cannot_be_read_twice_is_unreadable_once() {
    ReadMail mail = read("X-1: x\n".repeat(2_500) + mail(ANNA));
    var screener = screener(new Trust.InServer(), 0);
    assertThat(screener.screen(List.of(mail)).getFirst().verdict())
        .isInstanceOf(Verdict.Unreadable.class);
    notebook.byHash.put(mail.kept().sha256(), 7L);
    assertThat(screener.screen(List.of(mail)).getFirst().verdict()).isInstanceOf(Duplicate.class);
  }

  /**
   * Zammad message_validator.rb, FreeScout #5591; to two mailboxes: Zammad #1578, FreeScout #4748.
   */
  @Test
  void only_the_same_message_from_the_same_sender_in_the_same_mailbox_is_a_duplicate() {
    ReadMail mail = read(mail(ANNA, "Message-ID: <m@x>"));
    String content = mail.contentSha256();
    assertThat(copyOf(mail, new Earlier(7, "help", "anna@romashka.example", content, true)))
        .isTrue();
    assertThat(copyOf(mail, new Earlier(7, "help", "anna@romashka.example", "other", true)))
        .isFalse();
    assertThat(copyOf(mail, new Earlier(7, "help", "vera@vasilek.example", content, true)))
        .isFalse();
    assertThat(copyOf(mail, new Earlier(7, "sales", "anna@romashka.example", content, true)))
        .isFalse();
  }

  /** A list's copy, or one that a forwarder broke, comes first and leads to nothing. */
  @Test
  void what_leads_somewhere_is_no_duplicate_of_a_copy_that_did_not() {
    ReadMail good = read(mail(ANNA, "Message-ID: <m@x>"));
    var left = new Earlier(7, "help", "anna@romashka.example", good.contentSha256(), false);
    var led = new Earlier(8, "help", "anna@romashka.example", good.contentSha256(), true);
    assertThat(copyOf(good, left)).isFalse();
    assertThat(copyOf(good, left, led)).isTrue();

    ReadMail held = read(mail(STRANGER, "Message-ID: <m@x>"));
    String sender = held.sender().orElseThrow();
    assertThat(copyOf(held, new Earlier(7, "help", sender, held.contentSha256(), false))).isTrue();
  }

  private boolean copyOf(ReadMail mail, Earlier... earlier) {
    notebook.byMessageId.put("m@x", List.of(earlier));
    return screener(new Trust.InServer(), 0).screen(List.of(mail)).getFirst().verdict()
        instanceof Duplicate;
  }

  @Test
  void our_own_mail_come_back_is_ignored() {
    assertThat(why(verdict(mail("Support <HELP@provider.example>")))).isEqualTo("our-own");
  }

  /** Postfix hopcount_limit. */
  @Test
  void more_than_fifty_hops_are_a_circle() {
    assertThat(verdict("Received: by a\n".repeat(50) + mail(ANNA))).isInstanceOf(Register.class);
    assertThat(why(verdict("Received: by a\n".repeat(51) + mail(ANNA)))).isEqualTo("too-many-hops");
  }

  /** CVE-2023-41259: headers with which a program steers itself are nothing when they come in. */
  @Test
  void control_headers_from_outside_steer_nothing() {
    String[] headers = {
      "X-Otklik-Ticket: 1003",
      "X-Otklik-Trust: server",
      "X-Loop: help@provider.example",
      "X-Spam-Flag: NO",
      "X-Zammad-Ticket-Id: 1003",
      "X-Original-From: " + VERA,
      "Resent-From: " + VERA,
      "X-Envelope-From: " + VERA,
      "X-Forwarded-For: " + VERA
    };
    assertThat(verdict(mail(ANNA, headers))).isEqualTo(verdict(mail(ANNA)));
    assertThat(verdict(mail(STRANGER, headers))).isEqualTo(verdict(mail(STRANGER)));
    assertThat(verdict(new Trust.InNobody(), mail(ANNA, headers))).isInstanceOf(Hold.class);
  }

  // Programs

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Auto-Submitted: auto-replied",
        "Auto-Submitted: auto-generated (rejected)",
        "Precedence: bulk",
        "Precedence: list",
        "X-Auto-Response-Suppress: All",
        "List-Id: <news.romashka.example>",
        "Return-Path: <>",
        "X-Autoreply: yes",
        "Subject: Автоответ: я в отпуске",
      })
  void what_a_program_wrote_is_ignored_with_the_header_that_says_so(String header) {
    Verdict verdict = verdict(mail(ANNA, header));
    assertThat(verdict).isInstanceOf(Ignore.class);
    assertThat(verdict.reason().key()).isEqualTo("automatic");
    assertThat(verdict.reason().detail()).isNotEmpty();
  }

  @Test
  void a_receipt_is_ignored() {
    String receipt =
        mail(
                ANNA,
                "Content-Type: multipart/report; report-type=disposition-notification;"
                    + " boundary=b")
            + "--b\n\nRead.\n--b\nContent-Type: message/disposition-notification\n\n"
            + "Disposition: manual-action/MDN-sent-manually; displayed\n--b--\n";
    assertThat(verdict(receipt)).isInstanceOf(Ignore.class);
  }

  @Test
  void an_automatic_answer_is_noted_on_the_ticket_that_it_answers() {
    String away = "Auto-Submitted: auto-replied";
    assertThat(verdict(mail(ANNA, away, "In-Reply-To: <1001@ours>")))
        .isInstanceOfSatisfying(
            Note.class,
            note -> {
              assertThat(note.ticketId()).isEqualTo(ANNAS_TICKET);
              assertThat(note.reason().detail()).contains("Auto-Submitted");
            });
    assertThat(verdict(mail(ANNA, away, "Subject: Re: [#1001] x"))).isInstanceOf(Note.class);
  }

  @Test
  void an_automatic_answer_of_anybody_else_is_noted_nowhere() {
    String away = "Auto-Submitted: auto-replied";
    String answer = "In-Reply-To: <1001@ours>";
    for (String from : List.of(VERA, LEV, BORIS, STRANGER, "help@provider.example")) {
      assertThat(verdict(mail(from, away, answer))).as(from).isInstanceOf(Ignore.class);
    }
    assertThat(verdict(new Trust.InNobody(), mail(ANNA, away, answer))).isInstanceOf(Ignore.class);
  }

  @Test
  void a_delivery_report_is_traced_to_our_letter() {
    Verdict verdict = verdict(report("failed", "5.1.1", "Message-ID: <1001@ours>"));
    assertThat(verdict)
        .isInstanceOfSatisfying(
            Bounced.class,
            bounced -> {
              assertThat(bounced.recipient()).isEqualTo("anna@romashka.example");
              assertThat(bounced.permanent()).isTrue();
              assertThat(bounced.letter().orElseThrow().ticketId()).contains(ANNAS_TICKET);
            });
  }

  @Test
  void a_delay_is_told_from_a_failure() {
    Verdict verdict = verdict(report("delayed", "4.4.1", "Message-ID: <1001@ours>"));
    assertThat(verdict.reason().key()).isEqualTo("delivery-delayed");
    assertThat(((Bounced) verdict).permanent()).isFalse();
  }

  @Test
  void a_report_on_a_letter_that_we_never_sent_is_about_nothing() {
    Verdict verdict = verdict(report("failed", "5.1.1", "Message-ID: <made-up@ours>"));
    assertThat(((Bounced) verdict).letter()).isEmpty();
  }

  /** Whoever keeps a firm's mail writes as postmaster, about deliveries that failed. */
  @Test
  void what_a_registered_person_tells_of_a_delivery_is_no_report() {
    String told =
        mail("Postmaster <anna@romashka.example>", "Subject: Delivery of the export failed")
            + "\nivan@romashka.example\n";
    assertThat(verdict(told)).isInstanceOf(Register.class);
    assertThat(verdict("Return-Path: <>\n" + told)).isInstanceOf(Bounced.class);
    assertThat(verdict(told.replace("anna@", "mailer-daemon@"))).isInstanceOf(Bounced.class);
  }

  @Test
  void a_report_that_returns_no_header_is_traced_by_what_it_answers() {
    String bare =
        report("failed", "5.1.1", "X: y").replace("Subject:", "In-Reply-To: <1002@ours>\nSubject:");
    assertThat(((Bounced) verdict(bare)).letter().orElseThrow().ticketId()).contains(LEVS_TICKET);
  }

  private static String report(String action, String status, String returned) {
    return """
    From: Mail Delivery System <MAILER-DAEMON@mx.example>
    To: help@provider.example
    Subject: Undelivered Mail Returned to Sender
    Content-Type: multipart/report; report-type=delivery-status; boundary=b

    --b
    Content-Type: text/plain

    Something went wrong.
    --b
    Content-Type: message/delivery-status

    Reporting-MTA: dns; mx.example

    Final-Recipient: rfc822; anna@romashka.example
    Action: %s
    Status: %s
    --b
    Content-Type: text/rfc822-headers

    From: help@provider.example
    %s
    --b--
    """
        .formatted(action, status, returned);
  }

  // What it continues

  @Test
  void an_answer_is_found_by_its_thread_then_by_the_signed_address_then_by_the_tag() {
    String thread = "References: <1001@ours> <unknown@x>";
    String address = "Cc: " + REPLIES.sign("help@provider.example", LEVS_TICKET).orElseThrow();
    String tag = "Subject: Re: [#1002] x";
    assertFollowUp(verdict(mail(ANNA, thread, address, tag)), ANNAS_TICKET, "answer-to-ticket");
    assertFollowUp(verdict(mail(ANNA, address)), LEVS_TICKET, "answer-to-reply-address");
    assertFollowUp(verdict(mail(ANNA, tag)), LEVS_TICKET, "answer-by-tag");
    assertFollowUp(
        verdict(mail(ANNA, "Delivered-To: " + address.substring(4))),
        LEVS_TICKET,
        "answer-to-reply-address");
  }

  private static void assertFollowUp(Verdict verdict, long ticket, String why) {
    assertThat(verdict)
        .isInstanceOfSatisfying(
            FollowUp.class, followUp -> assertThat(followUp.ticketId()).isEqualTo(ticket));
    assertThat(verdict.reason().key()).isEqualTo(why);
  }

  @Test
  void the_nearest_known_message_of_a_thread_counts() {
    assertFollowUp(
        verdict(mail(ANNA, "References: <1002@ours> <1001@ours> <x@y>")),
        ANNAS_TICKET,
        "answer-to-ticket");
    assertFollowUp(
        verdict(mail(ANNA, "In-Reply-To: <1002@ours>", "References: <1001@ours>")),
        LEVS_TICKET,
        "answer-to-ticket");
  }

  /** libredesk #176: Apple Mail puts its own References in the place of those that it answers. */
  @Test
  void an_answer_whose_references_lead_nowhere_is_found_by_what_it_replies_to() {
    assertFollowUp(
        verdict(mail(ANNA, "In-Reply-To: <1001@ours>", "References: <new@icloud.example>")),
        ANNAS_TICKET,
        "answer-to-ticket");
    assertFollowUp(
        verdict(mail(ANNA, "References:", " <new@icloud.example>", " <1001@ours>")),
        ANNAS_TICKET,
        "answer-to-ticket");
  }

  /** Zammad #5287. */
  @ParameterizedTest
  @ValueSource(strings = {"Re: x", "Fwd: x", "FWD: x", "WG: x", "Пересл.: x", "something else"})
  void what_a_subject_begins_with_keeps_no_answer_away(String subject) {
    assertFollowUp(
        verdict(mail(ANNA, "References: <1001@ours>", "Subject: " + subject)),
        ANNAS_TICKET,
        "answer-to-ticket");
  }

  /** Zammad #5064; jb-mail-to-ticket #218. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "In-Reply-To: <1003@ours>",
        "References: <1003@ours>",
        "Subject: Re: [#1003] your secret",
        "Subject: [#1003][#1003]",
      })
  void another_clients_ticket_is_joined_by_nobody_else(String guess) {
    assertThat(verdict(mail(ANNA, guess))).isInstanceOf(Register.class);
    assertThat(verdict(mail(BORIS, guess))).isInstanceOf(Forward.class);
    assertThat(verdict(mail(STRANGER, guess))).isInstanceOf(Hold.class);
  }

  @Test
  void a_guess_beside_a_right_answer_hides_nothing() {
    assertFollowUp(
        verdict(mail(ANNA, "In-Reply-To: <1003@ours>", "Subject: [#1001]")),
        ANNAS_TICKET,
        "answer-by-tag");
  }

  @Test
  void a_limited_person_continues_only_what_they_asked_for_or_take_part_in() {
    String answer = "In-Reply-To: <1001@ours>";
    assertThat(verdict(mail(LEV, answer))).isInstanceOf(Register.class);
    assertFollowUp(verdict(mail(LEV, "In-Reply-To: <1002@ours>")), LEVS_TICKET, "answer-to-ticket");
    notebook.participants.put(ANNAS_TICKET, Set.of(12L));
    assertFollowUp(verdict(mail(LEV, answer)), ANNAS_TICKET, "answer-to-ticket");
    notebook.participants.put(VERAS_TICKET, Set.of(12L));
    assertThat(verdict(mail(LEV, "In-Reply-To: <1003@ours>"))).isInstanceOf(Register.class);
  }

  @Test
  void whoever_began_a_ticket_that_was_merged_takes_part_in_the_other() {
    notebook.conversations.put(
        "merged@ours", List.of(new Conversation(ANNAS_TICKET, 1, 11, Set.of(12L))));
    assertFollowUp(
        verdict(mail(LEV, "In-Reply-To: <merged@ours>")), ANNAS_TICKET, "answer-to-ticket");
  }

  /** Zammad message_validator.rb, FreeScout #5591: who uses it first keeps nobody else out. */
  @Test
  void a_message_id_that_another_client_used_before_keeps_no_answer_away() {
    notebook.conversations.put(
        "m@x",
        List.of(new Conversation(VERAS_TICKET, 2, 21), new Conversation(ANNAS_TICKET, 1, 11)));
    String answer = "In-Reply-To: <m@x>";
    assertFollowUp(verdict(mail(ANNA, answer)), ANNAS_TICKET, "answer-to-ticket");
    assertFollowUp(verdict(mail(VERA, answer)), VERAS_TICKET, "answer-to-ticket");
  }

  @Test
  void a_tampered_signed_address_is_an_address_like_any_other() {
    String signed = REPLIES.sign("help@provider.example", ANNAS_TICKET).orElseThrow();
    String other = REPLIES.sign("help@provider.example", VERAS_TICKET).orElseThrow();
    String id = Long.toString(ANNAS_TICKET, 36);
    for (String forged :
        List.of(
            signed.replace("r-" + id, "r-" + Long.toString(VERAS_TICKET, 36)),
            signed.replaceFirst("-[a-z2-7]{20}@", "-" + "a".repeat(20) + "@"),
            signed.replaceFirst("@", "x@"),
            signed.replace("+r-", "+r-0"))) {
      assertThat(verdict(mail(ANNA, "Cc: " + forged))).as(forged).isInstanceOf(Register.class);
    }
    assertThat(why(verdict(mail(ANNA, "Cc: " + other)))).isEqualTo("third-party-to-reply-address");
    assertFollowUp(
        verdict(mail(ANNA, "Cc: " + signed.toUpperCase(java.util.Locale.ROOT))),
        ANNAS_TICKET,
        "answer-to-reply-address");
  }

  /** The "ticket trick": gitlab-ce #30366. */
  @Test
  void somebody_elses_mail_to_a_signed_address_is_held_also_when_a_program_wrote_it() {
    String to = "Cc: " + REPLIES.sign("help@provider.example", ANNAS_TICKET).orElseThrow();
    String confirm = "Subject: Confirm your address [#1001]";
    for (String from : List.of(STRANGER, VERA)) {
      assertThat(why(verdict(mail(from, to, confirm)))).isEqualTo("third-party-to-reply-address");
      assertThat(why(verdict(mail(from, to, confirm, "Auto-Submitted: auto-generated"))))
          .isEqualTo("third-party-to-reply-address");
    }
    assertThat(verdict(mail(BORIS, to))).isInstanceOf(Forward.class);
  }

  // Too much of it

  /** FreeScout #634, #3156; Chatwoot #5131. */
  @Test
  void above_the_rate_a_senders_mail_is_held_and_others_go_on() {
    var screener = screener(new Trust.InServer(), 3);
    var verdicts = new ArrayList<Verdict>();
    for (int i = 0; i < 5; i++) {
      verdicts.add(screener.screen(List.of(read(mail(ANNA)))).getFirst().verdict());
    }
    assertThat(verdicts.subList(0, 3)).allMatch(v -> v instanceof Register);
    assertThat(verdicts.subList(3, 5)).allMatch(v -> why(v).equals("sender-flood"));
    assertThat(verdicts.getLast().reason().detail()).isEqualTo("3");
    assertThat(screener.screen(List.of(read(mail(VERA)))).getFirst().verdict())
        .isInstanceOf(Register.class);
  }

  @Test
  void a_flood_within_one_batch_is_seen() {
    var batch = new ArrayList<ReadMail>();
    for (int i = 0; i < 10; i++) {
      batch.add(read(mail(BORIS)));
    }
    assertThat(screener(new Trust.InServer(), 4).screen(batch))
        .filteredOn(s -> s.verdict() instanceof Forward)
        .hasSize(4);
  }

  @Test
  void forged_mail_uses_up_nobodys_rate() {
    var trust = new Trust.InAuthenticationResults("mx.provider.example");
    var screener = screener(trust, 2);
    for (int i = 0; i < 10; i++) {
      screener.screen(List.of(read(mail(ANNA))));
    }
    String pass = "Authentication-Results: mx.provider.example; dmarc=pass";
    assertThat(screener.screen(List.of(read(mail(ANNA, pass)))).getFirst().verdict())
        .isInstanceOf(Register.class);
  }

  @Test
  void a_flood_is_seen_beyond_a_restart_and_by_other_programs() {
    for (int program = 0; program < 5; program++) {
      var screener = screener(new Trust.InServer(), 20); // remembers nothing of its own
      for (int i = 0; i < 5; i++) {
        screener.screen(List.of(read(mail(ANNA))));
      }
    }
    var batch = List.of(read(mail(ANNA)), read(mail(ANNA)), read(mail(ANNA)), read(mail(VERA)));
    assertThat(screener(new Trust.InServer(), 20).screen(batch))
        .extracting(screened -> why(screened.verdict()))
        .containsExactly("sender-flood", "sender-flood", "sender-flood", "registered-sender");
  }

  @Test
  void nobody_is_asked_about_a_sender_who_writes_little() {
    var screener = screener(new Trust.InServer(), 100);
    for (int i = 0; i < 10; i++) {
      screener.screen(List.of(read(mail(ANNA)), read(mail(VERA))));
    }
    assertThat(notebook.questions).doesNotContain("let in");
    assertThat(notebook.letIn).isEmpty();
    screener.screen(List.of(read(mail(ANNA))));
    assertThat(notebook.questions).containsOnlyOnce("let in");
    assertThat(notebook.letIn.get("anna@romashka.example")).hasSize(11);
  }

  @Test
  void a_backlog_of_days_is_no_flood_and_a_second_judgement_counts_once() {
    var rates = new SenderRates(2, SharedRates.NONE);
    for (int hour = 0; hour < 24; hour++) {
      Instant arrived = ARRIVED.plus(Duration.ofMinutes(31L * hour));
      assertThat(rates.of("a", hour, arrived).inTheLastHour()).isLessThan(2);
      rates.letIn("a", hour, arrived);
      rates.letIn("a", hour, arrived);
    }
  }

  // How it is asked

  @Test
  void a_batch_asks_the_help_desk_twice_however_large_it_is() {
    var batch = new ArrayList<ReadMail>();
    for (int i = 0; i < 100; i++) {
      batch.add(read(mail(ANNA, "In-Reply-To: <1001@ours>", "Subject: [#1002] " + i)));
    }
    screener(new Trust.InServer(), 0).screen(batch);
    assertThat(notebook.questions).containsExactlyInAnyOrder("standings", "recall");
    batch.add(read(mail(LEV, "In-Reply-To: <1001@ours>")));
    batch.add(read(mail(LEV, "In-Reply-To: <1001@ours>")));
    screener(new Trust.InServer(), 0).screen(batch);
    assertThat(notebook.questions)
        .containsExactlyInAnyOrder("standings", "recall", "standings", "recall", "participants");
  }

  @Test
  void an_explanation_names_the_rules_in_their_order_and_counts_nothing() {
    var screener = screener(new Trust.InServer(), 1);
    for (int i = 0; i < 3; i++) {
      ReadMail mail = read(mail(ANNA));
      var explained = screener.explain(mail.kept(), mail.result(), false);
      assertThat(explained.verdict()).isInstanceOf(Register.class);
      assertThat(explained.asked()).last().isEqualTo("RegisteredSender");
      assertThat(Screening.rules()).startsWith(explained.asked().toArray(String[]::new));
    }
  }

  @Test
  void an_unreadable_message_is_explained_too() {
    ReadMail mail = read(new byte[0]);
    var explained = screener(new Trust.InServer(), 0).explain(mail.kept(), mail.result(), false);
    assertThat(explained.verdict()).isInstanceOf(Verdict.Unreadable.class);
    assertThat(explained.letter()).isEqualTo(Optional.empty());
  }
}
