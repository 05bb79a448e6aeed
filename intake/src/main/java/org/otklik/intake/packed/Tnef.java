package org.otklik.intake.packed;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.poi.hmef.Attachment;
import org.apache.poi.hmef.HMEFMessage;
import org.apache.poi.hmef.attribute.MAPIAttribute;
import org.apache.poi.hmef.attribute.TNEFAttribute;
import org.apache.poi.hmef.attribute.TNEFProperty;
import org.apache.poi.hsmf.datatypes.MAPIProperty;
import org.apache.poi.hsmf.datatypes.Types;
import org.jspecify.annotations.Nullable;

/**
 * What is in Outlook's {@code winmail.dat} (MS-OXTNEF). POI takes it apart; names are decoded here,
 * since POI reads them as Latin whatever code page they are in.
 *
 * @param text plain text of the message, "" when there is none
 * @param html its HTML, "" when there is none
 * @param rtf its RTF, unpacked; empty when there is none
 * @param whole false when something in it was damaged or too large and isn't here
 */
public record Tnef(
    String text,
    String html,
    @SuppressWarnings("ArrayRecordComponent") byte[] rtf,
    List<PackedFile> files,
    boolean whole) {

  /** A message in a message in a message is sent on, and nothing deeper. */
  private static final int DEEPEST = 4;

  /** An embedded message stands behind the identifier of its interface. */
  private static final int INTERFACE_ID = 16;

  private static final Charset LATIN = Charset.forName("windows-1252");

  public Tnef {
    files = List.copyOf(files);
  }

  /** Opens it; nothing when it is no TNEF or POI can't read it. */
  public static Optional<Tnef> open(byte[] tnef) {
    return open(tnef, 0);
  }

  private static Optional<Tnef> open(byte[] tnef, int depth) {
    if (!TnefParts.isTnef(tnef) || depth > DEEPEST) {
      return Optional.empty();
    }
    TnefParts parts = TnefParts.of(tnef);
    return read(parts.stream(true), parts.isWhole(), depth)
        .or(() -> read(parts.stream(false), false, depth));
  }

  private static Optional<Tnef> read(InputStream in, boolean whole, int depth) {
    try {
      return Optional.of(contents(new HMEFMessage(in), whole, depth));
    } catch (IOException | RuntimeException damaged) {
      return Optional.empty(); // POI throws what it likes for bad input
    }
  }

  private static Tnef contents(HMEFMessage message, boolean whole, int depth) {
    Charset codePage = codePage(message);
    List<PackedFile> files = new ArrayList<>();
    boolean all = whole;
    for (Attachment attachment : message.getAttachments()) {
      all &= add(attachment, codePage, depth, files);
    }
    MAPIAttribute rtf = message.getMessageMAPIAttribute(MAPIProperty.RTF_COMPRESSED);
    return new Tnef(
        string(message.getMessageMAPIAttribute(MAPIProperty.BODY), codePage),
        string(message.getMessageMAPIAttribute(MAPIProperty.BODY_HTML), codePage),
        rtf == null ? new byte[0] : rtf.getData(),
        files,
        all);
  }

  /** Adds a file, or those of an embedded message; false when its content is missing. */
  private static boolean add(
      Attachment attachment, Charset codePage, int depth, List<PackedFile> files) {
    String name = name(attachment, codePage);
    TNEFAttribute data = attachment.getAttribute(TNEFProperty.ID_ATTACHDATA);
    if (data != null) {
      String type = string(attachment.getMAPIAttribute(MAPIProperty.ATTACH_MIME_TAG), codePage);
      String id = string(attachment.getMAPIAttribute(MAPIProperty.ATTACH_CONTENT_ID), codePage);
      files.add(new PackedFile(name, type, id.isBlank() ? null : id, data.getData()));
      return true;
    }
    MAPIAttribute object = attachment.getMAPIAttribute(MAPIProperty.ATTACH_DATA);
    return object != null && addMessage(object.getData(), name, depth, files);
  }

  private static boolean addMessage(byte[] object, String name, int depth, List<PackedFile> files) {
    if (object.length <= INTERFACE_ID) {
      return false;
    }
    byte[] tnef = java.util.Arrays.copyOfRange(object, INTERFACE_ID, object.length);
    Optional<Tnef> inner = open(tnef, depth + 1);
    inner.ifPresent(message -> {
      String title = name.isEmpty() ? "message" : name;
      if (!message.html().isEmpty()) {
        files.add(file(title + ".html", "text/html", message.html()));
      } else if (!message.text().isEmpty()) {
        files.add(file(title + ".txt", "text/plain", message.text()));
      }
      files.addAll(message.files());
    });
    return inner.map(Tnef::whole).orElse(false);
  }

  private static PackedFile file(String name, String type, String text) {
    return new PackedFile(name, type, null, text.getBytes(StandardCharsets.UTF_8));
  }

  private static String name(Attachment attachment, Charset codePage) {
    String longName =
        string(attachment.getMAPIAttribute(MAPIProperty.ATTACH_LONG_FILENAME), codePage);
    if (!longName.isBlank()) {
      return longName;
    }
    TNEFAttribute title = attachment.getAttribute(TNEFProperty.ID_ATTACHTITLE);
    return title == null ? "" : upToNul(new String(title.getData(), codePage));
  }

  /** Text of a property; HTML comes as bytes in the code page. */
  private static String string(@Nullable MAPIAttribute attribute, Charset codePage) {
    if (attribute == null) {
      return "";
    }
    boolean unicode = attribute.getType() == Types.UNICODE_STRING.getId();
    Charset charset = unicode ? StandardCharsets.UTF_16LE : codePage;
    return upToNul(new String(attribute.getData(), charset));
  }

  private static String upToNul(String text) {
    int nul = text.indexOf('\0');
    return nul < 0 ? text : text.substring(0, nul);
  }

  private static Charset codePage(HMEFMessage message) {
    TNEFAttribute attribute = message.getMessageAttribute(TNEFProperty.ID_OEMCODEPAGE);
    if (attribute == null || attribute.getData().length < Integer.BYTES) {
      return LATIN;
    }
    int number = ByteBuffer.wrap(attribute.getData()).order(ByteOrder.LITTLE_ENDIAN).getInt();
    String name = number == 65001 ? "UTF-8" : number == 20866 ? "KOI8-R" : "Cp" + number;
    try {
      return Charset.forName(name);
    } catch (IllegalCharsetNameException | UnsupportedCharsetException unknown) {
      return LATIN;
    }
  }
}
