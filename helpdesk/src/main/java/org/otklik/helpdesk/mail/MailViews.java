package org.otklik.helpdesk.mail;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.Temporal;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.otklik.helpdesk.words.Words;
import org.otklik.intake.invitation.Invitation;
import org.otklik.intake.message.MailAddress;
import org.otklik.intake.message.MessageParser;
import org.otklik.intake.message.ParseResult;
import org.otklik.intake.message.ParsedMessage;
import org.otklik.intake.message.Remark;
import org.otklik.intake.signature.Signature;

/** Received mail as people may look at it: its plain text, and what else is safe to show. */
@Singleton
public class MailViews {
  private static final int TEXT_SHOWN = 100_000;
  private static final int BEGINNING_BYTES = 20_000;

  private final KeptMails kept;
  private final MessageParser parser;

  MailViews(KeptMails kept, MessageParser parser) {
    this.kept = kept;
    this.parser = parser;
  }

  /** A file in a message. */
  public record FileView(String name, long size) {}

  /**
   * Something odd about a message.
   *
   * @param kind a name that stays, for programs: {@code no-date}
   */
  public record RemarkView(String kind, String words) {}

  /**
   * Who signed a message.
   *
   * @param signer as the certificate names them; "" when there is none
   * @param state {@code valid}, {@code invalid} or {@code unknown}
   * @param reason what was found, the last part of the words for it
   */
  public record SignatureView(String signer, String state, String reason) {}

  /**
   * The meeting that a message speaks of.
   *
   * @param start where it can be told as an instant
   * @param end likewise
   * @param day the start as the calendar says it, where it can't be told; "" when neither
   * @param location "" when none
   * @param organizer mail address, "" when none
   */
  public record MeetingView(
      boolean cancelled,
      String summary,
      Optional<Instant> start,
      Optional<Instant> end,
      String day,
      String location,
      String organizer) {}

  /**
   * What can be shown of a message.
   *
   * @param text plain, cut when it is very long; of what is unreadable the raw beginning
   * @param markup whether there is HTML of it to be shown
   * @param remarks what is odd about it
   * @param unreadable why nothing could be read
   */
  public record MailView(
      String text,
      boolean cut,
      List<String> to,
      List<String> cc,
      List<FileView> files,
      boolean markup,
      List<Remark> remarks,
      Optional<SignatureView> signature,
      Optional<MeetingView> meeting,
      Optional<Remark> unreadable) {
    /** What is odd about it, in the reader's words. */
    public List<RemarkView> remarks(Words words) {
      return said(remarks, words);
    }

    /** Why nothing could be read, in the reader's words. */
    public Optional<String> unreadable(Words words) {
      return unreadable.map(remark -> MailReasons.say(remark, words));
    }
  }

  /** Reads a message again from its raw bytes. */
  public MailView of(ReceivedMail mail) {
    return switch (parser.parse(kept.raw(mail))) {
      case ParseResult.Parsed parsed -> view(parsed.message());
      case ParseResult.Unreadable unreadable ->
          new MailView(
              beginning(mail),
              mail.size() > BEGINNING_BYTES,
              List.of(),
              List.of(),
              List.of(),
              false,
              List.of(),
              Optional.empty(),
              Optional.empty(),
              Optional.of(unreadable.reason()));
    };
  }

  /** Of what can't be read, the beginning as it lies there, without what isn't text. */
  private String beginning(ReceivedMail mail) {
    try (InputStream in = kept.raw(mail).open()) {
      var text = new String(in.readNBytes(BEGINNING_BYTES), StandardCharsets.UTF_8);
      return text.replace("\r\n", "\n").replaceAll("[\\p{Cntrl}&&[^\n\t]]", "\ufffd");
    } catch (IOException e) {
      return ""; // Why, the reason says.
    }
  }

  /** Its HTML made safe, "" when it has none; nothing in it runs or is fetched. */
  public String html(ReceivedMail mail) {
    return parser.parse(kept.raw(mail)) instanceof ParseResult.Parsed(ParsedMessage message)
        ? message.html()
        : "";
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
        !message.html().isEmpty(),
        message.problems(),
        message.signature().map(MailViews::view),
        message.invitation().map(MailViews::view),
        Optional.empty());
  }

  static List<RemarkView> said(List<Remark> remarks, Words words) {
    return remarks.stream()
        .map(remark -> new RemarkView(MailReasons.name(remark), MailReasons.say(remark, words)))
        .toList();
  }

  private static SignatureView view(Signature signature) {
    return new SignatureView(
        signature.signer(),
        signature.reason().state().name().toLowerCase(Locale.ROOT),
        signature.reason().name().toLowerCase(Locale.ROOT));
  }

  private static MeetingView view(Invitation invitation) {
    Optional<Instant> start = instant(invitation.start());
    String day = invitation.start().map(told -> told.toString().replace('T', ' ')).orElse("");
    return new MeetingView(
        invitation.method().equals("CANCEL"),
        invitation.summary(),
        start,
        instant(invitation.end()),
        start.isPresent() ? "" : day,
        invitation.location(),
        invitation.organizer());
  }

  private static Optional<Instant> instant(Optional<Temporal> told) {
    return told.filter(Instant.class::isInstance).map(Instant.class::cast);
  }
}
