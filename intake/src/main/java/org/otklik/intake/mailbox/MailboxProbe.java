package org.otklik.intake.mailbox;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.otklik.intake.wire.AccessToken;
import org.otklik.intake.wire.Problem;

/** Tries a mailbox's settings before they are relied on. */
public final class MailboxProbe {
  private MailboxProbe() {}

  /** What a try has shown. */
  public sealed interface Finding {
    /** In English, for the administrator. */
    String words();

    /**
     * The mailbox can be read.
     *
     * @param messages how many there are
     * @param idles whether the server tells of new ones; otherwise it is polled
     * @param warning what will go wrong
     */
    record Works(
        String user, long messages, String folder, boolean idles, Optional<Problem> warning)
        implements Finding {
      @Override
      public String words() {
        return "%s can be read: %d messages in %s; %s.%s"
            .formatted(
                user,
                messages,
                folder,
                idles ? "the server tells of new ones" : "it is polled",
                warning.map(problem -> " " + problem.words()).orElse(""));
      }
    }

    /** It can't, and why. */
    record Fails(Problem problem) implements Finding {
      @Override
      public String words() {
        return problem.words();
      }
    }
  }

  /** Logs in and looks into the folder, changing nothing; takes a few time-outs at most. */
  public static Finding test(MailboxSettings settings, InstantSource clock) {
    try (var conversation = Conversation.open(settings, clock)) {
      List<Long> found = conversation.uidsFrom(1);
      conversation.finish();
      return new Finding.Works(
          settings.user(),
          found.size(),
          settings.folder(),
          conversation.idles(),
          settings.login().accessToken().flatMap(AccessToken::warning));
    } catch (MailboxFailure e) {
      return new Finding.Fails(e.problem());
    }
  }
}
