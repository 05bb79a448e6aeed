package org.otklik.intake.packed;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.poi.hmef.HMEFMessage;
import org.apache.poi.hmef.attribute.TNEFProperty;

/**
 * The attributes of a TNEF stream (MS-OXTNEF section 2.1.3) that are worth reading. POI makes an
 * object of every attribute and property and unpacks compressed text wherever it stands, without
 * any limit on all of them together: some megabytes could become hundreds. So it is given only what
 * counts, up to a limit.
 */
final class TnefParts {
  private static final int HEADER = 6;

  /** Level, id, type and length before the data; a checksum after it. */
  private static final int HEAD = 9;

  private static final int CHECKSUM = 2;

  /** Properties together: POI holds several times as much, and nine times that of their RTF. */
  private static final int MOST_PROPERTIES = 1 << 20;

  private static final int LONGEST_TITLE = 4 * 1024;
  private static final int MOST_ATTRIBUTES = 5_000;

  private final byte[] tnef;
  private final List<Range> ranges = new ArrayList<>();
  private int properties;
  private boolean whole = true;

  private record Range(int from, int length, boolean properties) {}

  private TnefParts(byte[] tnef) {
    this.tnef = tnef;
  }

  static TnefParts of(byte[] tnef) {
    TnefParts parts = new TnefParts(tnef);
    parts.collect();
    return parts;
  }

  /** Whether nothing that would be worth reading was left out. */
  boolean isWhole() {
    return whole;
  }

  /** What POI is to read; without properties when those can't be read. */
  InputStream stream(boolean withProperties) {
    List<InputStream> streams = new ArrayList<>();
    streams.add(new ByteArrayInputStream(tnef, 0, Math.min(HEADER, tnef.length)));
    for (Range range : ranges) {
      if (withProperties || !range.properties()) {
        streams.add(new ByteArrayInputStream(tnef, range.from(), range.length()));
      }
    }
    return new SequenceInputStream(Collections.enumeration(streams));
  }

  static boolean isTnef(byte[] bytes) {
    return bytes.length > HEADER
        && ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt()
            == HMEFMessage.HEADER_SIGNATURE;
  }

  private void collect() {
    ByteBuffer in = ByteBuffer.wrap(tnef).order(ByteOrder.LITTLE_ENDIAN);
    int at = HEADER;
    while (at + HEAD <= tnef.length) {
      int level = in.get(at);
      if (level == '\r' || level == '\n') {
        at++;
        continue;
      }
      int id = in.getShort(at + 1) & 0xffff;
      long length = in.getInt(at + 5) & 0xffffffffL;
      long end = at + HEAD + length + CHECKSUM;
      if ((level != TNEFProperty.LEVEL_MESSAGE && level != TNEFProperty.LEVEL_ATTACHMENT)
          || end > tnef.length
          || ranges.size() >= MOST_ATTRIBUTES) {
        whole = false; // cut off or damaged; what came before is read
        return;
      }
      keep(id, at, (int) length);
      at = (int) end;
    }
  }

  private void keep(int id, int at, int length) {
    boolean props = id == TNEFProperty.ID_MAPIPROPERTIES.id || id == TNEFProperty.ID_ATTACHMENT.id;
    if (props && length > MOST_PROPERTIES - properties) {
      whole = false;
      return;
    }
    properties += props ? length : 0;
    boolean counts =
        props
            || id == TNEFProperty.ID_ATTACHRENDERDATA.id
            || id == TNEFProperty.ID_ATTACHDATA.id
            || id == TNEFProperty.ID_OEMCODEPAGE.id
            || (id == TNEFProperty.ID_ATTACHTITLE.id && length <= LONGEST_TITLE);
    if (counts) {
      ranges.add(new Range(at, HEAD + length + CHECKSUM, props));
    }
  }
}
