package org.otklik.helpdesk.hotline;

import io.micronaut.context.annotation.Value;
import io.micronaut.context.event.ApplicationEventListener;
import io.micronaut.runtime.server.event.ServerStartupEvent;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.TaskScheduler;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.otklik.helpdesk.Repeating;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has recordings taken over by the program that watches their PBX, and old ones erased. Should two
 * do so for a moment, a recording is kept once all the same: by its content. While a PBX's
 * recordings can't be reached at all they wait, and that is told; nothing else waits for them.
 */
@Singleton
class RecordingRun implements ApplicationEventListener<ServerStartupEvent> {
  private static final Logger LOG = LoggerFactory.getLogger(RecordingRun.class);
  private static final Duration ERASE_EVERY = Duration.ofHours(1);

  /** Whether recordings can be reached at all is looked at every so many times. */
  private static final int TIMES_A_LOOK = 6;

  private final Switchroom switchroom;
  private final PbxRuns runs;
  private final PbxSettings settings;
  private final Recordings recordings;
  private final TaskScheduler scheduler;
  private final Duration every;

  /** By PBX, why its recordings can't be fetched; "" where they can. */
  private final Map<String, String> away = new ConcurrentHashMap<>();

  RecordingRun(
      Switchroom switchroom,
      PbxRuns runs,
      PbxSettings settings,
      Recordings recordings,
      @Named(TaskExecutors.SCHEDULED) TaskScheduler scheduler,
      @Value("${otklik.hotline.recordings-every:5s}") Duration every) {
    this.switchroom = switchroom;
    this.runs = runs;
    this.settings = settings;
    this.recordings = recordings;
    this.scheduler = scheduler;
    this.every = every;
  }

  @Override
  public void onApplicationEvent(ServerStartupEvent started) {
    if (settings.pbxes().stream().anyMatch(pbx -> pbx.recordings().isPresent())) {
      Repeating.begin(scheduler, Duration.ZERO, every.multipliedBy(TIMES_A_LOOK), this::look);
      Repeating.begin(scheduler, every, every, this::takeOver);
    }
    Repeating.begin(scheduler, ERASE_EVERY, ERASE_EVERY, this::erase);
  }

  private void look() {
    for (WatchedPbx pbx : settings.pbxes()) {
      pbx.recordings().ifPresent(source -> look(pbx, source));
    }
  }

  private void look(WatchedPbx pbx, RecordingSource source) {
    try {
      if (!switchroom.isWatchedHere(pbx)) {
        away.remove(pbx.name());
        return;
      }
      String why = reached(source);
      if (!why.equals(away.put(pbx.name(), why))) {
        runs.recordings(pbx, why);
        if (!why.isEmpty()) {
          LOG.warn("PBX {}: its recordings can't be fetched: {}", pbx.name(), why);
        }
      }
    } catch (RuntimeException e) {
      away.remove(pbx.name());
      LOG.debug("PBX {}: how its recordings are is told later: {}", pbx.name(), e.toString());
    }
  }

  private static String reached(RecordingSource source) {
    try {
      source.reach();
      return "";
    } catch (IOException e) {
      return RecordingSource.why(e);
    }
  }

  private void takeOver() {
    for (WatchedPbx pbx : settings.pbxes()) {
      try {
        if (switchroom.isWatchedHere(pbx) && away.getOrDefault(pbx.name(), "").isEmpty()) {
          pbx.recordings().ifPresent(source -> recordings.takeOver(pbx.name(), source));
        }
      } catch (RuntimeException e) {
        LOG.warn("PBX {}: its recordings wait: {}", pbx.name(), e.toString());
      }
    }
  }

  private void erase() {
    try {
      while (recordings.erase() > 0) {
        // Until nothing is left that is old enough.
      }
    } catch (RuntimeException e) {
      LOG.warn("Old recordings are erased later: {}", e.toString());
    }
  }

  @PreDestroy
  void close() {
    settings.pbxes().forEach(pbx -> pbx.recordings().ifPresent(RecordingSource::close));
  }
}
