package org.otklik.helpdesk.web;

import java.nio.charset.StandardCharsets;
import java.util.Set;

/**
 * Content-Disposition of a download (RFC 6266): an ASCII name for old programs and the true one as
 * RFC 8187 has it. Names come from strangers: nothing in one ends the header, leaves the folder or
 * turns the reading direction, which makes "exe.fdp" look like "pdf".
 */
final class Disposition {
  private static final int LONGEST = 150;
  private static final String UNRESERVED =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";

  /** Shown by every browser as what they are, never run. */
  private static final Set<String> HARMLESS =
      Set.of("image/png", "image/jpeg", "image/gif", "image/webp");

  private Disposition() {}

  static String attachment(String fileName) {
    String name = safe(fileName);
    return "attachment; filename=\""
        + name.replaceAll("[^\\x20-\\x7e]", "_").replaceAll("[\"%]", "_")
        + "\"; filename*=UTF-8''"
        + encoded(name);
  }

  /** What to declare a file as: what its sender says, if that is harmless, else mere bytes. */
  static String type(String declared) {
    return HARMLESS.contains(declared) ? declared : "application/octet-stream";
  }

  /** A name that people can read safely. */
  static String safe(String fileName) {
    String name =
        fileName
            .replaceAll("[\\p{Cntrl}\\p{Cf}\\p{Zl}\\p{Zp}\\p{Cs}]", "")
            .replaceAll("[/\\\\:*?<>|]", "_")
            .strip()
            .replaceAll("^\\.+", "_");
    if (name.isEmpty()) {
      return "file";
    }
    return name.length() <= LONGEST ? name : name.substring(name.length() - LONGEST);
  }

  private static String encoded(String name) {
    var out = new StringBuilder();
    for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
      if (UNRESERVED.indexOf(b) >= 0) {
        out.append((char) b);
      } else {
        out.append('%').append(String.format("%02X", b));
      }
    }
    return out.toString();
  }
}
