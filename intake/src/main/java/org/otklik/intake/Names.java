package org.otklik.intake;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What other messages may call some messages by: the hash of their bytes, and their Message-ID. */
final class Names {
  private final Set<String> names = new HashSet<>();

  static Names of(List<ReadMail> mails) {
    var names = new Names();
    mails.forEach(names::add);
    return names;
  }

  void add(ReadMail mail) {
    names.add(mail.kept().sha256());
    mail.messageId().ifPresent(names::add);
  }

  /** Whether a message repeats or answers one of them. */
  boolean concern(ReadMail mail) {
    return names.contains(mail.kept().sha256())
        || mail.namesOthers().stream().anyMatch(names::contains);
  }
}
