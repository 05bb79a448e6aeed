package org.otklik.helpdesk.mail;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import java.time.Duration;

/**
 * How mail is screened, under {@code otklik.screening}; whom to trust about senders each mailbox
 * says for itself.
 *
 * @param perSenderPerHour messages that are let in from one sender within an hour, the rest is
 *     held; 0 for any number
 * @param replyAddresses whether letters about tickets ask for answers to a signed address of the
 *     ticket's own ({@code support+…@}): only where the mail server delivers such to the mailbox
 * @param dnsPatience how long the key of a signature is waited for
 */
@ConfigurationProperties("otklik.screening")
public record ScreeningConfiguration(
    @Bindable(defaultValue = "100") int perSenderPerHour,
    @Bindable(defaultValue = "false") boolean replyAddresses,
    @Bindable(defaultValue = "10s") Duration dnsPatience) {}
