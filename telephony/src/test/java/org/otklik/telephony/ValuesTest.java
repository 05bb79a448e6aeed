package org.otklik.telephony;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.lang.reflect.Modifier;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.otklik.telephony.asterisk.Actions;
import org.otklik.telephony.asterisk.Pbx;

class ValuesTest {
  private static final List<Value> VALUES =
      List.of(
          new Value("PhoneNumber", "+74951234567", PhoneNumber::new),
          new Value("PbxId", "office-1", PbxId::new),
          new Value("Linkedid", "pbx-1795178202.42", Linkedid::new),
          new Value("Extension", "203", Extension::new),
          new Value("Recording", "1795178202.42.wav", Recording::new),
          new Value("CallBackId", "0192f3c4-17", CallBackId::new),
          new Value("PauseReason", "обед", PauseReason::new),
          new Value("user", "otklik", user -> new Pbx.Login(user, "secret")),
          new Value("secret", "s3cret", secret -> new Pbx.Login("otklik", secret)),
          new Value("Queue", "hotline", Pbx.Queue::new));

  /** A kind of value, and one that is well-formed. */
  record Value(String name, String good, Function<String, Object> make) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Value> values() {
    return VALUES.stream();
  }

  @ParameterizedTest
  @MethodSource("values")
  void a_well_formed_value_is_taken(Value value) {
    assertThat(value.make().apply(value.good())).isNotNull();
  }

  /**
   * Asterisk-Java writes values as they are, and an action that was written into one was executed.
   * Nor any other control character, or what Unicode takes for a line's end, anywhere in a value.
   */
  @ParameterizedTest
  @MethodSource("values")
  void no_control_character_gets_into_a_command_by_way_of_a_value(Value value) {
    Stream.concat(
            IntStream.rangeClosed(0, Character.MAX_VALUE)
                .filter(c -> Character.isISOControl(c) || c == 0x2028 || c == 0x2029)
                .mapToObj(Character::toString),
            Stream.of("\r\n"))
        .forEach(end -> {
          int middle = value.good().length() / 2;
          refused(value, end);
          refused(value, end + value.good());
          refused(value, value.good() + end);
          refused(value, value.good().substring(0, middle) + end + value.good().substring(middle));
          refused(value, value.good() + end + "Action: Command");
        });
  }

  /** So that a value without a form of its own can't come to be sent. */
  @Test
  void a_command_is_made_of_values_that_are_tried_here_alone() {
    Set<String> tried = VALUES.stream().map(Value::name).collect(Collectors.toSet());
    assertThat(Actions.class.getDeclaredMethods())
        .filteredOn(method -> Modifier.isPublic(method.getModifiers()))
        .isNotEmpty()
        .allSatisfy(method ->
            assertThat(method.getParameterTypes())
                .extracting(Class::getSimpleName)
                .allMatch(tried::contains));
  }

  @ParameterizedTest
  @MethodSource("values")
  void nothing_and_spaces_and_what_is_endless_are_refused(Value value) {
    refused(value, "");
    refused(value, " " + value.good());
    refused(value, value.good() + " ");
    refused(value, value.good() + "1".repeat(300));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"84951234567", "+0495123456", "+1234567890123456", "+7495123456٧", "+7 495"})
  void a_phone_number_is_in_international_form(String other) {
    assertThatIllegalArgumentException().isThrownBy(() -> new PhoneNumber(other));
  }

  @ParameterizedTest
  @ValueSource(strings = {"../etc/passwd", "a/b.wav", "..", ".hidden", "a\\b"})
  void a_recording_cannot_lead_out_of_its_folder(String other) {
    assertThatIllegalArgumentException().isThrownBy(() -> new Recording(other));
  }

  @Test
  void a_call_cannot_end_before_it_came() {
    var came = Instant.parse("2026-11-20T09:00:00Z");
    var key = new CallKey(new PbxId("office-1"), new Linkedid("1795178202.42"));
    var incoming = new IncomingCall(key, Optional.empty(), new ShownCaller("", ""), came);
    var abandoned = new CallOutcome.Abandoned();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Call(incoming, came.minusSeconds(1), abandoned));
    assertThat(new Call(incoming, came, abandoned).key()).isEqualTo(key);
  }

  @Test
  void what_a_caller_states_is_shown_without_what_could_deceive_a_reader() {
    var shown = new ShownCaller("Иван\r\nAction: x\u202E\u0000", "7".repeat(200));
    assertThat(shown.name()).isEqualTo("Иван Action: x");
    assertThat(shown.number()).hasSize(60);
  }

  private static void refused(Value value, String other) {
    assertThatIllegalArgumentException()
        .as("%s of %s", value, other)
        .isThrownBy(() -> value.make().apply(other));
  }
}
