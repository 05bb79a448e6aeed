package org.otklik.telephony.asterisk;

import java.util.Optional;
import java.util.regex.Pattern;
import org.otklik.telephony.Extension;

/** Whose telephone a channel or a queue's member is. */
final class Phone {
  /** {@code PJSIP/201}, {@code PJSIP/201-0000002a}, {@code Local/201@from-queue-0000002a;2}. */
  private static final Pattern FORM =
      Pattern.compile("(?:PJSIP|SIP|IAX2|Local)/([0-9]{1,15})(?:[@/;-].*)?");

  private Phone() {}

  static Optional<Extension> of(String channel) {
    var found = FORM.matcher(channel);
    return found.matches() ? Optional.of(new Extension(found.group(1))) : Optional.empty();
  }
}
