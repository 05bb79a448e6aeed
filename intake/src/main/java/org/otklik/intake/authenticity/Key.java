package org.otklik.intake.authenticity;

import java.security.PublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.james.jdkim.tagvalue.PublicKeyRecordImpl;
import org.jspecify.annotations.Nullable;

/** A key record that is held against the policy as well; why it isn't believed it leaves behind. */
final class Key extends PublicKeyRecordImpl {
  private final DkimPolicy policy;
  private final AtomicReference<@Nullable String> why;

  /**
   * Reads a record.
   *
   * @param why is set to the key of the words when the record isn't believed
   */
  Key(String record, DkimPolicy policy, AtomicReference<@Nullable String> why) {
    super(record);
    this.policy = policy;
    this.why = why;
  }

  /**
   * A domain that only tries DKIM out asks to be treated as if it didn't sign (RFC 6376 §3.6.1).
   */
  @Override
  public void validate() {
    super.validate();
    if (isTesting()) {
      why.set("dkim-testing");
      throw new IllegalStateException("the domain is only testing");
    }
  }

  @Override
  public PublicKey getPublicKey() {
    if (Ed25519.KIND.contentEquals(getValue("k"))) {
      return Ed25519.key(getValue("p").toString());
    }
    PublicKey key = super.getPublicKey();
    int bits = key instanceof RSAPublicKey rsa ? rsa.getModulus().bitLength() : 0;
    if (bits < policy.leastKeyBits() || bits > policy.mostKeyBits()) {
      why.set("dkim-weak");
      throw new IllegalStateException("a key of " + bits + " bits");
    }
    return key;
  }
}
