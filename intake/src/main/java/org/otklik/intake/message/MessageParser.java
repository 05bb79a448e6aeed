package org.otklik.intake.message;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.james.mime4j.MimeException;
import org.otklik.intake.signature.Roots;
import org.otklik.intake.signature.Signature;
import org.otklik.intake.signature.SignatureCheck;

/**
 * Turns a raw mail into a {@link ParsedMessage}. The mail is read once from beginning to end;
 * attachments are hashed as they pass, and only text is kept in memory, up to a limit. Whatever is
 * wrong with a mail is a remark, or makes it unreadable; nothing is thrown. Thread-safe.
 */
public final class MessageParser {
  private final ParseLimits limits;
  private final SignatureCheck signatures;

  /** Believes the signatures for which the authorities of the Java platform vouch. */
  public MessageParser(ParseLimits limits) {
    this(limits, new SignatureCheck(Roots.ofPlatform()));
  }

  public MessageParser(ParseLimits limits, SignatureCheck signatures) {
    this.limits = limits;
    this.signatures = signatures;
  }

  public ParseResult parse(byte[] raw) {
    return parse(RawSource.of(raw));
  }

  /** Reads the source once. A source that fails makes the message unreadable, with the reason. */
  public ParseResult parse(RawSource raw) {
    if (raw.size() == 0) {
      return unreadable(Remark.Kind.EMPTY);
    }
    if (raw.size() > limits.messageBytes()) {
      return unreadable(Remark.Kind.TOO_LARGE, limits.messageBytes());
    }
    try (InputStream in = raw.open()) {
      return new ParseResult.Parsed(read(raw, in));
    } catch (LimitException over) {
      return new ParseResult.Unreadable(over.remark());
    } catch (IOException failed) {
      return unreadable(Remark.Kind.READING_FAILED, failed);
    } catch (MimeException malformed) {
      return malformed.getCause() instanceof LimitException over
          ? new ParseResult.Unreadable(over.remark())
          : unreadable(Remark.Kind.NOT_A_MAIL, String.valueOf(malformed.getMessage()));
    } catch (RuntimeException
        | StackOverflowError
        | OutOfMemoryError
        | LinkageError
        | AssertionError fault) {
      // One poisoned message must not stop a mailbox (Zammad failed_email.rb).
      return unreadable(Remark.Kind.PARSER_FAILED, fault);
    }
  }

  private static ParseResult unreadable(Remark.Kind kind, Object... details) {
    return new ParseResult.Unreadable(Remark.of(kind, details));
  }

  private ParsedMessage read(RawSource raw, InputStream in) throws IOException, MimeException {
    Problems problems = new Problems(limits.problems());
    Bodies bodies = new Bodies(limits, problems);
    Attachments attachments = new Attachments(problems);
    Findings findings = new Findings(limits, problems);
    String report = "";
    try (Leaves parts = new Leaves(in, limits, problems)) {
      for (Part part = parts.next(); part != null; part = parts.next()) {
        report = report.isEmpty() ? reportType(part) : report;
        Role role = Role.of(part);
        if (role != Role.ATTACHMENT) {
          bodies.add(part, role);
          continue;
        }
        attachments.add(part, findings.startOf(part));
      }
      var reader =
          new HeaderReader(
              parts.headers(), new HeaderCharset(bodies.charset(), problems), limits, problems);
      var signature = findings.signatures().signature(signatures, raw, parts.envelope(), reader);
      signature
          .filter(found -> found.state() == Signature.State.INVALID)
          .ifPresent(
              found -> problems.add(Remark.Kind.SIGNATURE_INVALID, Words.brief(found.signer())));
      return assemble(reader, bodies, attachments.list(), findings, signature, report, problems);
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

  private static ParsedMessage assemble(
      HeaderReader reader,
      Bodies bodies,
      List<Attachment> attachments,
      Findings findings,
      Optional<Signature> signature,
      String report,
      Problems problems) {
    Headers headers = reader.headers();
    Bodies.Text text = bodies.text();
    List<MailAddress> to = reader.addresses("To");
    Optional<Bounce> bounce = findings.bounces().bounce(headers, to, text.text());
    QuoteFolder.Folded folded = QuoteFolder.fold(text.text(), text.quoteAt());
    return new ParsedMessage(
        headers.first("Subject").orElse(""),
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
        Automatics.judge(headers, report),
        bounce,
        signature,
        findings.invitation(),
        headers,
        problems.list());
  }
}
