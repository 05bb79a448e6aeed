package org.otklik.telephony;

import java.time.Instant;
import java.util.Optional;

/**
 * A call that has come to the hotline.
 *
 * @param caller nothing when the number is withheld, or isn't one of the public network
 * @param entered when it came, UTC
 */
public record IncomingCall(CallKey key, Optional<PhoneNumber> caller, Instant entered) {}
