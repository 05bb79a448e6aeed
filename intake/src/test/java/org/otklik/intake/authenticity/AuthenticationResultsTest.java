package org.otklik.intake.authenticity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.otklik.intake.message.Headers;

/** What a trusted server's word is worth (RFC 8601). The sender is somebody@romashka.example. */
class AuthenticationResultsTest {
  private static final String SERVER = "mx.provider.example";
  private static final String FROM = "romashka.example";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "mx.provider.example; dmarc=pass header.from=romashka.example",
        "MX.Provider.Example 1; DMARC = Pass (p=none dis=none) header.from=Romashka.Example",
        "mx.provider.example; dkim=fail header.d=list.example;\r\n\tdmarc=pass"
            + " header.from=romashka.example",
        "mx.provider.example; dkim=pass header.d=romashka.example header.s=a header.b=x",
        "mx.provider.example; dkim=pass header.i=@mail.romashka.example",
        "mx.provider.example; dkim=fail header.d=romashka.example; spf=pass"
            + " smtp.mailfrom=bounces@mail.romashka.example",
        "mx.provider.example; spf=pass smtp.mailfrom=romashka.example; dmarc=none",
        "(a comment (in it) \\) too) mx.provider.example (v2); dkim/1=pass (good; really)"
            + " header.d=romashka.example",
      })
  void it_is_believed_when_something_aligned_passed(String header) {
    assertThat(judge(header)).hasValueSatisfying(p -> assertThat(p.proven()).isTrue());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "mx.provider.example; none",
        "mx.provider.example",
        "mx.provider.example; dmarc=fail header.from=romashka.example",
        "mx.provider.example; dmarc=pass header.from=vasilek.example",
        "mx.provider.example; dmarc=bestguesspass header.from=romashka.example",
        "mx.provider.example; dkim=pass header.d=vasilek.example",
        "mx.provider.example; dkim=pass header.d=example",
        "mx.provider.example; dkim=pass",
        "mx.provider.example; dkim=fail header.d=romashka.example",
        "mx.provider.example; spf=softfail smtp.mailfrom=romashka.example",
        "mx.provider.example; spf=pass smtp.helo=romashka.example",
        "mx.provider.example; arc=pass header.d=romashka.example",
        "mx.provider.example; dmarc=fail; dkim=pass header.d=romashka.example",
        "mx.provider.example; dmarc=pass header.from=romashka.example; dmarc=fail",
        "mx.provider.example; x=y; dmarc=passable header.from=romashka.example",
      })
  void everything_else_proves_nothing(String header) {
    assertThat(judge(header)).hasValueSatisfying(p -> assertThat(p.proven()).isFalse());
  }

  /** Senders choose what stands in quotes and, with a careless server, in comments. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "mx.provider.example; spf=pass smtp.mailfrom=\"x; dmarc=pass"
            + " header.from=romashka.example\"@evil.example",
        "mx.provider.example; dmarc=fail (from \"x) ; dmarc=pass header.from=romashka.example"
            + " (\"@evil.example)",
        "mx.provider.example; dmarc=none (x \\); dmarc=pass header.from=romashka.example",
        "mx.provider.example; spf=fail reason=\"a ; dmarc=pass header.from=romashka.example",
      })
  void what_a_sender_wrote_into_the_servers_header_proves_nothing(String header) {
    assertThat(judge(header).map(Proof::proven).orElse(false)).isFalse();
  }

  /** RFC 8601 §5: those further down may have come with the message. */
  @Test
  void only_the_topmost_header_of_the_server_counts() {
    String pass = "mx.provider.example; dmarc=pass header.from=romashka.example";
    String fail = "mx.provider.example; dmarc=fail header.from=romashka.example";
    assertThat(judge(fail, pass).orElseThrow().proven()).isFalse();
    assertThat(judge("mx.provider.example; spf=none", pass).orElseThrow().proven()).isFalse();
    assertThat(judge(pass, fail).orElseThrow().proven()).isTrue();
    for (String broken :
        List.of("; spf=none (x", " (x", "; spf=fail reason=\"a", "; dmarc=pass (\\")) {
      assertThat(judge("mx.provider.example" + broken, pass))
          .as(broken)
          .hasValueSatisfying(p -> assertThat(p.proven()).isFalse());
    }
  }

  @Test
  void what_other_servers_say_counts_for_nothing() {
    String others = "mx.evil.example; dmarc=pass header.from=romashka.example";
    assertThat(judge(others)).isEmpty();
    assertThat(judge("mx.provider.example.evil.example; dmarc=pass")).isEmpty();
    assertThat(judge("; dmarc=pass")).isEmpty();
    assertThat(judge("\"mx.provider.example; dmarc=pass")).isEmpty();
    assertThat(judge(others, "mx.provider.example; dmarc=fail").orElseThrow().proven()).isFalse();
  }

  /** RFC 8601 allows a header of any length; whatever it is made of, it is read in one go. */
  @Test
  void a_header_made_to_confuse_proves_nothing_and_takes_no_time() {
    for (String piece : List.of("(", ")", "\"", "\\", ";", "=", "a=", "(\"", ";a=b c=d", "\\\"(")) {
      for (String start : List.of("", "mx.provider.example;", "mx.provider.example; dmarc=")) {
        String header = start + piece.repeat(100_000);
        assertThat(
                assertTimeoutPreemptively(Duration.ofSeconds(10), () -> judge(header))
                    .map(Proof::proven)
                    .orElse(false))
            .as(start + piece)
            .isFalse();
      }
    }
  }

  private static Optional<Proof> judge(String... headers) {
    return AuthenticationResults.of(
        Headers.of(
            Arrays.stream(headers)
                .map(value -> new Headers.Entry("Authentication-Results", value))
                .toList()),
        SERVER,
        FROM);
  }
}
