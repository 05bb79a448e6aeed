package org.otklik.telephony.asterisk;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import java.util.Optional;
import org.otklik.telephony.PhoneNumber;

/**
 * Callers' numbers as trunks write them, made into E.164. What is withheld ({@code anonymous}), an
 * extension of the PBX, or no number of any public network is none. Thread-safe.
 *
 * @param region of numbers without a country code
 */
public record CallerNumbers(String region) {
  private static final PhoneNumberUtil NUMBERS = PhoneNumberUtil.getInstance();

  /** Whether numbers of a region are known: ISO 3166, two capital letters. */
  public static boolean isRegion(String region) {
    return NUMBERS.getSupportedRegions().contains(region);
  }

  /** A number as somebody wrote it; nothing when it is none. Never throws. */
  public Optional<PhoneNumber> read(String written) {
    try {
      var number = NUMBERS.parse(written, region);
      return NUMBERS.isValidNumber(number)
          ? Optional.of(new PhoneNumber(NUMBERS.format(number, PhoneNumberFormat.E164)))
          : Optional.empty();
    } catch (NumberParseException _) {
      return Optional.empty();
    }
  }
}
