package org.otklik.helpdesk.mailbox;

import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.otklik.helpdesk.IdSource;
import org.otklik.helpdesk.mailbox.MailSettings.ReadMailbox;
import org.otklik.intake.mailbox.Protocol;
import org.otklik.intake.message.MailAddress;
import org.otklik.intake.wire.OneLine;

/** Imports of history: a folder of a mailbox, read once from a day on. */
@Singleton
public class HistoryImports {
  private final MailboxImport.Imports imports;
  private final Mailbox.Rows mailboxes;
  private final MailboxRun.Runs runs;
  private final Mailroom mailroom;
  private final IdSource ids;
  private final InstantSource clock;

  HistoryImports(
      MailboxImport.Imports imports,
      Mailbox.Rows mailboxes,
      MailboxRun.Runs runs,
      Mailroom mailroom,
      IdSource ids,
      InstantSource clock) {
    this.imports = imports;
    this.mailboxes = mailboxes;
    this.runs = runs;
    this.mailroom = mailroom;
    this.ids = ids;
    this.clock = clock;
  }

  /** What came of wanting one. */
  public sealed interface Wanted {
    /** It has begun, or will within seconds. */
    record Begun(MailboxImport begun) implements Wanted {}

    /** There is no such mailbox. */
    record NoMailbox() implements Wanted {}

    /** It can't be, and why: a key of words. */
    record Refused(String field, String key) implements Wanted {}
  }

  /** An import and how much it has brought. */
  public record Progress(MailboxImport wanted, long messages) {}

  /** Has a folder read, by whichever program comes first. */
  public Wanted want(String name, String folder, LocalDate since, String by) {
    Optional<ReadMailbox> source = mailroom.mailbox(name);
    if (source.isEmpty()) {
      return new Wanted.NoMailbox();
    }
    var settings = source.get().settings();
    if (settings.protocol() == Protocol.POP3) {
      return new Wanted.Refused("mailbox", "refusal.import-by-pop3");
    }
    if (folder.isBlank()
        || folder.length() > 200
        || OneLine.settingFault("folder", folder).isPresent()) {
      return new Wanted.Refused("folder", "refusal.no-folder");
    }
    if (isSame(folder, settings.folder())) {
      return new Wanted.Refused("folder", "refusal.import-of-what-is-read");
    }
    var begun = save(source.get(), folder, since, by);
    mailroom.changed();
    return new Wanted.Begun(begun);
  }

  /** INBOX has no case; other folders may (RFC 9051 §5.1). */
  private static boolean isSame(String folder, String other) {
    return folder.equals(other)
        || (folder.equalsIgnoreCase("INBOX") && other.equalsIgnoreCase("INBOX"));
  }

  @Transactional
  protected MailboxImport save(ReadMailbox source, String folder, LocalDate since, String by) {
    long id = ids.next();
    mailboxes.save(
        new Mailbox(
            id,
            MailboxImport.name(source.name(), id),
            MailAddress.of(source.address()).normalized()));
    runs.introduce(id);
    return imports.save(
        new MailboxImport(id, source.name(), folder, since, clock.instant(), by, null));
  }

  /**
   * Something of it is to be done again.
   *
   * @return false when the mailbox is no import
   */
  @Transactional
  public boolean reopen(long mailboxId) {
    return imports.reopen(mailboxId) > 0;
  }

  /** The imports of a mailbox, the latest first. */
  public List<Progress> of(String name) {
    return imports.of(name).stream()
        .map(wanted -> new Progress(wanted, imports.messages(wanted.mailboxId())))
        .toList();
  }
}
