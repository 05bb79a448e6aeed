package org.otklik.helpdesk.hotline;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Optional;
import org.otklik.helpdesk.call.CallRecord;
import org.otklik.helpdesk.client.Language;
import org.otklik.helpdesk.words.Words;

/** What a ticket says of the call that it came by, in the client's language and time. */
public record CallWords(Words words, ZoneId zone) {
  public static CallWords in(Language language, ZoneId zone) {
    return new CallWords(Words.in(language), zone);
  }

  /**
   * A ticket's subject.
   *
   * @param kind missed, voice, undocumented or answered
   */
  public String subject(CallRecord call, String kind) {
    return words.say("call.subject." + kind, number(call));
  }

  private String number(CallRecord call) {
    return Optional.ofNullable(call.caller()).orElseGet(() -> words.say("call.withheld"));
  }

  /** How the call went. */
  String text(CallRecord call, boolean undocumented) {
    String how = undocumented ? "undocumented" : how(call);
    String text =
        words.say(
            "call.text." + how,
            number(call),
            words.dateTime(call.enteredAt(), zone),
            zone.getId(),
            seconds(call));
    String recording = call.recording();
    return recording == null
        ? text
        : text
            + "\n"
            + words.say(call.voiceMessage() ? "call.text.voice" : "call.text.recording", recording);
  }

  private static String how(CallRecord call) {
    CallRecord.Outcome outcome = Optional.ofNullable(call.outcome()).orElseThrow();
    return outcome == CallRecord.Outcome.ANSWERED
        ? "left-waiting"
        : outcome.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static long seconds(CallRecord call) {
    Instant ended = Optional.ofNullable(call.endedAt()).orElse(call.enteredAt());
    return Duration.between(call.enteredAt(), ended).toSeconds();
  }
}
