package org.otklik.intake.message;

import java.util.ArrayList;
import java.util.List;

/**
 * Reads an address header (RFC 5322 section 3.4) before any encoded word in it is decoded, since
 * those can only be names (RFC 2047 section 5): what they decode to never becomes an address. Each
 * mailbox is either clear or refused; nothing is guessed, because two readers who guess differently
 * are how a stranger passes for a customer. Linear in the header's length. One thread.
 */
final class AddressList {
  private static final int LONGEST = 320; // 64 + @ + 255 octets, RFC 5321 section 4.5.3.1

  private final String text;
  private final int limit;
  private final Problems problems;
  private final List<MailAddress> addresses = new ArrayList<>();
  private boolean unclear;
  private boolean group;

  private final StringBuilder phrase = new StringBuilder();
  private final StringBuilder bare = new StringBuilder();
  private final StringBuilder comment = new StringBuilder();
  private String angle = "";
  private boolean angled;
  private boolean refused;
  private int at;
  private int seen;

  private AddressList(String text, int limit, Problems problems) {
    this.text = text;
    this.limit = limit;
    this.problems = problems;
  }

  /**
   * What a header says.
   *
   * @param unclear some of it is no clear mailbox, so the list isn't all of what may be meant
   * @param group it uses the group syntax
   */
  record Read(List<MailAddress> addresses, boolean unclear, boolean group) {}

  static Read read(String text, int limit, Problems problems) {
    return new AddressList(text, limit, problems).run();
  }

  private Read run() {
    while (at < text.length()) {
      if (seen >= limit) {
        problems.add(Remark.Kind.ADDRESSES_CUT, limit);
        unclear = true;
        return new Read(addresses, unclear, group);
      }
      step(text.charAt(at++));
    }
    mailboxEnds();
    return new Read(addresses, unclear, group);
  }

  private void step(char c) {
    switch (c) {
      case ',', ';' -> mailboxEnds();
      case ':' -> groupBegins();
      case '<' -> angle();
      case '"' -> quoted();
      case '(' -> comment();
      default -> {
        phrase.append(c);
        bare.append(c);
      }
    }
  }

  private void groupBegins() {
    group = true;
    reset();
  }

  private void angle() {
    int end = at;
    boolean quoted = false;
    while (end < text.length() && (quoted || text.charAt(end) != '>')) {
      char c = text.charAt(end);
      if (c == '\\' && quoted) {
        end++;
      } else if (c == '"') {
        quoted = !quoted;
      }
      end++;
    }
    refused |= angled || end >= text.length();
    angled = true;
    angle = text.substring(at, Math.min(end, text.length())).strip();
    at = Math.min(end + 1, text.length());
  }

  private void quoted() {
    int end = at;
    StringBuilder content = new StringBuilder();
    while (end < text.length() && text.charAt(end) != '"') {
      if (text.charAt(end) == '\\' && end + 1 < text.length()) {
        end++;
      }
      content.append(text.charAt(end));
      end++;
    }
    if (end >= text.length()) {
      problems.add(Remark.Kind.QUOTE_NOT_CLOSED);
      return;
    }
    phrase.append(content);
    bare.append(text, at - 1, end + 1);
    at = end + 1;
  }

  private void comment() {
    int depth = 1;
    int end = at;
    while (end < text.length() && depth > 0) {
      char c = text.charAt(end);
      if (c == '\\') {
        end++;
      } else if (c == '(') {
        depth++;
      } else if (c == ')') {
        depth--;
      }
      end++;
    }
    end = Math.min(end, text.length());
    boolean glued = !bare.isEmpty() && bare.charAt(bare.length() - 1) > ' ' && !angled;
    boolean followed = end < text.length() && "@.".indexOf(text.charAt(end)) >= 0;
    refused |= depth > 0 || followed || (glued && bare.indexOf("@") >= 0);
    comment.append(text, at, Math.max(at, depth > 0 ? end : end - 1));
    at = end;
  }

  private void mailboxEnds() {
    String plain = bare.toString().strip();
    if ((!angled && plain.isEmpty() && comment.isEmpty())
        || (angled && angle.isEmpty() && !refused)) {
      reset(); // ", ," and <> are nobody
      return;
    }
    String address = angled ? angle : plain;
    if (refused || !AddressSpec.isClear(address) || address.length() > LONGEST) {
      unclear = true;
      problems.add(Remark.Kind.ADDRESS_UNCLEAR, Words.brief(text));
    } else {
      addresses.add(new MailAddress(name(address), AddressSpec.unquoted(address)));
    }
    reset();
  }

  private String name(String address) {
    String said = angled ? phrase.toString() : "";
    if (said.isBlank()) {
      said = comment.toString();
    }
    if (said.indexOf('@') >= 0 && !said.strip().equalsIgnoreCase(address)) {
      problems.add(Remark.Kind.NAME_LIKE_ADDRESS, Words.brief(said));
    }
    return Words.cleanLine(EncodedWords.decode(said, problems));
  }

  private void reset() {
    seen++;
    phrase.setLength(0);
    bare.setLength(0);
    comment.setLength(0);
    angle = "";
    angled = false;
    refused = false;
  }
}
