package org.otklik.intake.message;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import java.util.List;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.otklik.intake.signature.Roots;
import org.otklik.intake.signature.Signature;
import org.otklik.intake.signature.Signature.Reason;
import org.otklik.intake.signature.Signature.State;
import org.otklik.intake.signature.SignatureCheck;

/** Who signed a mail, and whether that can be believed (RFC 8551). */
class SignedMailTest {
  private static final String CONTENT =
      "Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\nПлатите.\n";

  private static Signers signers;
  private static Signers.Person anna;

  @BeforeAll
  static void people() throws Exception {
    signers = new Signers();
    anna = signers.person("Anna Petrova", "Anna@Client.example");
  }

  private static String base64(byte[] bytes) {
    return Base64.getMimeEncoder().encodeToString(bytes).replace("\r\n", "\n");
  }

  private static String head(String from) {
    return "From: " + from + "\nDate: Mon, 5 Feb 2024 10:15:00 +0300\nMessage-ID: <1@x>\n";
  }

  private static String detached(String from, String content, byte[] signature) {
    return head(from)
        + "Content-Type: multipart/signed; protocol=\"application/pkcs7-signature\"; boundary=s\n\n"
        + "for old programs\n--s\n"
        + content
        + "\n--s\nContent-Type: application/pkcs7-signature; name=smime.p7s\n"
        + "Content-Transfer-Encoding: base64\n\n"
        + base64(signature)
        + "\n--s--\n";
  }

  private static String opaque(String from, byte[] envelope) {
    return head(from)
        + "Content-Type: application/pkcs7-mime; smime-type=signed-data; name=smime.p7m\n"
        + "Content-Transfer-Encoding: base64\n\n"
        + base64(envelope)
        + "\n";
  }

  private static ParsedMessage parse(byte[] raw) {
    var check = new SignatureCheck(Roots.of(List.of(signers.authority)));
    return switch (new MessageParser(ParseLimits.DEFAULT, check).parse(raw)) {
      case ParseResult.Parsed(ParsedMessage message) -> message;
      case ParseResult.Unreadable(Remark reason) -> throw new AssertionError(reason);
    };
  }

  private static Reason reason(String mail) {
    return parse(Mails.utf8(mail)).signature().orElseThrow().reason();
  }

  private static byte[] sign(Signers.Person who, boolean around) throws Exception {
    return signers.sign(who, CONTENT, "SHA256withECDSA", around);
  }

  @Test
  void a_signature_under_a_text_is_valid_and_names_its_signer() throws Exception {
    ParsedMessage mail =
        parse(Mails.utf8(detached("anna@client.example", CONTENT, sign(anna, false))));
    assertThat(mail.signature())
        .hasValue(new Signature(Reason.TRUSTED, "Anna Petrova", List.of("Anna@Client.example")));
    assertThat(mail.signature().orElseThrow().state()).isEqualTo(State.VALID);
    assertThat(mail.text()).isEqualTo("Платите.\n");
    assertThat(mail.attachments()).extracting(Attachment::name).containsExactly("smime.p7s");
  }

  @Test
  void a_mail_stored_with_other_line_ends_is_as_valid() throws Exception {
    String mail = detached("anna@client.example", CONTENT, sign(anna, false));
    assertThat(parse(mail.getBytes(UTF_8)).signature().orElseThrow().reason())
        .isEqualTo(Reason.TRUSTED);
  }

  @Test
  void a_signed_envelope_is_opened_and_its_files_are_attachments() throws Exception {
    String inner =
        "Content-Type: multipart/mixed; boundary=i\n\n--i\n"
            + CONTENT
            + "--i\nContent-Type: image/png; name=p.png\n\npng\n--i--\n";
    byte[] envelope = signers.sign(anna, inner, "SHA256withECDSA", true);
    byte[] raw = Mails.utf8(opaque("anna@client.example", envelope));
    ParsedMessage mail = parse(raw);
    assertThat(mail.signature().orElseThrow().reason()).isEqualTo(Reason.TRUSTED);
    assertThat(mail.text()).isEqualTo("Платите.");
    assertThat(mail.attachments()).extracting(Attachment::name).containsExactly("p.png");
    assertThat(new String(Contents.of(raw, 0), ISO_8859_1)).isEqualTo("png");
    assertThat(mail.headers().first("From")).contains("anna@client.example");
  }

  @Test
  void a_text_changed_on_the_way_makes_the_signature_invalid() throws Exception {
    String changed = CONTENT.replace("Платите", "Не платите");
    Signature signature =
        parse(Mails.utf8(detached("anna@client.example", changed, sign(anna, false))))
            .signature()
            .orElseThrow();
    assertThat(signature.reason()).isEqualTo(Reason.ALTERED);
    assertThat(signature.state()).isEqualTo(State.INVALID);
    assertThat(signature.signer()).isEqualTo("Anna Petrova");
  }

  @Test
  void a_text_put_before_the_signed_one_is_not_signed() throws Exception {
    String signed = detached("anna@client.example", CONTENT, sign(anna, false));
    String added =
        signed.replace(
            "--s\nContent-Type: text/plain", "--s\n\nPay me!\n--s\nContent-Type: text/plain");
    assertThat(parse(Mails.utf8(added)).signature().orElseThrow().state())
        .isNotEqualTo(State.VALID);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "boss@client.example",
        "anna@client.example, boss@client.example",
        "\"anna@client.example\" <boss@evil.example>"
      })
  void somebody_elses_signature_is_invalid(String from) throws Exception {
    assertThat(reason(detached(from, CONTENT, sign(anna, false)))).isEqualTo(Reason.OTHER_SENDER);
    assertThat(reason(opaque(from, sign(anna, true)))).isEqualTo(Reason.OTHER_SENDER);
  }

  @Test
  void without_a_trusted_authority_nothing_is_known() throws Exception {
    Signers others = new Signers();
    Signers.Person forged = others.person("Anna Petrova", "anna@client.example");
    byte[] signature = others.sign(forged, CONTENT, "SHA256withECDSA", false);
    assertThat(reason(detached("anna@client.example", CONTENT, signature)))
        .isEqualTo(Reason.UNTRUSTED);
    assertThat(
            Mails.parse(detached("anna@client.example", CONTENT, sign(anna, false)))
                .signature()
                .orElseThrow()
                .reason())
        .as("by the authorities of the platform")
        .isEqualTo(Reason.UNTRUSTED);
  }

  @Test
  void a_certificate_that_had_ended_or_is_for_something_else_proves_nothing() throws Exception {
    Signers.Person late =
        signers.person("Anna", "anna@client.example", KeyPurposeId.id_kp_emailProtection, -100, -1);
    assertThat(reason(detached("anna@client.example", CONTENT, sign(late, false))))
        .isEqualTo(Reason.UNTRUSTED);
    Signers.Person server =
        signers.person("Anna", "anna@client.example", KeyPurposeId.id_kp_serverAuth, -100, 100);
    assertThat(reason(detached("anna@client.example", CONTENT, sign(server, false))))
        .isEqualTo(Reason.UNTRUSTED);
  }

  @Test
  void a_digest_that_can_be_forged_proves_nothing() throws Exception {
    byte[] weak = signers.sign(anna, CONTENT, "SHA1withECDSA", false);
    assertThat(reason(detached("anna@client.example", CONTENT, weak))).isEqualTo(Reason.WEAK);
  }

  @Test
  void a_signature_over_a_part_says_nothing_of_the_whole() throws Exception {
    String inner = detached("x", CONTENT, sign(anna, false));
    String list =
        head("anna@client.example")
            + "Content-Type: multipart/mixed; boundary=m\n\n--m\n"
            + inner.substring(inner.indexOf("Content-Type"))
            + "\n--m\n\nlist footer\n--m--\n";
    assertThat(reason(list)).isEqualTo(Reason.PARTIAL);
  }

  @Test
  void a_damaged_signature_is_unknown_and_the_mail_is_read() throws Exception {
    for (byte[] damaged : new byte[][] {{}, {0x30}, new byte[300_000], {0x30, -128, 0x30, -128}}) {
      ParsedMessage mail = parse(Mails.utf8(detached("anna@client.example", CONTENT, damaged)));
      assertThat(mail.signature().orElseThrow().reason()).isEqualTo(Reason.UNREADABLE);
      assertThat(mail.text()).isEqualTo("Платите.\n");
    }
  }

  @Test
  void an_encrypted_mail_stays_an_attachment_and_says_so() {
    ParsedMessage mail = parse(Mails.utf8(opaque("anna@client.example", new byte[] {0x30, 0, 1})));
    assertThat(mail.signature()).isEmpty();
    assertThat(mail.attachments()).extracting(Attachment::name).containsExactly("smime.p7m");
    assertThat(mail.problems()).contains(Remark.of(Remark.Kind.ENVELOPE_CLOSED));
  }

  @Test
  void openpgp_is_of_another_kind() {
    String mail =
        detached("anna@client.example", CONTENT, new byte[] {1})
            .replace("pkcs7-signature", "pgp-signature");
    assertThat(reason(mail)).isEqualTo(Reason.OTHER_KIND);
  }

  @Test
  void every_single_byte_that_changes_makes_it_not_valid() throws Exception {
    String mail = detached("anna@client.example", CONTENT, sign(anna, false));
    byte[] raw = Mails.utf8(mail);
    int from = new String(raw, ISO_8859_1).indexOf("--s\r\nContent-Type: text/plain") + 5;
    int to = new String(raw, ISO_8859_1).indexOf("\r\n--s\r\nContent-Type: application");
    for (int i = from; i < to; i++) {
      byte[] changed = raw.clone();
      changed[i] ^= 1;
      assertThat(parse(changed).signature().map(Signature::state))
          .as("byte " + (i - from))
          .isNotEqualTo(java.util.Optional.of(State.VALID));
    }
  }
}
