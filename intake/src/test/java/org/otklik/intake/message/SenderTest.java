package org.otklik.intake.message;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who wrote: one clear address or nobody (CVE-2026-125755, CVE-2018-18898). */
class SenderTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "joe@firm.example | '' | joe@firm.example",
        "<joe@firm.example> | '' | joe@firm.example",
        "Joe Doe <joe@firm.example> | Joe Doe | joe@firm.example",
        "\"Doe, Joe\" <joe@firm.example> | Doe, Joe | joe@firm.example",
        "joe@firm.example (Joe Doe) | Joe Doe | joe@firm.example",
        "=?utf-8?B?0JDQvdC90LA=?= <a@firm.example> | Анна | a@firm.example",
        "\"=?utf-8?B?0JDQvdC90LA=?=\" <a@firm.example> | Анна | a@firm.example",
        "Анна <анна@почта.example> | Анна | анна@почта.example",
        "\"joe\"@firm.example | '' | joe@firm.example",
        "=?utf-8?q?boss=40client.example?= <joe@evil.example> | boss@client.example | joe@evil.example",
        "=?utf-8?q?=3Cboss=40client.example=3E=2C?= <joe@evil.example> | <boss@client.example>, | joe@evil.example",
        "\"boss@client.example\" <joe@evil.example> | boss@client.example | joe@evil.example",
        "\"boss@client.example\"@evil.example | '' | \"boss@client.example\"@evil.example",
      })
  void a_clear_sender_is_read(String header, String name, String address) {
    ParsedMessage mail = Mails.withHeader("From: " + header);
    assertThat(mail.from())
        .containsExactly(new MailAddress(name.equals("''") ? "" : name, address));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Staff: boss@client.example;",
        "Staff: boss@client.example, joe@evil.example;",
        "undisclosed-recipients:;",
        "<boss@client.example> <joe@evil.example>",
        "boss@client.example joe@evil.example",
        "boss@client.example <joe@evil.example> <x@y.example>",
        "boss@client.example@evil.example",
        "<boss@client.example(comment)>",
        "boss@client.example(.evil.example)",
        "boss(c)@client.example",
        "boss@client.example (joe",
        "<@relay.example:boss@client.example>",
        "<boss@client.example",
        "=?utf-8?q?boss?=@client.example",
        "<=?utf-8?q?boss=40client.example?=>",
        "boss@client.example\u200b",
        "boss@ｃlient.example",
        "boss@client。example",
        "boss @client.example",
        "\"boss\"x@client.example",
        "boss",
        "boss@",
        "@client.example",
        "boss@client.example, nonsense",
      })
  void an_ambiguous_from_names_nobody(String header) {
    ParsedMessage mail = Mails.withHeader("From: " + header);
    assertThat(mail.from()).isEmpty();
    assertThat(mail.problems()).contains(Remark.of(Remark.Kind.AMBIGUOUS_FROM));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "From: a@x.example\nFrom: b@x.example",
        "From: a@x.example, b@x.example",
        "From: a@x.example; b@x.example",
        "From: a@x.example\nfrom : a@x.example",
      })
  void several_authors_are_all_listed_and_none_is_the_sender(String headers) {
    ParsedMessage mail = Mails.withHeader(headers);
    assertThat(mail.from()).hasSize(2);
    assertThat(mail.sender()).isEmpty();
  }

  @Test
  void a_second_from_header_that_is_empty_still_makes_the_sender_doubtful() {
    assertThat(Mails.withHeader("From: a@x.example\nFrom: nobody").from()).isEmpty();
    assertThat(Mails.withHeader("From: a@x.example\nFrom:").from()).isEmpty();
  }

  @Test
  void recipients_in_groups_are_read_and_unclear_ones_left_out() {
    ParsedMessage mail =
        Mails.withHeader("To: Team: a@x.example, b@x.example;, nonsense, c@x.example");
    assertThat(mail.to().stream().map(MailAddress::address))
        .containsExactly("a@x.example", "b@x.example", "c@x.example");
  }

  /** FreeScout #4158. */
  @Test
  void an_empty_reply_to_is_nobody_and_no_problem() {
    ParsedMessage mail = Mails.withHeader("From: a@x.example\nReply-To: <>");
    assertThat(mail.replyTo()).isEmpty();
    assertThat(mail.problems()).isEmpty();
  }

  @Test
  void a_hostile_address_list_is_cut() {
    ParsedMessage mail = Mails.withHeader("From: a@x.example\nTo: " + "a@x.example,".repeat(5_000));
    assertThat(mail.to()).hasSize(ParseLimits.DEFAULT.addresses());
    assertThat(mail.problems()).containsExactly(Remark.of(Remark.Kind.ADDRESSES_CUT, 500));
  }

  @ParameterizedTest
  @CsvSource({
    "Joe@Firm.Example, joe@firm.example",
    "joe@firm.example., joe@firm.example",
    "joe@ПОЧТА.рф, joe@xn--80a1acny.xn--p1ai",
    "ИВАН@почта.рф, иван@xn--80a1acny.xn--p1ai",
    "\u212Aate@x.example, \u212Aate@x.example",
    "no address, no address",
    "x@-\u00fc..\u3002, x@-\u00fc..\u3002",
  })
  void addresses_compare_in_normal_form_and_never_fail(String address, String normal) {
    assertThat(MailAddress.of(address).normalized()).isEqualTo(normal);
  }
}
