package org.otklik.helpdesk.mail;

import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.otklik.helpdesk.mail.MailViews.MailView;
import org.otklik.helpdesk.mail.MailViews.MeetingView;
import org.otklik.helpdesk.mail.MailViews.RemarkView;
import org.otklik.helpdesk.mail.MailViews.SignatureView;
import org.otklik.helpdesk.words.Words;
import org.otklik.intake.message.Remark;

/**
 * What is known of messages besides what they say: who signed them, which meeting they speak of,
 * whether their sender was confirmed, and who decided about those that were held. A message never
 * changes, so that each is read once as long as it is remembered. Thread-safe.
 */
@Singleton
public class MailFacts {
  private static final int REMEMBERED = 2_000;

  private final HeldMails held;
  private final MailViews views;
  private final Map<Long, Read> read =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Read> eldest) {
          return size() > REMEMBERED;
        }
      };

  MailFacts(HeldMails held, MailViews views) {
    this.held = held;
    this.views = views;
  }

  /** What reading a message shows. */
  private record Read(
      Optional<SignatureView> signature, Optional<MeetingView> meeting, List<Remark> remarks) {}

  /**
   * What is known of a message.
   *
   * @param remarks what is odd about it
   * @param decision by which it was registered after it had been held
   */
  public record Facts(
      ReceivedMail mail,
      Optional<SignatureView> signature,
      Optional<MeetingView> meeting,
      List<Remark> remarks,
      Optional<HeldDecision> decision) {
    /** What is odd about it, in the reader's words. */
    public List<RemarkView> remarks(Words words) {
      return MailViews.said(remarks, words);
    }

    /** Whether what its mailbox trusts said that the sender is real: else it would be held. */
    public boolean isConfirmed() {
      return decision.isEmpty()
          && (mail.outcome() == MailOutcome.REGISTERED || mail.outcome() == MailOutcome.APPENDED);
    }
  }

  /** Of one message. */
  public Facts of(ReceivedMail mail) {
    return facts(mail, held.findByMailIdOrderByIdDesc(mail.id()));
  }

  /** Of some messages, by their ids. */
  public Map<Long, Facts> of(Collection<Long> ids) {
    if (ids.isEmpty()) {
      return Map.of();
    }
    Map<Long, List<HeldDecision>> decisions =
        held.decisions(ids).stream().collect(Collectors.groupingBy(HeldDecision::mailId));
    return held.mails(ids).stream()
        .map(mail -> facts(mail, decisions.getOrDefault(mail.id(), List.of())))
        .collect(Collectors.toMap(facts -> facts.mail().id(), Function.identity()));
  }

  private Facts facts(ReceivedMail mail, List<HeldDecision> decisions) {
    Read known = read(mail);
    return new Facts(
        mail,
        known.signature(),
        known.meeting(),
        known.remarks(),
        decisions.stream()
            .filter(decision -> decision.act() == HeldDecision.Act.REGISTERED)
            .findFirst());
  }

  private Read read(ReceivedMail mail) {
    synchronized (read) {
      Read known = read.get(mail.id());
      if (known != null) {
        return known;
      }
    }
    MailView view = views.of(mail);
    var fresh = new Read(view.signature(), view.meeting(), view.remarks());
    synchronized (read) {
      read.put(mail.id(), fresh);
    }
    return fresh;
  }
}
