package org.otklik.helpdesk.command;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.otklik.intake.invitation.Invitation;
import org.otklik.intake.message.Attachment;
import org.otklik.intake.message.Bounce;
import org.otklik.intake.message.Headers;
import org.otklik.intake.message.MailAddress;
import org.otklik.intake.message.ParseResult;
import org.otklik.intake.message.ParsedMessage;
import org.otklik.intake.message.Remark;
import org.otklik.intake.signature.Signature;

/** Writes a parsed mail as one JSON object; the keys and their order are what scripts rely on. */
final class MessageJson {
  private final JsonGenerator json;

  MessageJson(JsonGenerator json) {
    this.json = json;
  }

  void write(ParseResult result) throws IOException {
    switch (result) {
      case ParseResult.Parsed(ParsedMessage message) -> message(message);
      case ParseResult.Unreadable(Remark reason) -> unreadable(reason.words());
    }
  }

  private void message(ParsedMessage mail) throws IOException {
    json.writeStartObject();
    json.writeStringField("subject", mail.subject());
    json.writeFieldName("from");
    address(mail.sender().orElse(null));
    addresses("to", mail.to());
    addresses("cc", mail.cc());
    text("date", mail.date() == null ? null : mail.date().toString());
    text("messageId", mail.messageId());
    texts("inReplyTo", mail.inReplyTo());
    texts("references", mail.references());
    json.writeStringField("text", mail.text());
    text("html", mail.html().isEmpty() ? null : mail.html());
    json.writeStringField("newText", mail.newText());
    json.writeStringField("quoted", mail.quoted());
    json.writeArrayFieldStart("attachments");
    for (Attachment attachment : mail.attachments()) {
      attachment(attachment);
    }
    json.writeEndArray();
    json.writeBooleanField("automatic", mail.automatic().automatic());
    bounce(mail.bounce());
    texts("problems", mail.problems().stream().map(Remark::words).toList());
    addresses("authors", mail.from());
    addresses("replyTo", mail.replyTo());
    text("automaticReason", mail.automatic().automatic() ? mail.automatic().why() : null);
    signature(mail.signature());
    invitation(mail.invitation());
    headers(mail.headers());
    json.writeEndObject();
  }

  /** The same object for a mail of which nothing but the reason is known. */
  void unreadable(String reason) throws IOException {
    json.writeStartObject();
    json.writeStringField("subject", "");
    json.writeNullField("from");
    addresses("to", List.of());
    addresses("cc", List.of());
    json.writeNullField("date");
    json.writeNullField("messageId");
    texts("inReplyTo", List.of());
    texts("references", List.of());
    json.writeStringField("text", "");
    json.writeNullField("html");
    json.writeStringField("newText", "");
    json.writeStringField("quoted", "");
    texts("attachments", List.of());
    json.writeBooleanField("automatic", false);
    json.writeNullField("bounce");
    texts("problems", List.of(reason));
    addresses("authors", List.of());
    addresses("replyTo", List.of());
    json.writeNullField("automaticReason");
    json.writeNullField("signature");
    json.writeNullField("invitation");
    headers(Headers.none());
    json.writeEndObject();
  }

  private void signature(Optional<Signature> found) throws IOException {
    if (found.isEmpty()) {
      json.writeNullField("signature");
      return;
    }
    Signature signature = found.get();
    json.writeObjectFieldStart("signature");
    json.writeStringField("state", word(signature.state()));
    json.writeStringField("reason", word(signature.reason()));
    json.writeStringField("signer", signature.signer());
    texts("addresses", signature.addresses());
    json.writeEndObject();
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  private void invitation(Optional<Invitation> found) throws IOException {
    if (found.isEmpty()) {
      json.writeNullField("invitation");
      return;
    }
    Invitation invitation = found.get();
    json.writeObjectFieldStart("invitation");
    json.writeStringField("method", invitation.method());
    json.writeStringField("uid", invitation.uid());
    json.writeStringField("summary", invitation.summary());
    text("start", invitation.start().map(Object::toString).orElse(null));
    text("end", invitation.end().map(Object::toString).orElse(null));
    json.writeStringField("location", invitation.location());
    json.writeStringField("organizer", invitation.organizer());
    json.writeEndObject();
  }

  private void headers(Headers headers) throws IOException {
    json.writeArrayFieldStart("headers");
    for (Headers.Entry header : headers.entries()) {
      json.writeStartObject();
      json.writeStringField("name", header.name());
      json.writeStringField("value", header.value());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private void addresses(String key, List<MailAddress> addresses) throws IOException {
    json.writeArrayFieldStart(key);
    for (MailAddress address : addresses) {
      address(address);
    }
    json.writeEndArray();
  }

  private void address(@Nullable MailAddress address) throws IOException {
    if (address == null) {
      json.writeNull();
      return;
    }
    json.writeStartObject();
    json.writeStringField("name", address.name());
    json.writeStringField("address", address.address());
    json.writeEndObject();
  }

  private void attachment(Attachment attachment) throws IOException {
    json.writeStartObject();
    json.writeStringField("name", attachment.name());
    json.writeStringField("type", attachment.type());
    json.writeNumberField("size", attachment.size());
    json.writeStringField("sha256", attachment.sha256());
    json.writeBooleanField("inline", attachment.inline());
    text("contentId", attachment.contentId());
    json.writeEndObject();
  }

  private void bounce(Optional<Bounce> bounce) throws IOException {
    if (bounce.isEmpty()) {
      json.writeNullField("bounce");
      return;
    }
    json.writeObjectFieldStart("bounce");
    json.writeStringField("recipient", bounce.get().recipient());
    json.writeBooleanField("permanent", bounce.get().permanent());
    text("originalMessageId", bounce.get().originalMessageId());
    json.writeEndObject();
  }

  private void texts(String key, List<String> values) throws IOException {
    json.writeArrayFieldStart(key);
    for (String value : values) {
      json.writeString(value);
    }
    json.writeEndArray();
  }

  private void text(String key, @Nullable String value) throws IOException {
    if (value == null) {
      json.writeNullField(key);
    } else {
      json.writeStringField(key, value);
    }
  }
}
