package org.otklik.intake.authenticity;

import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Security;
import java.security.Signature;
import java.security.SignatureException;
import java.security.SignatureSpi;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * DKIM's Ed25519 (RFC 8463): the hash of what is signed is signed as Ed25519 signs any text. The
 * platform has both parts, and jDKIM asks it for them under one name, which is added here.
 */
final class Ed25519 extends Provider {
  static final String KIND = "ed25519";

  /** A name that no other provider has, so that nobody else is concerned. */
  private static final String NAME = "SHA256withED25519";

  /** What precedes the 32 bytes of a key in the form that the platform reads (RFC 8410 §4). */
  private static final byte[] FORM = HexFormat.of().parseHex("302a300506032b6570032100");

  private static final long serialVersionUID = 1L;

  private Ed25519() {
    super("OtklikDkim", "1", "Ed25519 as DKIM uses it (RFC 8463)");
    putService(
        new Service(this, "Signature", NAME, Hashed.class.getName(), List.of(), Map.of()) {
          @Override
          public Object newInstance(Object parameter) {
            return new Hashed();
          }
        });
  }

  /** Has it known to the platform; once is enough. */
  static void add() {
    Security.addProvider(new Ed25519());
  }

  /**
   * A key as its record has it.
   *
   * @throws IllegalStateException when it is none, as jDKIM wants to be told
   */
  static PublicKey key(String base64) {
    try {
      byte[] raw = Base64.getMimeDecoder().decode(base64);
      byte[] whole = new byte[FORM.length + raw.length];
      System.arraycopy(FORM, 0, whole, 0, FORM.length);
      System.arraycopy(raw, 0, whole, FORM.length, raw.length);
      return KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(whole));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new IllegalStateException("no key of Ed25519", e);
    }
  }

  /** Verifies only. */
  private static final class Hashed extends SignatureSpi {
    private final MessageDigest hash;
    private final Signature plain;

    Hashed() {
      try {
        hash = MessageDigest.getInstance("SHA-256");
        plain = Signature.getInstance("Ed25519");
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException("every Java platform has SHA-256 and Ed25519", e);
      }
    }

    @Override
    protected void engineInitVerify(PublicKey key) throws InvalidKeyException {
      hash.reset();
      plain.initVerify(key);
    }

    @Override
    protected void engineUpdate(byte one) {
      hash.update(one);
    }

    @Override
    protected void engineUpdate(byte[] bytes, int offset, int length) {
      hash.update(bytes, offset, length);
    }

    @Override
    protected boolean engineVerify(byte[] signature) throws SignatureException {
      plain.update(hash.digest());
      return plain.verify(signature);
    }

    @Override
    protected void engineInitSign(PrivateKey key) throws InvalidKeyException {
      throw new InvalidKeyException("nothing is signed here");
    }

    @Override
    protected byte[] engineSign() {
      throw new UnsupportedOperationException("nothing is signed here");
    }

    @Override
    @Deprecated
    protected void engineSetParameter(String name, Object value) {
      throw new UnsupportedOperationException(name);
    }

    @Override
    @Deprecated
    protected Object engineGetParameter(String name) {
      throw new UnsupportedOperationException(name);
    }
  }
}
