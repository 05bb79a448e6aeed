package org.otklik.telephony;

import java.time.Instant;
import java.util.Optional;

/**
 * A call that has come to the hotline.
 *
 * @param caller nothing when the number is withheld, or isn't one of the public network
 * @param shown what a telephone would show of the caller: for people, never to be trusted
 * @param entered when it came, by the PBX's clock to the second, UTC
 */
public record IncomingCall(
    CallKey key, Optional<PhoneNumber> caller, ShownCaller shown, Instant entered) {}
