package org.otklik.helpdesk.hotline;

import io.micronaut.context.annotation.Value;
import io.micronaut.context.event.ApplicationEventListener;
import io.micronaut.runtime.server.event.ServerStartupEvent;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.TaskScheduler;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has recordings taken over by the program that watches their PBX, and old ones erased. Should two
 * do so for a moment, a recording is kept once all the same: by its content.
 */
@Singleton
class RecordingRun implements ApplicationEventListener<ServerStartupEvent> {
  private static final Logger LOG = LoggerFactory.getLogger(RecordingRun.class);
  private static final Duration ERASE_EVERY = Duration.ofHours(1);

  private final Switchroom switchroom;
  private final PbxSettings settings;
  private final Recordings recordings;
  private final TaskScheduler scheduler;
  private final Duration every;

  RecordingRun(
      Switchroom switchroom,
      PbxSettings settings,
      Recordings recordings,
      @Named(TaskExecutors.SCHEDULED) TaskScheduler scheduler,
      @Value("${otklik.hotline.recordings-every:5s}") Duration every) {
    this.switchroom = switchroom;
    this.settings = settings;
    this.recordings = recordings;
    this.scheduler = scheduler;
    this.every = every;
  }

  @Override
  public void onApplicationEvent(ServerStartupEvent started) {
    if (settings.pbxes().stream().anyMatch(pbx -> pbx.recordings().isPresent())) {
      var _ = scheduler.scheduleWithFixedDelay(every, every, this::takeOver);
    }
    var _ = scheduler.scheduleWithFixedDelay(ERASE_EVERY, ERASE_EVERY, this::erase);
  }

  private void takeOver() {
    for (WatchedPbx pbx : settings.pbxes()) {
      try {
        if (switchroom.isWatchedHere(pbx)) {
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
