package org.otklik.helpdesk.mailbox;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.KDF;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.HKDFParameterSpec;

/** Seals secrets for the database (AES-GCM), with a key made of something that isn't kept there. */
final class Seal {
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;
  private static final SecureRandom RANDOM = new SecureRandom();

  private final SecretKey key;

  /**
   * @param material what the key is made of; hard to guess
   * @param purpose keys of different purposes have nothing to do with each other
   */
  Seal(String material, String purpose) {
    try {
      var parameters =
          HKDFParameterSpec.ofExtract()
              .addIKM(material.getBytes(StandardCharsets.UTF_8))
              .thenExpand(purpose.getBytes(StandardCharsets.US_ASCII), 32);
      this.key = KDF.getInstance("HKDF-SHA256").deriveKey("AES", parameters);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has HKDF", e);
    }
  }

  /**
   * Seals.
   *
   * @param about what it belongs to: beside anything else it can't be opened
   */
  String seal(String secret, String about) {
    try {
      var nonce = new byte[NONCE_BYTES];
      RANDOM.nextBytes(nonce);
      var encoder = Base64.getEncoder();
      return encoder.encodeToString(nonce)
          + ":"
          + encoder.encodeToString(
              cipher(Cipher.ENCRYPT_MODE, nonce, about)
                  .doFinal(secret.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has AES-GCM", e);
    }
  }

  /** Nothing when it was sealed with another key, or belongs to something else. */
  Optional<String> open(String sealed, String about) {
    try {
      var parts = sealed.split(":", 2);
      var decoder = Base64.getDecoder();
      var cipher = cipher(Cipher.DECRYPT_MODE, decoder.decode(parts[0]), about);
      return Optional.of(
          new String(cipher.doFinal(decoder.decode(parts[1])), StandardCharsets.UTF_8));
    } catch (GeneralSecurityException | RuntimeException e) {
      return Optional.empty();
    }
  }

  private Cipher cipher(int mode, byte[] nonce, String about) throws GeneralSecurityException {
    var cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
    cipher.updateAAD(about.getBytes(StandardCharsets.UTF_8));
    return cipher;
  }
}
