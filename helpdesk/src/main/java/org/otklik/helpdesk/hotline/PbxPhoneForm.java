package org.otklik.helpdesk.hotline;

import jakarta.inject.Singleton;
import java.util.Optional;
import org.otklik.helpdesk.client.PhoneForm;
import org.otklik.telephony.Extension;
import org.otklik.telephony.PhoneNumber;
import org.otklik.telephony.asterisk.CallerNumbers;

/** Numbers as the PBX's callers have them. */
@Singleton
class PbxPhoneForm implements PhoneForm {
  private static final int LONGEST = 60;

  @Override
  public Optional<String> number(String written, String region) {
    return written.length() > LONGEST
        ? Optional.empty()
        : new CallerNumbers(region).read(written).map(PhoneNumber::e164);
  }

  @Override
  public boolean isRegion(String region) {
    return CallerNumbers.isRegion(region);
  }

  @Override
  public boolean isExtension(String written) {
    try {
      return !new Extension(written).digits().isEmpty();
    } catch (IllegalArgumentException _) {
      return false;
    }
  }
}
