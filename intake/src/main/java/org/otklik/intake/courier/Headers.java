package org.otklik.intake.courier;

import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.io.UnsupportedEncodingException;
import java.net.IDN;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.otklik.intake.wire.OneLine;
import org.otklik.intake.wire.Problem.Kind;

/** Checks what goes into headers, and gives it the form that RFC 5322 and 2047 ask for. */
final class Headers {
  /** A line holds 998 bytes (RFC 5322 §2.1.1) and an ID can't be folded. */
  private static final Pattern MESSAGE_ID = Pattern.compile("<[!-;=?-~]{1,900}>");

  /** The first names the conversation, the last ones its end; programs thread by these. */
  private static final int LAST_REFERENCES = 30;

  private static final int LONGEST_SUBJECT = 900;

  private Headers() {}

  /**
   * Refuses line breaks wherever a header or command would carry them (CVE-2017-9801,
   * CVE-2024-21742, CVE-2025-7962).
   */
  static void checkOneLine(OutgoingMail mail) throws Unfit {
    check("From", mail.fromName() + mail.fromAddress());
    check("To", mail.to());
    check("Subject", mail.subject());
    check("Message-ID", mail.messageId());
    check("In-Reply-To", String.join(" ", mail.inReplyTo()));
    check("References", String.join(" ", mail.references()));
    check("Reply-To", mail.replyTo().orElse(""));
    check("Content-Disposition", mail.originalName());
    for (OutgoingFile file : mail.files()) {
      check("Content-Disposition", file.name());
    }
  }

  private static void check(String header, String text) throws Unfit {
    if (!OneLine.fitsHeader(text)) {
      throw new Unfit(Kind.LINE_BREAK, header);
    }
  }

  /** One address; a domain in other letters goes in its ASCII form (RFC 5891). */
  static InternetAddress address(String header, String name, String address) throws Unfit {
    try {
      int at = address.lastIndexOf('@');
      if (at < 1) {
        throw new Unfit(Kind.NO_ADDRESS, header, address);
      }
      var local = address.substring(0, at);
      if (!StandardCharsets.US_ASCII.newEncoder().canEncode(local)) {
        throw new Unfit(Kind.ADDRESS_NOT_ASCII, header, address);
      }
      var ascii = local + "@" + IDN.toASCII(address.substring(at + 1));
      var parsed = new InternetAddress(ascii, true);
      if (!ascii.equals(parsed.getAddress()) || parsed.isGroup()) {
        throw new Unfit(Kind.NO_ADDRESS, header, address);
      }
      if (!name.isBlank()) {
        parsed.setPersonal(name, "UTF-8");
      }
      return parsed;
    } catch (AddressException | IllegalArgumentException | UnsupportedEncodingException e) {
      throw new Unfit(Kind.NO_ADDRESS, header, address);
    }
  }

  static String messageId(String id) throws Unfit {
    var bracketed = bracketed(id);
    if (!MESSAGE_ID.matcher(bracketed).matches()) {
      throw new Unfit(Kind.NO_MESSAGE_ID, id);
    }
    return bracketed;
  }

  /** What is shaped like Message-IDs, once each; of a long list the first and the last. */
  static List<String> messageIds(List<String> ids) {
    var fit =
        ids.stream()
            .map(Headers::bracketed)
            .filter(id -> MESSAGE_ID.matcher(id).matches())
            .distinct()
            .toList();
    if (fit.size() <= LAST_REFERENCES + 1) {
      return fit;
    }
    List<String> ends = new ArrayList<>(fit.subList(fit.size() - LAST_REFERENCES, fit.size()));
    ends.addFirst(fit.getFirst());
    return ends;
  }

  /** A subject without end, as some senders' are, would break the limit of a header line. */
  static String subject(String subject) {
    return subject.codePointCount(0, subject.length()) <= LONGEST_SUBJECT
        ? subject
        : subject.substring(0, subject.offsetByCodePoints(0, LONGEST_SUBJECT)) + "…";
  }

  private static String bracketed(String id) {
    var bare = id.strip();
    return bare.startsWith("<") ? bare : "<" + bare + ">";
  }
}
