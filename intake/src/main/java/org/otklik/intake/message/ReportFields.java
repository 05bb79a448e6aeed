package org.otklik.intake.message;

import java.util.Optional;

/** Header fields within the text of a report. */
final class ReportFields {
  private ReportFields() {}

  /** The first field of this lower-case name, unfolded. */
  static Optional<String> field(String block, String name) {
    StringBuilder value = null;
    for (String line : block.lines().toList()) {
      if (value != null) {
        if (!line.startsWith(" ") && !line.startsWith("\t")) {
          break;
        }
        value.append(line);
      } else if (line.regionMatches(true, 0, name, 0, name.length())
          && line.startsWith(":", name.length())) {
        value = new StringBuilder(line.substring(name.length() + 1));
      }
    }
    return Optional.ofNullable(value).map(found -> found.toString().strip());
  }
}
