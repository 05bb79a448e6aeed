package org.otklik.intake.message;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Tells mail of machines by its header, the surest sign first. */
final class Automatics {
  private static final Set<String> BULK = Set.of("bulk", "list", "junk", "auto_reply");

  private static final List<String> AUTOMATIC_SUBJECTS =
      List.of(
          "automatic reply:",
          "auto reply:",
          "auto-reply:",
          "autoreply:",
          "out of office:",
          "автоответ:",
          "автоматический ответ:",
          "автоматична відповідь:",
          "automatische antwort:");

  private Automatics() {}

  /** {@code report} is the type of a multipart/report, "" when it is none. */
  static Automatic judge(Headers headers, String report) {
    if (!report.isEmpty()) {
      return Automatic.because("report-type=" + Words.brief(report)); // a receipt, for instance
    }
    return autoSubmitted(headers)
        .or(() -> precedence(headers))
        .or(() -> suppress(headers))
        .or(() -> present(headers, "List-Id"))
        .or(() -> present(headers, "X-Autoreply"))
        .or(() -> present(headers, "X-Autorespond"))
        .or(() -> returnPath(headers))
        .or(() -> subject(headers))
        .map(Automatic::because)
        .orElse(Automatic.no());
  }

  /** RFC 3834 section 5: anything but "no". */
  private static Optional<String> autoSubmitted(Headers headers) {
    return headers
        .first("Auto-Submitted")
        .filter(value -> !word(value).equals("no") && !word(value).isEmpty())
        .map(value -> "Auto-Submitted: " + Words.brief(value));
  }

  private static Optional<String> precedence(Headers headers) {
    return headers
        .first("Precedence")
        .filter(value -> BULK.contains(word(value)))
        .map(value -> "Precedence: " + Words.brief(value));
  }

  /**
   * Exchange's request to spare the sender automatic answers. Asking for no receipts says nothing
   * about who wrote (MS-OXCMAIL section 2.2.3.2.14): ordinary mail of some programs does so.
   */
  private static Optional<String> suppress(Headers headers) {
    return headers
        .first("X-Auto-Response-Suppress")
        .filter(value -> {
          String low = value.toLowerCase(Locale.ROOT);
          return low.contains("all") || low.contains("oof") || low.contains("autoreply");
        })
        .map(value -> "X-Auto-Response-Suppress: " + Words.brief(value));
  }

  private static Optional<String> present(Headers headers, String name) {
    return headers
        .first(name)
        .filter(value -> !value.isBlank())
        .map(value -> name + ": " + Words.brief(value));
  }

  private static Optional<String> returnPath(Headers headers) {
    return headers
        .first("Return-Path")
        .filter(value -> value.replace(" ", "").equals("<>"))
        .map(value -> "Return-Path: <>");
  }

  /** What Exchange and others put before the subject of an automatic answer. */
  private static Optional<String> subject(Headers headers) {
    String subject = headers.first("Subject").orElse("").toLowerCase(Locale.ROOT);
    return AUTOMATIC_SUBJECTS.stream()
        .filter(subject::startsWith)
        .findFirst()
        .map(start -> "Subject: " + start);
  }

  private static String word(String value) {
    String low = value.strip().toLowerCase(Locale.ROOT);
    int end = 0;
    while (end < low.length() && " ;(\t".indexOf(low.charAt(end)) < 0) {
      end++;
    }
    return low.substring(0, end);
  }
}
