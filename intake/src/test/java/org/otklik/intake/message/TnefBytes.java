package org.otklik.intake.message;

import static java.nio.charset.StandardCharsets.UTF_16LE;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;

/** Writes winmail.dat for tests (MS-OXTNEF section 2.1.3). */
final class TnefBytes {
  static final int MESSAGE = 1;
  static final int ATTACHMENT = 2;

  static final int ATTACH_RENDERING = 0x0006_9002;
  static final int ATTACH_DATA = 0x0006_800F;
  static final int ATTACH_TITLE = 0x0001_8010;
  static final int ATTACH_PROPERTIES = 0x0006_9005;
  static final int CODE_PAGE = 0x0006_9007;
  static final int PROPERTIES = 0x0006_9003;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  TnefBytes() {
    out.writeBytes(number(0x223e9f78));
    out.writeBytes(new byte[] {1, 0});
  }

  byte[] bytes() {
    return out.toByteArray();
  }

  TnefBytes attribute(int level, int tag, byte[] data) {
    out.write(level);
    out.writeBytes(number(tag));
    out.writeBytes(number(data.length));
    out.writeBytes(data);
    int sum = 0;
    for (byte b : data) {
      sum += b & 0xff;
    }
    out.write(sum);
    out.write(sum >> 8);
    return this;
  }

  TnefBytes codePage(int page) {
    byte[] data = new byte[8];
    System.arraycopy(number(page), 0, data, 0, 4);
    return attribute(MESSAGE, CODE_PAGE, data);
  }

  TnefBytes file(byte[] title, byte[] content, byte[]... properties) {
    attribute(ATTACHMENT, ATTACH_RENDERING, new byte[14]);
    attribute(ATTACHMENT, ATTACH_TITLE, title);
    attribute(ATTACHMENT, ATTACH_DATA, content);
    return properties.length == 0
        ? this
        : attribute(ATTACHMENT, ATTACH_PROPERTIES, properties(properties));
  }

  static byte[] title(String name, Charset codePage) {
    return (name + "\0").getBytes(codePage);
  }

  static byte[] properties(byte[]... properties) {
    var all = new ByteArrayOutputStream();
    all.writeBytes(number(properties.length));
    for (byte[] property : properties) {
      all.writeBytes(property);
    }
    return all.toByteArray();
  }

  /** A property of variable length: PT_UNICODE 0x1f, PT_STRING8 0x1e, PT_BINARY 0x102. */
  static byte[] property(int id, int type, byte[] value) {
    var property = new ByteArrayOutputStream();
    property.writeBytes(number(id << 16 | type));
    property.writeBytes(number(1));
    property.writeBytes(number(value.length));
    property.writeBytes(value);
    property.writeBytes(new byte[(4 - value.length % 4) % 4]);
    return property.toByteArray();
  }

  static byte[] unicode(int id, String value) {
    return property(id, 0x1f, (value + "\0").getBytes(UTF_16LE));
  }

  static byte[] number(int number) {
    return ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(number).array();
  }
}
