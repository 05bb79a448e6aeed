package org.otklik.helpdesk;

import java.util.Optional;
import picocli.CommandLine.IVersionProvider;

/** The program's version, as its jar says. */
final class Version implements IVersionProvider {
  @Override
  public String[] getVersion() {
    return new String[] {
      "otklik "
          + Optional.ofNullable(Otklik.class.getPackage().getImplementationVersion())
              .orElse("development")
    };
  }
}
