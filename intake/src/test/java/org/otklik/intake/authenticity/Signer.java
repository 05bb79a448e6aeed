package org.otklik.intake.authenticity;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import org.apache.james.jdkim.DKIMSigner;
import org.apache.james.jdkim.api.SignatureRecord;
import org.apache.james.jdkim.tagvalue.SignatureRecordTemplate;

/** Signs mail in tests with a key of its own. */
public record Signer(KeyPair keys) {
  public static Signer of(int bits) {
    try {
      var generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(bits);
      return new Signer(generator.generateKeyPair());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What the DNS has to say of it, with more tags before it. */
  public String record(String tags) {
    return "v=DKIM1; k=rsa; "
        + tags
        + "p="
        + Base64.getEncoder().encodeToString(keys.getPublic().getEncoded());
  }

  /**
   * The mail with a signature on top.
   *
   * @param tags besides v, c, bh and b
   */
  public byte[] sign(String mail, String tags) {
    byte[] raw = crlf(mail).getBytes(StandardCharsets.UTF_8);
    try {
      String signature =
          new Unquestioning(
                  "v=1; c=relaxed/relaxed; h=From:To:Subject:Date; " + tags + " bh=; b=;", keys)
              .sign(new ByteArrayInputStream(raw));
      return crlf(signature + "\n" + mail).getBytes(StandardCharsets.UTF_8);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  static String crlf(String text) {
    return text.replace("\r\n", "\n").replace("\n", "\r\n");
  }

  /** Signs whatever it is told to, also what has expired by now. */
  private static final class Unquestioning extends DKIMSigner {
    Unquestioning(String template, KeyPair keys) {
      super(template, keys.getPrivate());
    }

    @Override
    public SignatureRecord newSignatureRecordTemplate(String record) {
      return new SignatureRecordTemplate(record) {
        @Override
        public void validate() {}
      };
    }
  }
}
