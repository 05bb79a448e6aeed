package org.otklik.intake.screening;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.otklik.intake.screening.Verdict.Hold;

/**
 * Nothing that the mailbox trusts says that the message comes from the domain in its From header.
 * Held whoever it claims to be from, so that nobody can use the forwarding as a relay either.
 */
final class UnprovenSender implements Rule {
  private static final Pattern COMMENT = Pattern.compile("\\([^()]*\\)");
  private static final Pattern DMARC_PASS = Pattern.compile("(?s)\\s*dmarc\\s*=\\s*pass\\b(.*)");
  private static final Pattern HEADER_FROM =
      Pattern.compile("\\bheader\\.from\\s*=\\s*\"?([^\\s;\"]+)");

  @Override
  public Optional<Verdict> judge(Letter letter) {
    return switch (letter.trust()) {
      case Trust.InServer() -> Optional.empty();
      case Trust.InNobody() -> Optional.of(new Hold(Reason.of("no-trust-configured")));
      case Trust.InAuthenticationResults(String authservId) ->
          passesDmarc(letter, authservId)
              ? Optional.empty()
              : Optional.of(new Hold(Reason.of("sender-not-proven", authservId)));
    };
  }

  /**
   * Looks at the topmost header of the trusted server only: one further down may have come from
   * outside (RFC 8601 §5).
   */
  private static boolean passesDmarc(Letter letter, String authservId) {
    String domain = letter.message().from().getFirst().domain();
    return letter.message().headers().all("Authentication-Results").stream()
        .map(UnprovenSender::parts)
        .filter(parts -> id(parts.getFirst()).equals(authservId.toLowerCase(Locale.ROOT)))
        .findFirst()
        .map(parts -> parts.stream().skip(1).anyMatch(part -> isPassFor(part, domain)))
        .orElse(false);
  }

  private static List<String> parts(String header) {
    String plain = header;
    for (int depth = 0; depth < 5 && plain.indexOf('(') >= 0; depth++) {
      plain = COMMENT.matcher(plain).replaceAll(" ");
    }
    return List.of(plain.toLowerCase(Locale.ROOT).split(";", 100));
  }

  /** The authserv-id may be followed by a version (RFC 8601 §2.2). */
  private static String id(String firstPart) {
    return firstPart.strip().split("\\s", 2)[0];
  }

  private static boolean isPassFor(String part, String domain) {
    var pass = DMARC_PASS.matcher(part);
    if (!pass.matches()) {
      return false;
    }
    var from = HEADER_FROM.matcher(pass.group(1));
    return !from.find() || from.group(1).equals(domain);
  }
}
