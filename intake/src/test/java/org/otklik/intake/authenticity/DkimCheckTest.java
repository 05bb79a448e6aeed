package org.otklik.intake.authenticity;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.otklik.intake.message.RawSource;
import org.otklik.intake.signing.Signer;

/** Signatures that we verify ourselves, with keys of our own and no DNS. */
class DkimCheckTest {
  private static final Signer STRONG = Signer.of(2048);
  private static final Signer WEAK = Signer.of(768);
  private static final Instant ARRIVED = Instant.parse("2026-11-20T12:00:00Z");
  private static final String MAIL =
      """
      From: Anna <anna@romashka.example>
      To: support@provider.example
      Subject: The printer burns
      Date: Fri, 20 Nov 2026 14:59:00 +0300

      Please help.
      """;

  private static final Map<String, String> ZONE =
      Map.of(
          "good._domainkey.romashka.example", STRONG.record(""),
          "good._domainkey.mail.romashka.example", STRONG.record(""),
          "good._domainkey.vasilek.example", STRONG.record(""),
          "weak._domainkey.romashka.example", WEAK.record(""),
          "trial._domainkey.romashka.example", STRONG.record("t=y; "),
          "revoked._domainkey.romashka.example", "v=DKIM1; p=",
          "other._domainkey.romashka.example", Signer.of(1024).record(""),
          "nonsense._domainkey.romashka.example", "v=DKIM1; p=AAAA",
          "brisbane._domainkey.football.example.com",
              "v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=",
          "nonsense._domainkey.football.example.com", "v=DKIM1; k=ed25519; p=AAAA");

  private final List<String> asked = new ArrayList<>();
  private final DkimCheck check = new DkimCheck(this::look, DkimPolicy.STANDARD);

  private List<String> look(String name) throws KeyRecords.Unavailable {
    asked.add(name);
    if (name.startsWith("away.")) {
      throw new KeyRecords.Unavailable("timed out");
    }
    return ZONE.containsKey(name) ? List.of(ZONE.get(name)) : List.of();
  }

  @Test
  void a_signature_of_the_senders_domain_proves_it() {
    assertThat(judge(sign("d=romashka.example; s=good;")))
        .isEqualTo(Proof.by("dkim", "romashka.example"));
  }

  @Test
  void a_signature_of_the_senders_organisation_proves_it() {
    assertThat(judge(sign("d=mail.romashka.example; s=good;")).proven()).isTrue();
  }

  @Test
  void somebody_elses_signature_proves_nothing_and_nobody_asks_for_its_key() {
    assertThat(judge(sign("d=vasilek.example; s=good;")).key()).isEqualTo("dkim-none");
    assertThat(judge(MAIL.getBytes(StandardCharsets.UTF_8)).key()).isEqualTo("dkim-none");
    assertThat(asked).isEmpty();
  }

  @Test
  void what_was_altered_after_signing_is_not_believed() {
    byte[] signed = sign("d=romashka.example; s=good;");
    assertThat(judge(altered(signed, "Please help", "Please pay")).key()).isEqualTo("dkim-broken");
    assertThat(judge(altered(signed, "printer", "scanner")).key()).isEqualTo("dkim-broken");
    assertThat(judge(altered(signed, "anna@", "boss@")).key()).isEqualTo("dkim-broken");
  }

  /** RFC 6376 §8.2. */
  @Test
  void a_signature_over_the_beginning_of_the_text_is_not_believed() {
    assertThat(judge(sign("d=romashka.example; s=good; l=5;")).key()).isEqualTo("dkim-partial");
    assertThat(asked).isEmpty();
  }

  /** RFC 6376 §8.15: the signature covers the lower Subject, people see the upper. */
  @Test
  void a_header_added_on_top_of_the_signed_one_is_not_believed() {
    byte[] signed = sign("d=romashka.example; s=good;");
    for (String added : List.of("Subject: Send us your password", "from: Boss <boss@x.example>")) {
      byte[] more =
          (added + "\r\n" + new String(signed, StandardCharsets.UTF_8))
              .getBytes(StandardCharsets.UTF_8);
      assertThat(judge(more).key()).isEqualTo("dkim-added");
    }
  }

  @Test
  void whether_it_has_expired_is_asked_of_the_instant_of_arrival() {
    long arrived = ARRIVED.getEpochSecond();
    byte[] signed =
        sign("d=romashka.example; s=good; t=%d; x=%d;".formatted(arrived - 60, arrived + 60));
    assertThat(judge(signed).proven()).isTrue();
    assertThat(judge(signed, ARRIVED.plusSeconds(61)).key()).isEqualTo("dkim-expired");
    assertThat(judge(signed, ARRIVED.minusSeconds(3600)).key()).isEqualTo("dkim-future");
  }

  /** RFC 8301. */
  @Test
  void weak_keys_and_weak_hashes_are_not_believed() {
    byte[] weak = WEAK.sign(MAIL, "a=rsa-sha256; d=romashka.example; s=weak;");
    assertThat(judge(weak).key()).isEqualTo("dkim-weak");
    byte[] sha1 = STRONG.sign(MAIL, "a=rsa-sha1; d=romashka.example; s=good;");
    assertThat(judge(sha1).key()).isEqualTo("dkim-weak");
  }

  @Test
  void keys_that_are_missing_revoked_tried_out_or_nonsense_prove_nothing() {
    assertThat(judge(sign("d=romashka.example; s=nowhere;")).key()).isEqualTo("dkim-no-key");
    for (String selector : List.of("revoked", "other", "nonsense")) {
      assertThat(judge(sign("d=romashka.example; s=" + selector + ";")).key())
          .as(selector)
          .isEqualTo("dkim-broken");
    }
    assertThat(judge(sign("d=romashka.example; s=trial;")).key()).isEqualTo("dkim-testing");
  }

  @Test
  void a_dns_that_does_not_answer_says_nothing_about_the_sender() {
    assertThat(judge(sign("d=romashka.example; s=away;")))
        .isEqualTo(Proof.none("dkim-unavailable", "away._domainkey.romashka.example"));
  }

  @Test
  void one_good_signature_among_bad_ones_is_enough() {
    String once = new String(sign("d=romashka.example; s=good;"), StandardCharsets.UTF_8);
    String broken =
        Signer.crlf(
            """
            DKIM-Signature: v=1; a=rsa-sha256; d=romashka.example; s=other; h=from; bh=AA; b=AA
            DKIM-Signature: nonsense
            DKIM-Signature: v=1; d=; =;
            """);
    assertThat(judge((broken + once).getBytes(StandardCharsets.UTF_8)).proven()).isTrue();
  }

  @Test
  void a_thousand_signatures_make_a_handful_of_questions() {
    var mail = new StringBuilder();
    for (int i = 0; i < 1000; i++) {
      mail.append("DKIM-Signature: v=1; a=rsa-sha256; d=romashka.example; s=s")
          .append(i)
          .append("; h=from; bh=AAAA; b=AAAA\r\n");
    }
    mail.append(Signer.crlf(MAIL));
    assertThat(judge(mail.toString().getBytes(StandardCharsets.UTF_8)).proven()).isFalse();
    assertThat(asked).hasSizeLessThanOrEqualTo(5);
  }

  @Test
  void names_that_are_no_host_names_are_not_looked_up() {
    for (String selector : List.of("a b", "..", "a/b", "\u0430", "x".repeat(300))) {
      String signature =
          "DKIM-Signature: v=1; a=rsa-sha256; d=romashka.example; s=%s; h=from; bh=AA; b=AA\n"
              .formatted(selector);
      byte[] mail = Signer.crlf(signature + MAIL).getBytes(StandardCharsets.UTF_8);
      assertThat(judge(mail).proven()).isFalse();
    }
    assertThat(asked).isEmpty();
  }

  @Test
  void a_header_beyond_all_measure_is_not_checked() {
    String huge = "X-Huge: " + "x".repeat(2 << 20) + "\r\n";
    byte[] mail =
        (huge + new String(sign("d=romashka.example; s=good;"), StandardCharsets.UTF_8))
            .getBytes(StandardCharsets.UTF_8);
    assertThat(judge(mail).proven()).isFalse();
    assertThat(asked).isEmpty();
  }

  @Test
  void a_file_with_bare_line_feeds_is_as_good_as_the_mail_that_it_was() {
    String signed = new String(sign("d=romashka.example; s=good;"), StandardCharsets.UTF_8);
    assertThat(judge(signed.replace("\r\n", "\n").getBytes(StandardCharsets.UTF_8)).proven())
        .isTrue();
  }

  /** The sample of RFC 8463, appendix A: signed by Ed25519 and, for others, by RSA. */
  @Test
  void a_signature_by_ed25519_proves_the_sender() {
    String by =
        """
        DKIM-Signature: v=1; a=ed25519-sha256; c=relaxed/relaxed;
         d=football.example.com; i=@football.example.com;
         q=dns/txt; s=brisbane; t=1528637909; h=from : to :
         subject : date : message-id : from : subject : date;
         bh=2jUSOH9NhtVGCQWNr9BrIAPreKQjO6Sn7XIkfJVOzv8=;
         b=/gCrinpcQOoIfuHNQIbq4pgh9kyIK3AQUdt9OdqQehSwhEIug4D11Bus
         Fa3bT3FY5OsU7ZbnKELq+eXdp1Q1Dw==
        """;
    String mail =
        """
        From: Joe SixPack <joe@football.example.com>
        To: Suzie Q <suzie@shopping.example.net>
        Subject: Is dinner ready?
        Date: Fri, 11 Jul 2003 21:00:37 -0700 (PDT)
        Message-ID: <20030712040037.46341.5F8J@football.example.com>

        Hi.

        We lost the game.  Are you hungry yet?

        Joe.
        """;
    byte[] raw = (by + mail).replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8);
    assertThat(judgeFrom(raw, "football.example.com"))
        .isEqualTo(Proof.by("dkim", "football.example.com"));
    assertThat(judgeFrom(altered(raw, "dinner", "supper"), "football.example.com").key())
        .isEqualTo("dkim-broken");
    assertThat(judgeFrom(altered(raw, "s=brisbane", "s=nonsense"), "football.example.com").key())
        .isEqualTo("dkim-broken");
  }

  private Proof judgeFrom(byte[] raw, String domain) {
    return check.check(RawSource.of(raw), domain, ARRIVED);
  }

  private static byte[] sign(String tags) {
    return STRONG.sign(MAIL, "a=rsa-sha256; " + tags);
  }

  private static byte[] altered(byte[] raw, String from, String to) {
    return new String(raw, StandardCharsets.UTF_8)
        .replace(from, to)
        .getBytes(StandardCharsets.UTF_8);
  }

  private Proof judge(byte[] raw) {
    return judge(raw, ARRIVED);
  }

  private Proof judge(byte[] raw, Instant arrived) {
    return check.check(RawSource.of(raw), "romashka.example", arrived);
  }
}
