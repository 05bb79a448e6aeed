package org.otklik.intake.message;

import java.net.IDN;
import java.text.Normalizer;

/** Whether a text is one address, the same to every reader (RFC 5322 section 3.4.1, RFC 6531). */
final class AddressSpec {
  private AddressSpec() {}

  static boolean isClear(String text) {
    int at = text.lastIndexOf('@');
    if (at <= 0 || at == text.length() - 1 || text.contains("=?") || hasInvisible(text)) {
      return false;
    }
    String local = text.substring(0, at);
    boolean quoted = local.length() > 2 && local.startsWith("\"") && isClosedQuote(local);
    return (quoted || isDotted(local)) && isDomain(text.substring(at + 1));
  }

  /** {@code "joe"@x} is {@code joe@x}: quotes that aren't needed make no other address. */
  static String unquoted(String address) {
    int at = address.lastIndexOf('@');
    if (!address.startsWith("\"") || at < 3) {
      return address;
    }
    String inner = address.substring(1, at - 1);
    return isDotted(inner) ? inner + address.substring(at) : address;
  }

  private static boolean isClosedQuote(String local) {
    for (int i = 1; i < local.length(); i++) {
      char c = local.charAt(i);
      if (c == '\\') {
        i++;
      } else if (c == '"') {
        return i == local.length() - 1;
      }
    }
    return false;
  }

  private static boolean isDotted(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c <= ' ' || "\"(),:;<>@[]\\".indexOf(c) >= 0) {
        return false;
      }
    }
    return !text.isEmpty();
  }

  private static boolean isDomain(String domain) {
    if (domain.startsWith("[")) {
      return domain.endsWith("]")
          && isDotted(domain.substring(1, domain.length() - 1).replace(":", ""));
    }
    if (!isDotted(domain) || domain.startsWith(".") || domain.contains("..")) {
      return false;
    }
    return MailAddress.isAscii(domain) || isPlainIdn(domain);
  }

  /**
   * An international domain in its own letters. Full-width and other compatibility letters are
   * refused: folded to ASCII they would spell another domain, before or after the check of the
   * sender, depending on who checks.
   */
  private static boolean isPlainIdn(String domain) {
    if (!Normalizer.isNormalized(domain, Normalizer.Form.NFKC) || domain.indexOf('\u3002') >= 0) {
      return false;
    }
    try {
      return !IDN.toASCII(domain, IDN.ALLOW_UNASSIGNED).isEmpty();
    } catch (IllegalArgumentException | IndexOutOfBoundsException noDomain) {
      return false;
    }
  }

  private static boolean hasInvisible(String text) {
    for (int i = 0; i < text.length(); i++) {
      int c = text.codePointAt(i);
      if (c < 128 ? c < ' ' || c == 0x7f : isInvisible(c)) {
        return true;
      }
      i += c >= 0x10000 ? 1 : 0;
    }
    return false;
  }

  private static boolean isInvisible(int c) {
    return c == 0xfffd
        || Character.isISOControl(c)
        || Character.getType(c) == Character.FORMAT
        || Character.getType(c) == Character.SURROGATE
        || Character.isWhitespace(c)
        || Character.isSpaceChar(c);
  }
}
