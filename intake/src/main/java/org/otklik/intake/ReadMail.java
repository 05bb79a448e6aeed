package org.otklik.intake;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.otklik.intake.message.MailAddress;
import org.otklik.intake.message.ParseResult;
import org.otklik.intake.message.ParsedMessage;

/**
 * A kept message, and what it says if it can be read.
 *
 * @param sender its one sender in normal form
 * @param contentSha256 hash of what it says, whatever way it came: the same for each copy; "" when
 *     it is unreadable
 * @param failure of its store while it was read; then the result says nothing
 */
record ReadMail(
    KeptMail kept,
    ParseResult result,
    Optional<String> sender,
    String contentSha256,
    Optional<IOException> failure) {

  static ReadMail of(KeptMail kept, ParseResult result) {
    return switch (result) {
      case ParseResult.Parsed(var message) ->
          new ReadMail(
              kept,
              result,
              message.sender().map(MailAddress::normalized),
              contentSha256(message),
              Optional.empty());
      case ParseResult.Unreadable _ ->
          new ReadMail(kept, result, Optional.empty(), "", Optional.empty());
    };
  }

  ReadMail after(Optional<IOException> storeFailure) {
    return new ReadMail(kept, result, sender, contentSha256, storeFailure);
  }

  boolean isKnown() {
    return failure.isEmpty();
  }

  Optional<ParsedMessage> message() {
    return result instanceof ParseResult.Parsed(var message)
        ? Optional.of(message)
        : Optional.empty();
  }

  Optional<String> messageId() {
    return message().flatMap(m -> Optional.ofNullable(m.messageId()));
  }

  /** The Message-IDs that stand for messages to look up, its own among them. */
  Set<String> namesOthers() {
    var names = new HashSet<String>();
    messageId().ifPresent(names::add);
    message().map(ReadMail::ancestors).ifPresent(names::addAll);
    message().map(ReadMail::returned).ifPresent(names::addAll);
    return names;
  }

  /** What it answers: In-Reply-To first, then References from the youngest. */
  static List<String> ancestors(ParsedMessage message) {
    var ancestors = new ArrayList<>(message.inReplyTo());
    ancestors.addAll(message.references().reversed());
    return ancestors;
  }

  /**
   * What it may report on, when it is a delivery report: what it returns, else what it answers,
   * since some systems name the message there only.
   */
  static List<String> returned(ParsedMessage message) {
    if (message.bounce().isEmpty()) {
      return List.of();
    }
    var returned = new ArrayList<String>();
    Optional.ofNullable(message.bounce().get().originalMessageId()).ifPresent(returned::add);
    returned.addAll(ancestors(message));
    return returned;
  }

  private static String contentSha256(ParsedMessage message) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      add(digest, message.subject());
      add(digest, message.text());
      message.attachments().forEach(a -> add(digest, a.name() + "\n" + a.sha256()));
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private static void add(MessageDigest digest, String text) {
    digest.update(text.getBytes(StandardCharsets.UTF_8));
    digest.update((byte) 0);
  }
}
