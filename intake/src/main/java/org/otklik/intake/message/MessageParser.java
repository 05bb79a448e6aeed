package org.otklik.intake.message;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.james.mime4j.MimeException;

/**
 * Turns a raw mail into a {@link ParsedMessage}. The mail is read once from beginning to end;
 * attachments are hashed as they pass, and only text is kept in memory, up to a limit. Whatever is
 * wrong with a mail is a problem told in words, or makes it unreadable; nothing is thrown.
 * Thread-safe.
 */
public final class MessageParser {
  private static final byte[] NOTHING = {};

  private final ParseLimits limits;

  public MessageParser(ParseLimits limits) {
    this.limits = limits;
  }

  public ParseResult parse(byte[] raw) {
    return parse(RawSource.of(raw));
  }

  /** Reads the source once. A source that fails makes the message unreadable, with the reason. */
  public ParseResult parse(RawSource raw) {
    if (raw.size() == 0) {
      return new ParseResult.Unreadable("The message is empty");
    }
    if (raw.size() > limits.messageBytes()) {
      return new ParseResult.Unreadable(
          "The message is larger than " + limits.messageBytes() + " bytes");
    }
    try (InputStream in = raw.open()) {
      return new ParseResult.Parsed(read(in));
    } catch (LimitException over) {
      return new ParseResult.Unreadable(String.valueOf(over.getMessage()));
    } catch (IOException failed) {
      return new ParseResult.Unreadable("Reading failed: " + failed);
    } catch (MimeException malformed) {
      return new ParseResult.Unreadable(
          malformed.getCause() instanceof LimitException over
              ? String.valueOf(over.getMessage())
              : "Not a mail: " + malformed.getMessage());
    } catch (RuntimeException | StackOverflowError fault) {
      // One poisoned message must not stop a mailbox (Zammad failed_email.rb).
      return new ParseResult.Unreadable("The parser failed: " + fault);
    }
  }

  private ParsedMessage read(InputStream in) throws IOException, MimeException {
    Problems problems = new Problems(limits.problems());
    Bodies bodies = new Bodies(limits, problems);
    Attachments attachments = new Attachments(problems);
    BounceReader bounces = new BounceReader();
    String report = "";
    try (PartWalker parts = new PartWalker(in, limits, problems)) {
      for (Part part = parts.next(); part != null; part = parts.next()) {
        report = report.isEmpty() ? reportType(part) : report;
        Role role = Role.of(part);
        if (role != Role.ATTACHMENT) {
          bodies.add(part, role);
          continue;
        }
        byte[] start = NOTHING;
        if (BounceReader.wants(part)) {
          start = BounceReader.startOf(part.content());
          bounces.read(part, start);
        }
        attachments.add(part, start);
      }
      return assemble(parts.headers(), bodies, attachments.list(), bounces, report, problems);
    }
  }

  private static String reportType(Part part) {
    Part.Container container = part.container();
    return container != null && container.is("report") && container.parent() == null
        ? container
            .head()
            .parameter("report-type")
            .map(Words::brief)
            .orElse("report")
            .toLowerCase(Locale.ROOT)
        : "";
  }

  private ParsedMessage assemble(
      List<RawHeader> raw,
      Bodies bodies,
      List<Attachment> attachments,
      BounceReader bounces,
      String report,
      Problems problems) {
    var reader =
        new HeaderReader(raw, new HeaderCharset(bodies.charset(), problems), limits, problems);
    Headers headers = reader.headers();
    Bodies.Text text = bodies.text();
    List<MailAddress> to = reader.addresses("To");
    Optional<Bounce> bounce = bounces.bounce(headers, to, text.text());
    QuoteFolder.Folded folded = QuoteFolder.fold(text.text(), text.quoteAt());
    return new ParsedMessage(
        reader.subject(),
        reader.from(),
        reader.addresses("Reply-To"),
        to,
        reader.addresses("Cc"),
        reader.date(),
        reader.messageId(),
        reader.ids("In-Reply-To"),
        reader.ids("References"),
        text.text(),
        bodies.markup(text.text()),
        folded.newText(),
        folded.quoted(),
        attachments,
        Automatics.judge(headers, report, bounce.isPresent()),
        bounce,
        headers,
        problems.list());
  }
}
