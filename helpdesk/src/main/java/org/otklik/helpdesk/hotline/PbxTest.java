package org.otklik.helpdesk.hotline;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.otklik.helpdesk.words.Words;
import org.otklik.telephony.asterisk.PbxCheck;

/** What a try of a PBX has shown. */
public record PbxTest(List<Found> found) {
  private static final String RECORDINGS = "RECORDINGS";

  /**
   * One thing that was looked at.
   *
   * @param point what: a name that stays
   * @param kind what was found: a name that stays
   */
  public record Found(String point, String kind, boolean fine, List<String> details) {
    /** In the reader's words. */
    public String say(Words words) {
      Object[] values = details.toArray();
      return kind.equals(PbxCheck.Kind.NOT_LET_IN.name())
          ? words.say("pbx.fault." + dashed(details.getFirst()))
          : words.say("pbx.found." + dashed(kind), values);
    }
  }

  static PbxTest of(List<PbxCheck.Finding> findings, Optional<RecordingSource> recordings) {
    Stream<Found> pbx =
        findings.stream()
            .map(
                one -> new Found(one.point().name(), one.kind().name(), one.fine(), one.details()));
    return new PbxTest(Stream.concat(pbx, recordings.stream().map(PbxTest::recordings)).toList());
  }

  private static Found recordings(RecordingSource source) {
    try {
      source.reach();
      return new Found(RECORDINGS, RECORDINGS, true, List.of());
    } catch (IOException e) {
      return new Found(RECORDINGS, RECORDINGS + "_AWAY", false, List.of(RecordingSource.why(e)));
    }
  }

  /** Whether the hotline can work with it. */
  public boolean works() {
    return found.stream().allMatch(Found::fine);
  }

  private static String dashed(String constant) {
    return constant.toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
