package org.otklik.helpdesk.web;

import java.util.Optional;
import org.otklik.helpdesk.access.CurrentOperator;
import org.otklik.helpdesk.access.Operator;
import org.otklik.helpdesk.mail.MailReasons;
import org.otklik.helpdesk.mail.ReceivedMail;
import org.otklik.helpdesk.words.Words;

/**
 * What surrounds every page.
 *
 * @param section which entry of the navigation it belongs to
 * @param path of the page, to come back to
 * @param held how many messages wait for a decision
 * @param trouble whether a mailbox can't be read, or a PBX not be watched
 * @param hotline whether calls come by a PBX: then every page shows who calls
 */
public record Chrome(
    Words words,
    Times times,
    Optional<CurrentOperator> operator,
    String section,
    String title,
    String path,
    long held,
    boolean trouble,
    boolean hotline) {
  private static final long KILO = 1024;

  public String say(String key, Object... arguments) {
    return words.say(key, arguments);
  }

  /** Whether the reader may do what supervisors do. */
  public boolean isSupervisor() {
    return operator.filter(Chrome::supervises).isPresent();
  }

  /** Whether the reader may configure. */
  public boolean isAdministrator() {
    return operator
        .filter(o -> o.role().equals(Operator.OperatorRole.ADMINISTRATOR.name()))
        .isPresent();
  }

  static boolean supervises(CurrentOperator operator) {
    return !operator.role().equals(Operator.OperatorRole.OPERATOR.name());
  }

  /** A name of the domain in words. */
  public String word(String group, Enum<?> value) {
    return RuleWords.word(value, group, words);
  }

  public String csrfToken() {
    return operator.map(CurrentOperator::csrfToken).orElse("");
  }

  public String language() {
    return words.language().tag();
  }

  /** The header that htmx sends along with every request of this page. */
  public String csrfHeader() {
    return "{\"X-CSRF-Token\":\"" + csrfToken() + "\"}";
  }

  /** Why a message came to its outcome. */
  public String reason(ReceivedMail mail) {
    return MailReasons.say(mail.reason(), mail.reasonDetail(), words);
  }

  /** A name from outside that can be shown safely. */
  public String fileName(String name) {
    return Disposition.safe(name);
  }

  /** A size as people say it. */
  public String size(long bytes) {
    if (bytes < KILO) {
      return words.say("console.size.b", bytes);
    }
    return bytes < KILO * KILO
        ? words.say("console.size.kb", (bytes + KILO / 2) / KILO)
        : words.say("console.size.mb", Math.round(10.0 * bytes / KILO / KILO) / 10.0);
  }

  /** At an address that can be come back to, where the page answers something else. */
  Chrome at(String newPath) {
    return at(newPath, title);
  }

  /** Of one thing's page rather than a list's. */
  Chrome at(String newPath, String newTitle) {
    return new Chrome(words, times, operator, section, newTitle, newPath, held, trouble, hotline);
  }
}
