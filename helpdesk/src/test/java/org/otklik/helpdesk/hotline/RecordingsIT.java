package org.otklik.helpdesk.hotline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.otklik.helpdesk.client.Language;
import org.otklik.helpdesk.running.RunningProgram;
import org.otklik.helpdesk.storage.ObjectStorage;
import org.otklik.helpdesk.words.Words;

/** How long recordings are kept, and what else has their bytes. */
class RecordingsIT {
  private static final Instant START = Instant.parse("2026-10-06T08:00:00Z");
  private static final String PBX = "office";
  private static final String FILE = "1795178202.42.wav";

  @TempDir private Path folder;

  @Test
  void a_recording_is_erased_in_time_and_the_same_file_in_an_answer_stays() throws Exception {
    byte[] wave = new byte[200];
    System.arraycopy("RIFF....WAVE".getBytes(StandardCharsets.US_ASCII), 0, wave, 0, 12);
    Files.write(folder.resolve(FILE), wave);
    Files.setLastModifiedTime(
        folder.resolve(FILE), FileTime.from(START.minus(Duration.ofMinutes(1))));
    try (var program = RunningProgram.demo().withClockAt(START).start()) {
      var recordings = program.get(Recordings.class);
      program.get(KeptRecording.Table.class).introduce(1, PBX, FILE, START);
      recordings.takeOver(PBX, new FolderRecordings(folder));
      var taken = recordings.find(PBX, FILE).orElseThrow();
      try (var heard = recordings.open(taken)) {
        assertThat(heard.readAllBytes()).isEqualTo(wave);
      }
      // As an operator's file does that goes along with an answer.
      var sent = program.get(ObjectStorage.class).put(new ByteArrayInputStream(wave));
      assertThat(sent.sha256()).isEqualTo(taken.sha256());

      program.clock().set(START.plus(Duration.ofDays(364)));
      assertThat(recordings.erase()).isZero();
      program.clock().set(START.plus(Duration.ofDays(366)));
      assertThat(recordings.erase()).isOne();
      assertThat(recordings.find(PBX, FILE)).isEmpty();
      assertThat(program.data().resolve(ObjectStorage.RECORDINGS))
          .isDirectoryNotContaining("glob:**/" + taken.sha256());
      try (var answer = program.get(ObjectStorage.class).open(sent.sha256())) {
        assertThat(answer.readAllBytes()).isEqualTo(wave);
      }
    }
  }

  /** A mount that isn't there yet, say: no reason for mail, or calls, to wait. */
  @Test
  void a_folder_that_is_missing_stops_no_start_and_is_told_until_it_is_there() throws Exception {
    Path mount = folder.resolve("mount");
    try (var program =
        RunningProgram.demo()
            .with("otklik.pbxes.office.host", "127.0.0.1")
            .with("otklik.pbxes.office.port", 1)
            .with("otklik.pbxes.office.security", "plain")
            .with("otklik.pbxes.office.secret", "secret")
            .with("otklik.pbxes.office.recordings", mount.toString())
            .with("otklik.hotline.recordings-every", "100ms")
            .start()) {
      var switchroom = program.get(Switchroom.class);
      await()
          .until(() ->
              switchroom
                  .report("office")
                  .flatMap(PbxReport::recordingsAway)
                  .equals(Optional.of("there is no folder " + mount)));
      var problem =
          switchroom.report("office").orElseThrow().recordingsProblem(Words.in(Language.RU));
      assertThat(problem.orElseThrow()).startsWith("Записи разговоров сейчас недоступны");
      assertThat(switchroom.test("office").orElseThrow().found())
          .extracting(PbxTest.Found::kind)
          .contains("RECORDINGS_AWAY");
      Files.createDirectory(mount);
      await().until(() -> switchroom.report("office").orElseThrow().recordingsAway().isEmpty());
    }
  }
}
