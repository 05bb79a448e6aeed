package org.otklik.helpdesk.mail;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.otklik.helpdesk.mailbox.MadeMailboxes;
import org.otklik.helpdesk.mailbox.MailSettings;
import org.otklik.helpdesk.mailbox.MailSettings.ReadMailbox;
import org.otklik.helpdesk.mailbox.MailboxForm;
import org.otklik.helpdesk.mailbox.OurAddresses;
import org.otklik.intake.KeptMail;
import org.otklik.intake.Screener;
import org.otklik.intake.message.MailAddress;
import org.otklik.intake.message.MessageParser;
import org.otklik.intake.message.ParsedMessage;
import org.otklik.intake.message.RawSource;
import org.otklik.intake.screening.Letter;
import org.otklik.intake.screening.Reason;
import org.otklik.intake.screening.Verdict;

/** Says what would become of a message if it came to a mailbox, and why; changes nothing. */
@Singleton
public class MailTrial {
  private final MailSettings settings;
  private final MadeMailboxes made;
  private final MessageParser parser;
  private final Screeners screeners;
  private final OurAddresses ours;

  MailTrial(
      MailSettings settings,
      MadeMailboxes made,
      MessageParser parser,
      Screeners screeners,
      OurAddresses ours) {
    this.settings = settings;
    this.made = made;
    this.parser = parser;
    this.screeners = screeners;
    this.ours = ours;
  }

  /**
   * What would become of a message.
   *
   * @param trusts what the mailbox believes about senders, as its setting says it
   * @param sender its one sender in normal form; "" when there is none or several
   * @param reason key of the words that say why
   * @param asked names of the rules that were asked, the last of which fired
   */
  public record Judged(
      String trusts,
      String sender,
      MailOutcome outcome,
      String reason,
      String reasonDetail,
      List<String> asked) {}

  /** The mailboxes of the settings, and those made in the console. */
  public List<String> mailboxes() {
    return all().map(ReadMailbox::name).toList();
  }

  private Stream<ReadMailbox> all() {
    return Stream.concat(settings.mailboxes().stream(), made.read().stream());
  }

  /**
   * Judges the message in a file.
   *
   * @param mailbox one of {@link #mailboxes}
   * @param arrived when the mail server took it
   * @param asIfNew also if the same message came before
   * @throws IOException when the file can't be read
   */
  public Judged judge(Path file, String mailbox, Instant arrived, boolean asIfNew)
      throws IOException {
    ReadMailbox tried = all().filter(box -> box.name().equals(mailbox)).findFirst().orElseThrow();
    RawSource raw = RawSource.of(file);
    var kept = new KeptMail(-1, mailbox, 0, 0, arrived, sha256(raw), raw);
    Screener.Explained explained = screeners.of(tried).explain(kept, parser.parse(raw), asIfNew);
    Verdict verdict = afterwards(explained.verdict());
    return new Judged(
        MailboxForm.written(tried.trust()),
        explained
            .letter()
            .map(Letter::message)
            .flatMap(ParsedMessage::sender)
            .map(MailAddress::normalized)
            .orElse(""),
        outcome(verdict),
        verdict.reason().key(),
        verdict.reason().detail(),
        explained.asked());
  }

  /** What acting upon it would find. */
  private Verdict afterwards(Verdict verdict) {
    return verdict instanceof Verdict.Forward forward
            && ours.contains(MailAddress.of(forward.clientAddress()).normalized())
        ? new Verdict.Hold(Reason.of("client-address-is-ours", forward.clientAddress()))
        : verdict;
  }

  private static MailOutcome outcome(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Register _ -> MailOutcome.REGISTERED;
      case Verdict.FollowUp _ -> MailOutcome.APPENDED;
      case Verdict.Note _ -> MailOutcome.NOTED;
      case Verdict.Forward _ -> MailOutcome.FORWARDED;
      case Verdict.Hold _ -> MailOutcome.HELD;
      case Verdict.Ignore _ -> MailOutcome.IGNORED;
      case Verdict.Bounced _ -> MailOutcome.BOUNCE;
      case Verdict.Duplicate _ -> MailOutcome.DUPLICATE;
      case Verdict.Unreadable _ -> MailOutcome.UNREADABLE;
    };
  }

  private static String sha256(RawSource raw) throws IOException {
    try (InputStream in = new DigestInputStream(raw.open(), MessageDigest.getInstance("SHA-256"))) {
      in.transferTo(OutputStream.nullOutputStream());
      return HexFormat.of().formatHex(((DigestInputStream) in).getMessageDigest().digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
