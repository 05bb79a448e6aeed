package org.otklik.intake.message;

/** Whether bytes are UTF-8, without making text of them. */
final class Utf8 {
  private Utf8() {}

  /** Only whole sequences, and none that Unicode forbids (Unicode 16, table 3-7). */
  static boolean isValid(byte[] bytes, int length) {
    int i = 0;
    while (i < length) {
      int size = sequence(bytes, i, length);
      if (size == 0) {
        return false;
      }
      i += size;
    }
    return true;
  }

  /** How many bytes the character at this place has, 0 when it is none. */
  private static int sequence(byte[] bytes, int at, int length) {
    int first = bytes[at];
    if (first >= 0) {
      return 1;
    }
    int lead = first & 0xff;
    int size = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
    if (lead < 0xc2 || lead > 0xf4 || at + size > length) {
      return 0;
    }
    int second = bytes[at + 1] & 0xff;
    int lowest = lead == 0xe0 ? 0xa0 : lead == 0xf0 ? 0x90 : 0x80;
    int highest = lead == 0xed ? 0x9f : lead == 0xf4 ? 0x8f : 0xbf;
    if (second < lowest || second > highest) {
      return 0;
    }
    for (int i = 2; i < size; i++) {
      if ((bytes[at + i] & 0xc0) != 0x80) {
        return 0;
      }
    }
    return size;
  }

  /** A few broken sequences among more whole ones: damaged, yet no other charset. */
  static boolean isMostly(byte[] bytes, int length) {
    int whole = 0;
    int broken = 0;
    int i = 0;
    while (i < length) {
      int b = bytes[i++];
      if (b >= 0) {
        continue;
      }
      int more = b >= (byte) 0xf0 ? 3 : b >= (byte) 0xe0 ? 2 : b >= (byte) 0xc2 ? 1 : 0;
      int seen = 0;
      while (seen < more && i < length && (bytes[i] & 0xc0) == 0x80) {
        seen++;
        i++;
      }
      if (more > 0 && seen == more) {
        whole++;
      } else {
        broken++;
      }
    }
    return whole > broken;
  }
}
