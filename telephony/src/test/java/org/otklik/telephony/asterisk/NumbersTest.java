package org.otklik.telephony.asterisk;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.otklik.telephony.Extension;
import org.otklik.telephony.PhoneNumber;

class NumbersTest {
  private static final CallerNumbers RUSSIA = new CallerNumbers("RU");

  /** Zammad #4872: a slash in a number. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "84951234567",
        "74951234567",
        "+74951234567",
        "4951234567",
        "+7 (495) 123-45-67",
        "+7 495/1234567"
      })
  void a_number_is_one_and_the_same_however_a_trunk_writes_it(String written) {
    assertThat(RUSSIA.read(written)).contains(new PhoneNumber("+74951234567"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "anonymous", "Unavailable", "201", "0", "+", "asterisk", "sip:x@y"})
  void what_is_withheld_or_internal_is_no_number(String written) {
    assertThat(RUSSIA.read(written)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "PJSIP/201, 201",
    "PJSIP/201-0000002a, 201",
    "SIP/201-0000002a, 201",
    "Local/201@from-queue/n, 201",
    "Local/201@from-queue-0000002a;1, 201",
  })
  void an_operator_is_known_by_channel_and_by_membership(String channel, String extension) {
    assertThat(Phone.of(channel)).isEqualTo(Optional.of(new Extension(extension)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "PJSIP/anna-0000002a", "PJSIP/otklik-trunk-1", "DAHDI/1-1", "PJSIP/"})
  void a_channel_of_nobodys_extension_is_nobodys(String channel) {
    assertThat(Phone.of(channel)).isEmpty();
  }
}
