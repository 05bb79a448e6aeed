package org.otklik.helpdesk.mail;

import jakarta.inject.Singleton;
import org.otklik.helpdesk.client.AddressForm;
import org.otklik.intake.message.MailAddress;

/** Clients' addresses are kept in the form in which intake compares senders. */
@Singleton
final class IntakeAddressForm implements AddressForm {
  @Override
  public String address(String written) {
    return MailAddress.of(written).normalized();
  }

  @Override
  public String domain(String written) {
    return MailAddress.of("x@" + written).domain();
  }
}
