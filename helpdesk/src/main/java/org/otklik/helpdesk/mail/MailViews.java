package org.otklik.helpdesk.mail;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import org.otklik.intake.message.MailAddress;
import org.otklik.intake.message.MessageParser;
import org.otklik.intake.message.ParseResult;
import org.otklik.intake.message.ParsedMessage;

/** Received mail as people may look at it: its plain text, and what else is safe to show. */
@Singleton
public class MailViews {
  private static final int TEXT_SHOWN = 100_000;

  private final KeptMails kept;
  private final MessageParser parser;

  MailViews(KeptMails kept, MessageParser parser) {
    this.kept = kept;
    this.parser = parser;
  }

  /** A file in a message. */
  public record FileView(String name, long size) {}

  /**
   * What can be shown of a message.
   *
   * @param text plain, cut when it is very long
   * @param problems what is odd about it, in words
   * @param unreadable why nothing could be read, in words
   */
  public record MailView(
      String text,
      boolean cut,
      List<String> to,
      List<String> cc,
      List<FileView> files,
      List<String> problems,
      Optional<String> unreadable) {}

  /** Reads a message again from its raw bytes. */
  public MailView of(ReceivedMail mail) {
    return switch (parser.parse(kept.raw(mail))) {
      case ParseResult.Parsed parsed -> view(parsed.message());
      case ParseResult.Unreadable unreadable ->
          new MailView(
              "",
              false,
              List.of(),
              List.of(),
              List.of(),
              List.of(),
              Optional.of(unreadable.reason()));
    };
  }

  /** The message as the mailbox gave it; the caller closes it. */
  public InputStream open(ReceivedMail mail) throws IOException {
    return kept.raw(mail).open();
  }

  private static MailView view(ParsedMessage message) {
    boolean cut = message.text().length() > TEXT_SHOWN;
    return new MailView(
        cut ? message.text().substring(0, TEXT_SHOWN) : message.text(),
        cut,
        message.to().stream().map(MailAddress::address).toList(),
        message.cc().stream().map(MailAddress::address).toList(),
        message.attachments().stream().map(file -> new FileView(file.name(), file.size())).toList(),
        message.problems(),
        Optional.empty());
  }
}
