package org.otklik.intake.courier;

import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.io.UnsupportedEncodingException;
import java.net.IDN;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.otklik.intake.wire.OneLine;

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
    var names = mail.files().stream().map(file -> OneLine.headerFault("file's name", file.name()));
    var fault =
        Stream.concat(
                names,
                Stream.of(
                    OneLine.headerFault("sender's name", mail.fromName()),
                    OneLine.headerFault("sender's address", mail.fromAddress()),
                    OneLine.headerFault("recipient's address", mail.to()),
                    OneLine.headerFault("subject", mail.subject()),
                    OneLine.headerFault("Message-ID", mail.messageId()),
                    OneLine.headerFault("In-Reply-To", String.join(" ", mail.inReplyTo())),
                    OneLine.headerFault("list of references", String.join(" ", mail.references())),
                    OneLine.headerFault("reply address", mail.replyTo().orElse("")),
                    OneLine.headerFault("attachment's name", mail.originalName())))
            .flatMap(Optional::stream)
            .findFirst();
    if (fault.isPresent()) {
      throw new Unfit(fault.get());
    }
  }

  /** One address; a domain in other letters goes in its ASCII form (RFC 5891). */
  static InternetAddress address(String what, String name, String address) throws Unfit {
    try {
      int at = address.lastIndexOf('@');
      if (at < 1) {
        throw new Unfit("The " + what + " “" + address + "” is not an address.");
      }
      var local = address.substring(0, at);
      if (!StandardCharsets.US_ASCII.newEncoder().canEncode(local)) {
        throw new Unfit(
            "The " + what + " “" + address + "” has letters before the @ that few servers take.");
      }
      var ascii = local + "@" + IDN.toASCII(address.substring(at + 1));
      var parsed = new InternetAddress(ascii, true);
      if (!ascii.equals(parsed.getAddress()) || parsed.isGroup()) {
        throw new Unfit("The " + what + " “" + address + "” is not one plain address.");
      }
      if (!name.isBlank()) {
        parsed.setPersonal(name, "UTF-8");
      }
      return parsed;
    } catch (AddressException | IllegalArgumentException | UnsupportedEncodingException e) {
      throw new Unfit("The " + what + " “" + address + "” is not an address.");
    }
  }

  static String messageId(String id) throws Unfit {
    var bracketed = bracketed(id);
    if (!MESSAGE_ID.matcher(bracketed).matches()) {
      throw new Unfit("The Message-ID “" + id + "” is not one.");
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
