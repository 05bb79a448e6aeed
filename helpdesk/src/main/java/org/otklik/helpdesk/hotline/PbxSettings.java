package org.otklik.helpdesk.hotline;

import java.util.List;
import java.util.Optional;

/** The PBXs that are configured. */
public record PbxSettings(List<WatchedPbx> pbxes) {
  public PbxSettings {
    pbxes = List.copyOf(pbxes);
  }

  Optional<WatchedPbx> find(String name) {
    return pbxes.stream().filter(pbx -> pbx.name().equals(name)).findFirst();
  }
}
