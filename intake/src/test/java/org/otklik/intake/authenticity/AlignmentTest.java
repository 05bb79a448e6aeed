package org.otklik.intake.authenticity;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whose word counts for whom: relaxed alignment (RFC 7489 §3.1.1, §3.2). */
class AlignmentTest {
  @ParameterizedTest
  @CsvSource({
    "romashka.example, romashka.example",
    "mail.romashka.example, romashka.example",
    "romashka.example, mail.romashka.example",
    "a.b.romashka.co.uk, c.romashka.co.uk",
    "mail.xn--80aqodm9e.xn--p1ai, xn--80aqodm9e.xn--p1ai",
    "romashka.github.io, romashka.github.io",
  })
  void domains_of_one_organisation_vouch_for_each_other(String one, String other) {
    assertThat(Alignment.isOfOneOrganisation(one, other)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "vasilek.example, romashka.example",
    "romashka.co.uk, vasilek.co.uk",
    "co.uk, romashka.co.uk",
    "uk, romashka.co.uk",
    "example, romashka.example",
    "notromashka.example, romashka.example",
    "romashka.example.evil.example, romashka.example",
    "romashka.github.io, vasilek.github.io",
    "github.io, romashka.github.io",
    "[192.0.2.1], [192.0.2.2]",
    "'', ''",
  })
  void others_do_not(String one, String other) {
    assertThat(Alignment.isOfOneOrganisation(one, other)).isFalse();
  }

  @Test
  void headers_name_domains_in_several_ways() {
    assertThat(Alignment.domainIn("Romashka.Example.")).isEqualTo("romashka.example");
    assertThat(Alignment.domainIn("<anna@romashka.example>")).isEqualTo("romashka.example");
    assertThat(Alignment.domainIn("@ромашка.рф")).isEqualTo("xn--80aa3agjl3d.xn--p1ai");
  }
}
