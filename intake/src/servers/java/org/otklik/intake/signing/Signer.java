package org.otklik.intake.signing;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;

/**
 * Signs mail in tests with a key of its own (RFC 6376), relaxed in header and body. Unlike a real
 * signer it signs whatever it is told to, also what has expired by now.
 */
public record Signer(KeyPair keys) {
  private static final List<String> SIGNED = List.of("from", "to", "subject", "date");

  public static Signer of(int bits) {
    try {
      var generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(bits);
      return new Signer(generator.generateKeyPair());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What the DNS has to say of it, with more tags before the key. */
  public String record(String tags) {
    return "v=DKIM1; k=rsa; "
        + tags
        + "p="
        + Base64.getEncoder().encodeToString(keys.getPublic().getEncoded());
  }

  /**
   * The mail with a signature on top.
   *
   * @param tags such as {@code a=rsa-sha256; d=romashka.example; s=key;}; {@code l=} is obeyed
   */
  public byte[] sign(String mail, String tags) {
    String hash = tags.contains("rsa-sha1;") ? "SHA1" : "SHA256";
    String whole = crlf(mail);
    int end = whole.indexOf("\r\n\r\n");
    List<String> fields = fields(whole.substring(0, end));
    String unsigned =
        "DKIM-Signature: v=1; c=relaxed/relaxed; h=%s; %s bh=%s; b="
            .formatted(
                String.join(":", SIGNED), tags, bodyHash(whole.substring(end + 4), tags, hash));
    var signed = new StringBuilder();
    for (String name : SIGNED) {
      fields.stream()
          .map(Signer::relaxed)
          .filter(field -> field.startsWith(name + ":"))
          .findFirst()
          .ifPresent(field -> signed.append(field).append("\r\n"));
    }
    signed.append(relaxed(unsigned));
    String signature = unsigned + signature(signed.toString(), hash);
    return (signature + "\r\n" + whole).getBytes(StandardCharsets.UTF_8);
  }

  /** With a mail's line ends. */
  public static String crlf(String text) {
    return text.replace("\r\n", "\n").replace("\n", "\r\n");
  }

  private static List<String> fields(String header) {
    var fields = new ArrayList<String>();
    for (String line : header.split("\r\n", -1)) {
      boolean folded = line.startsWith(" ") || line.startsWith("\t");
      if (folded && !fields.isEmpty()) {
        fields.set(fields.size() - 1, fields.getLast() + line);
      } else {
        fields.add(line);
      }
    }
    return fields;
  }

  private static String relaxed(String field) {
    int colon = field.indexOf(':');
    return field.substring(0, colon).strip().toLowerCase(Locale.ROOT)
        + ":"
        + field.substring(colon + 1).replaceAll("[ \t]+", " ").strip();
  }

  private static String bodyHash(String body, String tags, String hash) {
    String relaxed =
        body.replaceAll("[ \t]+", " ").replaceAll(" \r\n", "\r\n").replaceAll("(\r\n)+$", "")
            + "\r\n";
    byte[] bytes = relaxed.getBytes(StandardCharsets.UTF_8);
    int length = bytes.length;
    int limit = tags.indexOf(" l=");
    if (limit >= 0) {
      length = Integer.parseInt(tags.substring(limit + 3, tags.indexOf(';', limit)));
    }
    try {
      var digest = MessageDigest.getInstance(hash.replace("SHA", "SHA-"));
      digest.update(bytes, 0, length);
      return Base64.getEncoder().encodeToString(digest.digest());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private String signature(String text, String hash) {
    try {
      var signature = Signature.getInstance(hash + "withRSA");
      signature.initSign(keys.getPrivate());
      signature.update(text.getBytes(StandardCharsets.UTF_8));
      return Base64.getEncoder().encodeToString(signature.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
