package org.otklik.helpdesk.running;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** A raw mail to our support address, as a person's program would write it. */
public final class Letter {
  private final Map<String, String> headers = new LinkedHashMap<>();
  private String body = "Please help.";

  private Letter(String from) {
    headers.put("From", from);
    headers.put("To", People.SUPPORT);
    headers.put("Date", "Mon, 16 Nov 2026 10:00:00 +0300");
  }

  public static Letter from(String address) {
    return new Letter(address);
  }

  public Letter subject(String subject) {
    return header("Subject", subject);
  }

  /** With or without angle brackets. */
  public Letter messageId(String id) {
    return header("Message-ID", bracketed(id));
  }

  public Letter answering(String id) {
    return header("In-Reply-To", bracketed(id));
  }

  /** Replaces a header of that name. */
  public Letter header(String name, String value) {
    headers.put(name, value);
    return this;
  }

  public Letter body(String text) {
    body = text;
    return this;
  }

  /** Its bytes, in UTF-8, with a mail's line ends. */
  public byte[] raw() {
    var raw = new StringBuilder();
    headers.forEach((name, value) -> raw.append(name).append(": ").append(value).append('\n'));
    raw.append('\n').append(body).append('\n');
    return raw.toString().replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8);
  }

  private static String bracketed(String id) {
    return id.startsWith("<") ? id : "<" + id + ">";
  }
}
