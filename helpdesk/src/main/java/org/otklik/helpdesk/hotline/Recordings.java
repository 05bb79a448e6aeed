package org.otklik.helpdesk.hotline;

import io.micronaut.context.annotation.Value;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.otklik.helpdesk.IdSource;
import org.otklik.helpdesk.hotline.KeptRecording.State;
import org.otklik.helpdesk.storage.ObjectStorage;
import org.otklik.helpdesk.storage.ObjectStorage.Stored;
import org.otklik.telephony.Recording;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes recordings and voice messages over from where a PBX leaves them, keeps them for a time, and
 * erases them then. The PBX's own files are its owner's matter. Thread-safe.
 */
@Singleton
public class Recordings {
  private static final Logger LOG = LoggerFactory.getLogger(Recordings.class);
  private static final int AT_ONCE = 20;

  /** The PBX writes the length into the header last of all. */
  private static final Duration SETTLED = Duration.ofSeconds(3);

  /** Calls that we hear of later than this are older than any ledger. */
  private static final Duration LOOKED_BACK = Duration.ofDays(14);

  private static final Duration FIRST_RETRY = Duration.ofSeconds(5);
  private static final Duration LAST_RETRY = Duration.ofMinutes(30);
  private static final int MOST_ATTEMPTS = 60;

  /** Of a WAV file (RIFF, Multimedia Programming Interface 1.0). */
  private static final int HEADER_BYTES = 44;

  private final KeptRecording.Table table;
  private final ObjectStorage storage;
  private final IdSource ids;
  private final InstantSource clock;
  private final long limitBytes;
  private final Duration kept;

  Recordings(
      KeptRecording.Table table,
      @Named(ObjectStorage.RECORDINGS) ObjectStorage storage,
      IdSource ids,
      InstantSource clock,
      @Value("${otklik.hotline.recording-limit-mb:200}") long limitMegabytes,
      @Value("${otklik.hotline.recordings-kept:365d}") Duration kept) {
    this.table = table;
    this.storage = storage;
    this.ids = ids;
    this.clock = clock;
    this.limitBytes = limitMegabytes << 20;
    this.kept = kept;
  }

  /** A recording that can be heard. */
  public record Playable(String sha256, long size) {}

  /** What was recorded of a call, once it was taken over. */
  public Optional<Playable> find(String pbx, String fileName) {
    return table
        .find(pbx, fileName)
        .filter(found -> found.state() == State.KEPT)
        .map(found ->
            new Playable(
                Optional.ofNullable(found.sha256()).orElseThrow(),
                Optional.ofNullable(found.size()).orElseThrow()));
  }

  public InputStream open(Playable recording) throws IOException {
    return storage.open(recording.sha256());
  }

  /** Takes over what a PBX has recorded since the last time. */
  void takeOver(String pbx, RecordingSource source) {
    Instant now = clock.instant();
    for (var named : table.unknown(pbx, now.minus(LOOKED_BACK), AT_ONCE)) {
      table.introduce(ids.next(), named.pbx(), named.fileName(), now);
    }
    for (KeptRecording due : table.due(pbx, now, AT_ONCE)) {
      takeOver(due, source, now);
    }
  }

  private void takeOver(KeptRecording due, RecordingSource source, Instant now) {
    try {
      boolean done =
          source
              .read(new Recording(due.fileName()), (file, bytes) -> taken(due, file, bytes, now))
              .orElse(false);
      if (!done) {
        later(due, now);
      }
    } catch (IOException | IllegalArgumentException e) {
      LOG.warn("PBX {}: recording {} waits: {}", due.pbx(), due.fileName(), e.toString());
      later(due, now);
    }
  }

  /** Whether it needs not be looked at again. */
  private boolean taken(KeptRecording due, RecordingSource.File file, InputStream raw, Instant now)
      throws IOException {
    if (file.changedAt().plus(SETTLED).isAfter(now)) {
      return false;
    }
    if (file.size() > limitBytes) {
      table.taken(due.id(), State.TOO_LARGE, null, file.size(), now);
      return true;
    }
    var bytes = new BufferedInputStream(raw);
    bytes.mark(HEADER_BYTES + 1);
    byte[] header = bytes.readNBytes(HEADER_BYTES + 1);
    bytes.reset();
    if (header.length <= HEADER_BYTES) {
      table.taken(due.id(), State.EMPTY, null, file.size(), now);
    } else if (!isWave(header)) {
      table.taken(due.id(), State.STRANGE, null, file.size(), now);
    } else {
      Stored stored = storage.put(new Bounded(bytes, limitBytes));
      table.taken(due.id(), State.KEPT, stored.sha256(), stored.size(), now);
    }
    return true;
  }

  private static boolean isWave(byte[] header) {
    return new String(header, 0, 4, StandardCharsets.US_ASCII).equals("RIFF")
        && new String(header, 8, 4, StandardCharsets.US_ASCII).equals("WAVE");
  }

  private void later(KeptRecording due, Instant now) {
    long pause =
        Math.min(LAST_RETRY.toSeconds(), FIRST_RETRY.toSeconds() << Math.min(due.attempts(), 16));
    table.notYet(
        due.id(),
        due.attempts() < MOST_ATTEMPTS ? State.AWAITED : State.MISSING,
        now.plusSeconds(pause));
  }

  /**
   * Erases what has been kept long enough.
   *
   * @return how many
   */
  int erase() {
    int count = 0;
    for (KeptRecording old : table.old(clock.instant().minus(kept), AT_ONCE)) {
      try {
        String sha256 = Optional.ofNullable(old.sha256()).orElseThrow();
        if (table.others(sha256, old.id()) == 0) {
          storage.remove(sha256);
        }
        table.erased(old.id());
        count++;
      } catch (IOException e) {
        LOG.warn("Recording {} can't be erased now: {}", old.fileName(), e.toString());
      }
    }
    return count;
  }
}
