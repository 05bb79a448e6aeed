package org.otklik.helpdesk.hotline;

import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Secondary;
import jakarta.inject.Singleton;
import java.util.List;

/** Makes the hotline's parts from the configuration. */
@Factory
final class HotlineConfiguration {
  /** Unless somebody else, the demo, knows of another PBX. */
  @Singleton
  @Secondary
  PbxSettings settings(List<PbxConfiguration> pbxes) {
    return new PbxSettings(pbxes.stream().map(PbxConfiguration::pbx).toList());
  }
}
