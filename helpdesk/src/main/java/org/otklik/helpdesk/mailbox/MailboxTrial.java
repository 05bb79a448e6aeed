package org.otklik.helpdesk.mailbox;

import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.Optional;
import java.util.stream.Stream;
import org.otklik.helpdesk.mailbox.MailSettings.ReadMailbox;
import org.otklik.intake.mailbox.MailboxProbe;

/** What can be found out of a mailbox before it is saved. */
@Singleton
public class MailboxTrial {
  private final MailSettings settings;
  private final MadeMailboxes made;
  private final InstantSource clock;

  MailboxTrial(MailSettings settings, MadeMailboxes made, InstantSource clock) {
    this.settings = settings;
    this.made = made;
    this.clock = clock;
  }

  /** Whether it stands in the settings, where only they who run the program change it. */
  public boolean isInSettings(String name) {
    return inSettings(name).isPresent();
  }

  /** What the settings say of one. */
  public Optional<MailboxForm> inSettings(String name) {
    return settings.mailboxes().stream()
        .filter(mailbox -> mailbox.name().equals(name))
        .map(MailboxForm::of)
        .findFirst();
  }

  /** The other mailbox that reads the same messages: they would all come twice. */
  public Optional<String> readsTheSame(String name, MailboxForm form) {
    return Stream.concat(settings.mailboxes().stream(), made.read().stream())
        .filter(mailbox -> !mailbox.name().equals(name))
        .filter(mailbox -> MailboxForm.of(mailbox).isSamePlace(form))
        .map(ReadMailbox::name)
        .findFirst();
  }

  /**
   * Logs in and looks, changing nothing.
   *
   * @param name whose kept secrets are taken where none are entered
   */
  public MailboxTest of(String name, MailboxForm form, MailboxSecrets entered) {
    Optional<MailboxSecrets> secrets =
        entered.isEmpty() ? made.secrets(name) : Optional.of(entered);
    var mailbox = made.mailbox("test", form, secrets);
    return new MailboxTest(MailboxProbe.test(mailbox.settings(), clock));
  }
}
