package org.otklik.intake.message;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeUtility;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jsoup.Jsoup;

/** What a collected mail's JSON says that is to be read in it, in this program's terms. */
final class Expected {
  private final JsonNode mail;
  private final byte[] raw;

  Expected(JsonNode mail, byte[] raw) {
    this.mail = mail;
    this.raw = raw;
  }

  /** A file: name or "", and its bytes, or its text when the JSON has it decoded. */
  record File(String name, @SuppressWarnings("ArrayRecordComponent") byte[] bytes, boolean text) {}

  String subject() {
    String subject = "";
    for (JsonNode value : values(0, "subject")) {
      subject = value.path("Text").asText("");
    }
    return subject.replaceAll("\\s+", " ").strip();
  }

  /** "Name &lt;address&gt;" of every address in headers of this name; what is no address isn't. */
  List<String> addresses(String header) {
    List<String> all = new ArrayList<>();
    for (JsonNode value : values(0, header)) {
      JsonNode address = value.path("Address");
      address.path("List").forEach(mailbox -> add(mailbox, all));
      address
          .path("Group")
          .forEach(group -> group.path("addresses").forEach(mailbox -> add(mailbox, all)));
    }
    return all;
  }

  private static void add(JsonNode mailbox, List<String> all) {
    String address = mailbox.path("address").asText("");
    if (address.indexOf('@') > 0) {
      String name = mailbox.path("name").asText("").replaceAll("\\s+", " ").strip();
      all.add((name.equals("null") ? "" : name) + " <" + address + ">");
    }
  }

  /** The texts of which the body consists, of HTML its words, each with single spaces. */
  List<String> texts() {
    List<String> texts = new ArrayList<>();
    for (JsonNode id : mail.path("text_body")) {
      JsonNode body = part(id.asInt()).path("body");
      if (body.has("Text")) {
        texts.add(words(body.path("Text").asText()));
      } else if (body.has("Html")) {
        texts.add(words(shown(body.path("Html").asText())));
      }
    }
    return texts;
  }

  /** The words of an HTML, with what stands in the place of pictures. */
  private static String shown(String html) {
    var document = Jsoup.parse(html);
    for (var picture : document.select("img[alt]")) {
      if (!picture.attr("alt").endsWith(".png")) {
        picture.before(" " + picture.attr("alt") + " ");
      }
    }
    return document.body().text();
  }

  static String words(String text) {
    return text.replaceAll("[\\s\\u00a0]+", " ").strip();
  }

  /** Attachments in the order of the parts; pictures shown within the text are such here, too. */
  List<File> files() {
    Set<Integer> ids = new HashSet<>();
    mail.path("attachments").forEach(id -> ids.add(id.asInt()));
    for (String list : List.of("text_body", "html_body")) {
      for (JsonNode id : mail.path(list)) {
        if (part(id.asInt()).path("body").has("InlineBinary")) {
          ids.add(id.asInt());
        }
      }
    }
    List<File> files = new ArrayList<>();
    ids.stream().sorted().forEach(id -> files.add(file(id)));
    return files;
  }

  private File file(int id) {
    JsonNode body = part(id).path("body");
    String name = attribute(id, "content_disposition", "filename");
    name = name.isEmpty() ? attribute(id, "content_type", "name") : name;
    if (body.has("Text") || body.has("Html")) {
      String text = body.has("Text") ? body.path("Text").asText() : body.path("Html").asText();
      byte[] bytes = text.getBytes(UTF_8);
      return isUuencoded(id)
          ? new File(name, uudecoded(bytes), false)
          : new File(name, bytes, true);
    }
    JsonNode numbers = body.has("Binary") ? body.path("Binary") : body.path("InlineBinary");
    byte[] bytes = body.has("Message") ? message(id) : bytes(numbers);
    return new File(name, isUuencoded(id) ? uudecoded(bytes) : bytes, false);
  }

  /** The JSON leaves it encoded. */
  private boolean isUuencoded(int id) {
    return values(id, "content_transfer_encoding").stream()
        .anyMatch(value -> value.path("Text").asText().equals("x-uuencode"));
  }

  private static byte[] uudecoded(byte[] encoded) {
    try {
      String text = new String(encoded, ISO_8859_1).strip() + "\n";
      return MimeUtility.decode(new ByteArrayInputStream(text.getBytes(ISO_8859_1)), "x-uuencode")
          .readAllBytes();
    } catch (IOException | MessagingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] bytes(JsonNode numbers) {
    byte[] bytes = new byte[numbers.size()];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) numbers.get(i).asInt();
    }
    return bytes;
  }

  /** A message within the message has no bytes in the JSON, but its place. */
  private byte[] message(int id) {
    int from = part(id).path("offset_body").asInt();
    int to = part(id).path("offset_end").asInt();
    byte[] encoded = java.util.Arrays.copyOfRange(raw, from, to);
    for (JsonNode value : values(id, "content_transfer_encoding")) {
      if (value.path("Text").asText().toLowerCase(Locale.ROOT).equals("base64")) {
        return Base64.getMimeDecoder().decode(encoded);
      }
    }
    return encoded;
  }

  private String attribute(int id, String header, String name) {
    for (JsonNode value : values(id, header)) {
      for (JsonNode attribute : value.path("ContentType").path("attributes")) {
        if (attribute.path("name").asText().equals(name)) {
          return attribute.path("value").asText();
        }
      }
    }
    return "";
  }

  private List<JsonNode> values(int id, String header) {
    List<JsonNode> values = new ArrayList<>();
    for (JsonNode field : part(id).path("headers")) {
      if (field.path("name").asText().equals(header)) {
        values.add(field.path("value"));
      }
    }
    return values;
  }

  private JsonNode part(int id) {
    return mail.path("parts").path(id);
  }
}
