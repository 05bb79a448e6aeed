package org.otklik.intake.screening;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Addresses that name a ticket, and that nobody else can make. */
class ReplyAddressesTest {
  private static final String OURS = "support@provider.example";
  private static final long TICKET = 7_344_112_233_445_566L;

  private final ReplyAddresses ours = of(1);

  private static ReplyAddresses of(int fill) {
    var key = new byte[ReplyAddresses.KEY_BYTES];
    Arrays.fill(key, (byte) fill);
    return new ReplyAddresses(key);
  }

  @Test
  void what_we_signed_names_its_ticket_however_its_letters_are_cased() {
    String address = ours.sign(OURS, TICKET).orElseThrow();
    assertThat(address).matches("support\\+r-[0-9a-z]+-[a-z2-7]{20}@provider\\.example");
    assertThat(address.indexOf('@')).isLessThanOrEqualTo(64);
    assertThat(ours.ticketIn(address)).contains(TICKET);
    assertThat(ours.ticketIn(address.toUpperCase(java.util.Locale.ROOT))).contains(TICKET);
    assertThat(ours.sign(OURS, Long.MAX_VALUE).flatMap(ours::ticketIn)).contains(Long.MAX_VALUE);
  }

  @Test
  void every_bit_of_the_signature_counts() {
    String address = ours.sign(OURS, TICKET).orElseThrow();
    int end = address.indexOf('@');
    for (int i = end - 20; i < end; i++) {
      for (char c : "abcdefghijklmnopqrstuvwxyz234567".toCharArray()) {
        if (c != address.charAt(i)) {
          assertThat(ours.ticketIn(address.substring(0, i) + c + address.substring(i + 1)))
              .isEmpty();
        }
      }
    }
  }

  @Test
  void another_installations_key_signs_nothing_here() {
    assertThat(of(2).sign(OURS, TICKET).flatMap(ours::ticketIn)).isEmpty();
  }

  @Test
  void what_is_no_such_address_names_nothing() {
    for (String other :
        new String[] {
          "",
          "@",
          "support@provider.example",
          "support+r-@x",
          "support+r-1-@x",
          "support+r-zzzzzzzzzzzzz-aaaaaaaaaaaaaaaaaaaa@x",
          "support+r--1-aaaaaaaaaaaaaaaaaaaa@x",
          "support+x@provider.example",
          "+".repeat(10_000)
        }) {
      assertThat(ours.ticketIn(other)).as(other).isEmpty();
    }
  }

  @Test
  void an_address_that_would_be_too_long_is_not_made() {
    assertThat(ours.sign("x".repeat(40) + "@provider.example", TICKET)).isEmpty();
  }

  @Test
  void tags_are_read_from_subjects_a_few_at_most() {
    assertThat(SubjectTag.numbersIn("Re: [#1001] and [#1002]")).containsExactly(1001L, 1002L);
    assertThat(SubjectTag.numbersIn("#1001 [1001] [# 1001] [#-1] [#99999999999999999999]"))
        .isEmpty();
    assertThat(SubjectTag.numbersIn("[#1][#2][#3][#4][#5][#6][#7]")).hasSize(5);
  }
}
