package org.otklik.intake.authenticity;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.james.jdkim.tagvalue.SignatureRecordImpl;
import org.jspecify.annotations.Nullable;
import org.otklik.intake.message.MailAddress;

/**
 * A {@code DKIM-Signature} as it is written. Whether it has expired is asked of the instant at
 * which the message arrived: mail that waited for us through an outage is no worse for that.
 */
final class Signature extends SignatureRecordImpl {
  private static final Pattern NAME = Pattern.compile("[a-z0-9_-]+(\\.[a-z0-9_-]+)*");
  private static final int LONGEST_NAME = 253;
  private static final Set<String> STRONG = Set.of("rsa-sha256", Ed25519.KIND + "-sha256");

  private Signature(String value) {
    super(value);
  }

  /** Nothing when it isn't well formed. */
  static Optional<Signature> in(String field) {
    try {
      return Optional.of(new Signature(field.substring(field.indexOf(':') + 1)));
    } catch (RuntimeException malformed) { // jDKIM throws whatever its parts do
      return Optional.empty();
    }
  }

  /** The library would compare x= with the time at which it reads. */
  @Override
  @SuppressWarnings("NullAway") // the library's way to say that a tag isn't there
  protected CharSequence getValue(String key) {
    return key.equals("x") ? null : super.getValue(key);
  }

  /** The domain that vouches, in normal form. */
  String domain() {
    return MailAddress.of("x@" + getDToken()).domain();
  }

  /** Where its key stands in the DNS. */
  String keyName() {
    return (getSelector() + "._domainkey." + getDToken()).toLowerCase(Locale.ROOT);
  }

  /** The key of the words that say why it isn't believed, whatever its key says. */
  Optional<String> unfit(DkimPolicy policy, Instant arrived) {
    try {
      String algorithm = getHashKeyType() + "-" + getHashMethod();
      if (!STRONG.contains(algorithm) && !(policy.sha1() && algorithm.equals("rsa-sha1"))) {
        return Optional.of("dkim-weak");
      }
      if (getBodyHashLimit() != -1) {
        return Optional.of("dkim-partial"); // anybody could add text (RFC 6376 §8.2)
      }
      Long expires = seconds("x");
      if (expires != null && expires < arrived.getEpochSecond()) {
        return Optional.of("dkim-expired");
      }
      Long signed = seconds("t");
      if (signed != null && signed > arrived.plus(policy.clockSkew()).getEpochSecond()) {
        return Optional.of("dkim-future");
      }
      return NAME.matcher(keyName()).matches() && keyName().length() <= LONGEST_NAME
          ? Optional.empty()
          : Optional.of("dkim-broken");
    } catch (RuntimeException malformed) { // a number that is none
      return Optional.of("dkim-broken");
    }
  }

  private @Nullable Long seconds(String tag) {
    CharSequence written = super.getValue(tag);
    return written == null ? null : Long.valueOf(written.toString());
  }
}
