package org.otklik.helpdesk.store;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.otklik.helpdesk.database.Database;

/**
 * What this program calls itself to the others on its database: the same after a restart on the
 * same data folder, of which a program has one for itself.
 */
@Singleton
class NodeName {
  private static final int LONGEST_HOST = 60;

  private final String name;

  NodeName(Database database) throws IOException {
    Path file = database.folder().resolve("node");
    if (!Files.exists(file)) {
      Files.writeString(file, host() + "-" + UUID.randomUUID().toString().substring(0, 8));
    }
    this.name = Files.readString(file).strip();
  }

  String name() {
    return name;
  }

  private static String host() {
    try {
      String host = InetAddress.getLocalHost().getHostName().replaceAll("[^A-Za-z0-9.-]", "");
      return host.length() <= LONGEST_HOST ? host : host.substring(0, LONGEST_HOST);
    } catch (UnknownHostException e) {
      return "otklik";
    }
  }
}
