package org.otklik.intake.mailbox;

/** Tries a mailbox's settings before they are relied on. */
public final class MailboxProbe {
  private MailboxProbe() {}

  /** What a try has shown. */
  public sealed interface Finding {
    /** For the administrator. */
    String words();

    /** The mailbox can be read. */
    record Works(String words) implements Finding {}

    /** It can't, and why. */
    record Fails(String words) implements Finding {}
  }

  /** Logs in and looks into the folder, changing nothing; takes a few time-outs at most. */
  public static Finding test(MailboxSettings settings) {
    try (var connection = ImapConnection.open(settings)) {
      int count = connection.uidsFrom(1).size();
      var news = connection.idles() ? "the server tells of new ones" : "it is polled";
      return new Finding.Works(
          "%s can be read: %d messages in %s; %s."
              .formatted(settings.user(), count, settings.folder(), news));
    } catch (MailboxFailure e) {
      return new Finding.Fails(e.words());
    }
  }
}
