package org.otklik.helpdesk.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.otklik.helpdesk.running.ServedMailbox.latin1;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.otklik.helpdesk.client.Language;
import org.otklik.helpdesk.desk.TicketFiles;
import org.otklik.helpdesk.mail.KeptMails;
import org.otklik.helpdesk.mail.MailLists;
import org.otklik.helpdesk.mail.MailOutcome;
import org.otklik.helpdesk.mail.MailReasons;
import org.otklik.helpdesk.running.Letter;
import org.otklik.helpdesk.running.People;
import org.otklik.helpdesk.running.ServedMailbox;
import org.otklik.helpdesk.ticket.Comment;
import org.otklik.helpdesk.words.Words;

/** One outcome for each mail, whatever it looks like, by way of a real mail server. */
class WhatBecomesOfMailIT {
  private static ServedMailbox desk;

  @BeforeAll
  static void open() {
    desk = ServedMailbox.open();
  }

  @AfterAll
  static void close() {
    if (desk != null) {
      desk.close();
    }
  }

  /** Zammad failed_email.rb; Chatwoot #5081: it was fetched again for ever. */
  @Test
  void an_unreadable_message_is_kept_listed_with_the_reason_and_blocks_nobody() throws Exception {
    var letter = Letter.from(People.ANNA).subject("too many headers");
    for (int i = 0; i < 2_500; i++) {
      letter.header("X-" + i, "x");
    }
    var next = Letter.from(People.ANNA).subject("after the unreadable one");
    desk.deliver(letter, next);
    assertThat(desk.outcomeOf(letter.raw())).isEqualTo("UNREADABLE");
    assertThat(desk.outcomeOf(next.raw())).isEqualTo("REGISTERED");
    var listed =
        desk
            .program()
            .get(MailLists.class)
            .page(List.of(MailOutcome.UNREADABLE), Long.MAX_VALUE, 10)
            .stream()
            .filter(m -> m.sha256().equals(ServedMailbox.sha256(letter.raw())))
            .findFirst()
            .orElseThrow();
    assertThat(MailReasons.say(listed.reason(), listed.reasonDetail(), Words.in(Language.EN)))
        .isEqualTo("It could not be read: it has more than 2000 header fields.");
    assertThat(MailReasons.say(listed.reason(), listed.reasonDetail(), Words.in(Language.RU)))
        .isEqualTo("Письмо не удалось прочитать: в нём больше 2000 полей заголовка.");
    try (var kept = desk.program().get(KeptMails.class).raw(listed).open()) {
      assertThat(kept.readAllBytes()).isEqualTo(letter.raw());
    }
    await("the mailbox is told of it too")
        .atMost(Duration.ofSeconds(20))
        .until(() -> desk.server().unseen("support") == 0);
    assertThat(desk.outcomesOf(letter.raw(), 1)).containsExactly("UNREADABLE");
  }

  /** libredesk imap.go, FreeScout #4740. */
  @Test
  void mail_without_a_message_id_or_with_an_empty_one_is_registered_each_time() {
    for (String id : List.of("", " ", "<>", "< >", "none")) {
      for (int i = 0; i < 2; i++) {
        var letter = Letter.from(People.ANNA).subject("no id " + i).header("Message-ID", id);
        assertThat(desk.outcomeOf(letter.body(id + i))).as("%s, %s", id, i).isEqualTo("REGISTERED");
      }
    }
    assertThat(desk.outcomeOf(Letter.from(People.ANNA).subject("none at all")))
        .isEqualTo("REGISTERED");
  }

  /** osTicket #6441: a sender who wasn't wanted stopped all reading. */
  @Test
  void what_is_held_holds_up_nobody() {
    var wanted = Letter.from(People.ANNA).subject("after those who are held");
    desk.deliver(
        Letter.from(People.FORMER).subject("held first"),
        Letter.from(People.STRANGER).subject("held second"),
        wanted);
    assertThat(desk.outcomeOf(wanted.raw())).isEqualTo("REGISTERED");
  }

  /** Zammad failed_email.rb. */
  @Test
  void broken_headers_still_make_a_ticket() {
    var raw = new ByteArrayOutputStream();
    write(raw, "From: =?utf-8?q?An=na?= <anna@romashka.example>\r\n", StandardCharsets.US_ASCII);
    write(raw, "Subject: Принтер горит =?koi8-r?B?!!!?=\r\n", Charset.forName("koi8-r"));
    write(raw, "this line is no header\r\n", StandardCharsets.US_ASCII);
    write(raw, "Date: yesterday\r\nMIME-Version: 1.0\r\n", StandardCharsets.US_ASCII);
    write(raw, "Content-Type: multipart/mixed\r\n\r\n--no boundary\r\n", StandardCharsets.US_ASCII);
    desk.deliver(raw.toByteArray());
    assertThat(desk.outcomeOf(raw.toByteArray())).isEqualTo("REGISTERED");
  }

  /** GLPI #25325, #23058: what the database refuses must not block the mailbox. */
  @Test
  void text_that_a_database_might_refuse_still_makes_a_ticket() {
    var raw = new ByteArrayOutputStream();
    write(raw, "From: anna@romashka.example\r\n", StandardCharsets.US_ASCII);
    write(raw, "Subject: \ud83d\udca5 emoji, ", StandardCharsets.UTF_8);
    raw.writeBytes(new byte[] {(byte) 0xff, (byte) 0xc3, (byte) 0x28, '\r', '\n'});
    write(raw, "X: " + "\ud83d\udca5".repeat(300) + "\r\n\r\n", StandardCharsets.UTF_8);
    raw.writeBytes(new byte[] {(byte) 0xed, (byte) 0xa0, (byte) 0x80, '\r', '\n'});
    desk.deliver(raw.toByteArray());
    assertThat(desk.outcomeOf(raw.toByteArray())).isEqualTo("REGISTERED");
  }

  @Test
  void message_ids_that_are_no_ascii_block_nobody() {
    var letter =
        Letter.from(People.ANNA)
            .subject("ids in Cyrillic")
            .messageId("письмо-1@ромашка.рф")
            .answering("ответ@ромашка.рф")
            .header("References", "<ссылка@ромашка.рф> <\ud83d\udca5@x>");
    assertThat(desk.outcomeOf(letter)).isEqualTo("REGISTERED");
  }

  @Test
  void senders_that_are_no_ascii_block_nobody() {
    var letter = Letter.from("анна@ромашка.рф").subject("from Cyrillic");
    assertThat(desk.outcomeOf(letter)).isEqualTo("HELD");
    var odd = Letter.from("x@\ud83d\udca5.\ud83d\udca5").subject("from nowhere");
    assertThat(desk.outcomeOf(odd)).isEqualTo("HELD");
  }

  @Test
  void a_subject_cut_in_the_middle_of_a_character_is_no_obstacle() {
    var letter = Letter.from(People.ANNA).subject("x" + "\ud83d\udca5".repeat(400));
    assertThat(desk.outcomeOf(letter)).isEqualTo("REGISTERED");
  }

  @Test
  void the_same_bytes_again_are_a_duplicate() {
    byte[] raw = Letter.from(People.ANNA).subject("same bytes").messageId("same@b").raw();
    desk.deliver(raw);
    desk.deliver(raw);
    assertThat(desk.outcomesOf(raw, 2)).containsExactlyInAnyOrder("REGISTERED", "DUPLICATE");
  }

  @Test
  void the_same_bytes_that_nobody_can_read_block_nobody_either() {
    var letter = Letter.from(People.ANNA).subject("unreadable twice");
    for (int i = 0; i < 2_500; i++) {
      letter.header("X-" + i, "x");
    }
    desk.deliver(letter.raw());
    desk.deliver(letter.raw());
    assertThat(desk.outcomesOf(letter.raw(), 2))
        .containsExactlyInAnyOrder("UNREADABLE", "DUPLICATE");
  }

  /** To us and to a list that we are on: the list's copy may be the quicker. */
  @Test
  void a_request_is_registered_although_its_copy_from_a_list_was_ignored() {
    var letter = Letter.from(People.ANNA).subject("to a list too").messageId("list-too@b");
    assertThat(desk.outcomeOf(letter.header("List-Id", "<all.romashka.example>")))
        .isEqualTo("IGNORED");
    assertThat(desk.outcomeOf(letter.header("List-Id", ""))).isEqualTo("REGISTERED");
    assertThat(desk.outcomeOf(letter.header("List-Id", "<all.vasilek.example>")))
        .isEqualTo("DUPLICATE");
  }

  @Test
  void the_same_message_by_another_way_is_a_duplicate() {
    var letter = Letter.from(People.ANNA).subject("two ways").messageId("two-ways@b");
    assertThat(desk.outcomeOf(letter)).isEqualTo("REGISTERED");
    assertThat(
            desk.outcomeOf(letter.header("Received", "from a by b; Mon, 1 Jan 2024 00:00:00 +0")))
        .isEqualTo("DUPLICATE");
  }

  /** Zammad message_validator.rb, FreeScout #5591. */
  @Test
  void another_message_that_reuses_a_message_id_is_registered_too() {
    var first = Letter.from(People.ANNA).subject("first").messageId("reused@b");
    var second = Letter.from(People.ANNA).subject("second").messageId("reused@b").body("Other.");
    var others = Letter.from(People.VERA).subject("first").messageId("reused@b");
    assertThat(desk.outcomeOf(first)).isEqualTo("REGISTERED");
    assertThat(desk.outcomeOf(second)).isEqualTo("REGISTERED");
    assertThat(desk.outcomeOf(others)).isEqualTo("REGISTERED");
  }

  @Test
  void an_answer_to_our_acknowledgement_is_appended_to_its_ticket() {
    var request = Letter.from(People.ANNA).subject("a request").messageId("request@b");
    assertThat(desk.outcomeOf(request)).isEqualTo("REGISTERED");
    var acknowledgement = desk.awaitAnswerTo("request@b").messageId();
    var answer =
        Letter.from(People.ANNA).subject("Re: a request").answering(acknowledgement).body("More.");
    assertThat(desk.outcomeOf(answer)).isEqualTo("APPENDED");
    String ticket = desk.columnOf(request.raw(), "ticket_id");
    assertThat(desk.columnOf(answer.raw(), "ticket_id")).isEqualTo(ticket);
    assertThat(desk.program().query("SELECT kind FROM comment WHERE ticket_id = " + ticket))
        .containsExactlyInAnyOrder("REQUEST", "REPLY");
  }

  /** The quotation of a reply is in its raw mail already: each reply would store it once more. */
  @Test
  void a_huge_quotation_is_stored_in_the_raw_mail_alone_and_is_unfolded_from_there() {
    var request = Letter.from(People.ANNA).subject("quoted").messageId("quoted@b");
    assertThat(desk.outcomeOf(request)).isEqualTo("REGISTERED");
    String quotation =
        "On Mon, 16 Nov 2026 Support wrote:\n" + "> <b>what was written before</b>\n".repeat(2_000);
    var files = desk.program().get(TicketFiles.class);
    for (String said : List.of("Once.", "Twice.")) {
      var reply =
          Letter.from(People.ANNA)
              .subject("Re: quoted")
              .messageId(said + "@b")
              .answering("quoted@b")
              .body(said + "\n\n" + quotation);
      assertThat(desk.outcomeOf(reply)).isEqualTo("APPENDED");
      long ticket = Long.parseLong(desk.columnOf(reply.raw(), "ticket_id"));
      Comment comment =
          files.find(ticket).orElseThrow().comments().stream()
              .filter(one -> one.text().equals(said))
              .findFirst()
              .orElseThrow();
      assertThat(comment.quoted()).isGreaterThan(60_000);
      assertThat(files.quoted(ticket, comment.id()))
          .hasValueSatisfying(tail ->
              assertThat(tail).isEqualToIgnoringWhitespace(quotation).hasSize(comment.quoted()));
      assertThat(files.quoted(ticket + 1, comment.id())).isEmpty();
    }
    assertThat(desk.program().query("SELECT id FROM comment WHERE text LIKE '%before%'")).isEmpty();
  }

  @Test
  void an_answer_from_another_client_makes_a_ticket_of_its_own() {
    assertOwnTicket(People.VERA, "guessed");
  }

  @Test
  void an_answer_from_a_limited_colleague_to_a_ticket_not_theirs_makes_a_ticket_of_its_own() {
    assertOwnTicket(People.LEV, "limited");
  }

  private static void assertOwnTicket(String answerer, String name) {
    String id = name + "@b";
    var request = Letter.from(People.ANNA).subject(name).messageId(id);
    assertThat(desk.outcomeOf(request)).isEqualTo("REGISTERED");
    var acknowledgement = desk.awaitAnswerTo(id).messageId();
    var answer = Letter.from(answerer).subject("Re: " + name).answering(acknowledgement);
    assertThat(desk.outcomeOf(answer)).isEqualTo("REGISTERED");
    assertThat(desk.columnOf(answer.raw(), "ticket_id"))
        .isNotEqualTo(desk.columnOf(request.raw(), "ticket_id"));
  }

  @Test
  void an_automatic_mail_is_ignored_and_not_answered() {
    var letter =
        Letter.from(People.ANNA)
            .subject("Out of office")
            .messageId("away@b")
            .header("Auto-Submitted", "auto-replied");
    assertThat(desk.outcomeOf(letter)).isEqualTo("IGNORED");
    assertNoLetterAbout(letter);
  }

  @Test
  void a_mail_with_two_senders_is_held() {
    var letter =
        Letter.from(People.ANNA + ", " + People.VERA).subject("two").messageId("two-from@b");
    assertThat(desk.outcomeOf(letter)).isEqualTo("HELD");
    assertNoLetterAbout(letter);
    byte[] twice =
        ("From: " + People.VERA + "\r\n" + latin1(letter.raw()))
            .getBytes(StandardCharsets.ISO_8859_1);
    desk.deliver(twice);
    assertThat(desk.outcomeOf(twice)).isEqualTo("HELD");
  }

  @Test
  void mail_of_a_client_whose_contract_has_ended_is_held() {
    var letter = Letter.from(People.FORMER).subject("are you there").messageId("former@b");
    assertThat(desk.outcomeOf(letter)).isEqualTo("HELD");
    assertThat(desk.columnOf(letter.raw(), "reason")).isEqualTo("contract-not-in-force");
    assertNoLetterAbout(letter);
  }

  @Test
  void mail_of_an_unregistered_colleague_arrives_whole_at_the_clients_address_once() {
    var letter =
        Letter.from("Boris <" + People.BORIS + ">")
            .subject("One more")
            .messageId("boris@b")
            .header("X-Odd", "  kept   as it is\n\tfolded")
            .body("A dot alone:\n.\n..\nand the end  ");
    assertThat(desk.outcomeOf(letter)).isEqualTo("FORWARDED");
    var arrived =
        await()
            .atMost(Duration.ofSeconds(20))
            .until(() -> carrying(letter), found -> !found.isEmpty());
    assertThat(arrived).hasSize(1);
    assertThat(arrived.getFirst()).contains("Content-Type: message/rfc822");
    assertThat(desk.program().query("SELECT recipient FROM outbox WHERE mail_id = " + id(letter)))
        .containsExactly(People.ROMASHKA_OFFICE);
    assertThat(desk.sink().takenFor(People.BORIS)).isEmpty();
  }

  /** What arrived at the client's address with every byte of the letter in it. */
  private static List<String> carrying(Letter letter) {
    return desk.sink().takenFor(People.ROMASHKA_OFFICE).stream()
        .map(taken -> taken.raw())
        .filter(raw -> raw.contains(latin1(letter.raw())))
        .toList();
  }

  @Test
  void mail_that_would_be_forwarded_to_our_own_mailbox_is_held() {
    var letter = Letter.from(People.LOOPED).subject("round and round").messageId("loop@b");
    assertThat(desk.outcomeOf(letter)).isEqualTo("HELD");
    assertThat(desk.columnOf(letter.raw(), "reason")).isEqualTo("client-address-is-ours");
    assertNoLetterAbout(letter);
  }

  private static void assertNoLetterAbout(Letter letter) {
    assertThat(desk.program().query("SELECT id FROM outbox WHERE mail_id = " + id(letter)))
        .isEmpty();
  }

  private static String id(Letter letter) {
    return desk.columnOf(letter.raw(), "id");
  }

  private static void write(ByteArrayOutputStream raw, String text, Charset charset) {
    raw.writeBytes(text.getBytes(charset));
  }
}
