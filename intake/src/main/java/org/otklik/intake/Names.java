package org.otklik.intake;

import java.util.Collections;
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
    return concern(named(List.of(mail)));
  }

  /** Whether messages that name others so repeat or answer one of them. */
  boolean concern(Set<String> named) {
    return !Collections.disjoint(names, named);
  }

  /** What messages call others by, and would be called by if they repeated them. */
  static Set<String> named(List<ReadMail> mails) {
    var named = new HashSet<String>();
    for (ReadMail mail : mails) {
      named.add(mail.kept().sha256());
      named.addAll(mail.namesOthers());
    }
    return named;
  }
}
