package org.otklik.intake.authenticity;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.otklik.intake.authenticity.ResultsHeader.Result;
import org.otklik.intake.message.Headers;

/**
 * What a trusted mail server says about a message in {@code Authentication-Results} (RFC 8601):
 * DMARC passed, or DKIM or SPF for a domain of the sender's organisation.
 *
 * <p>Only the topmost header under the server's name counts. What stands below may have come from
 * outside (RFC 8601 §5), even when it stands right below.
 */
public final class AuthenticationResults {
  private static final String HEADER = "Authentication-Results";

  private AuthenticationResults() {}

  /**
   * What the server says, or nothing when it left no header.
   *
   * @param fromDomain of the one From address, in normal form
   */
  public static Optional<Proof> of(Headers headers, String authservId, String fromDomain) {
    String server = authservId.toLowerCase(Locale.ROOT);
    return headers.all(HEADER).stream()
        .map(ResultsHeader::of)
        .filter(header -> header.server().equals(server))
        .findFirst()
        .map(header -> judge(header.results(), server, fromDomain));
  }

  /**
   * DMARC decides where the server checked it. A server that writes a method's result twice may
   * have been talked into the second: a single result that isn't "pass" then counts.
   */
  private static Proof judge(List<Result> results, String server, String fromDomain) {
    List<Result> dmarc = results.stream().filter(r -> r.method().equals("dmarc")).toList();
    if (dmarc.stream().anyMatch(r -> r.value().equals("fail"))) {
      return Proof.none("dmarc-failed", server);
    }
    if (!dmarc.isEmpty() && dmarc.stream().allMatch(r -> isDmarcPass(r, fromDomain))) {
      return Proof.by("dmarc", server);
    }
    if (dmarc.stream().anyMatch(r -> r.value().equals("pass"))) {
      return Proof.none("sender-not-proven", server); // for another domain than the sender's
    }
    return results.stream()
        .filter(r -> r.value().equals("pass"))
        .filter(r -> Alignment.isOfOneOrganisation(domainOf(r), fromDomain))
        .findFirst()
        .map(r -> Proof.by(r.method(), domainOf(r)))
        .orElseGet(() -> Proof.none("sender-not-proven", server));
  }

  private static boolean isDmarcPass(Result result, String fromDomain) {
    return result.value().equals("pass")
        && result
            .property("header.from")
            .map(from -> Alignment.domainIn(from).equals(fromDomain))
            .orElse(true);
  }

  /** The domain that a method vouches for, "" when it is none that counts. */
  private static String domainOf(Result result) {
    return switch (result.method()) {
      case "dkim" ->
          result
              .property("header.d")
              .or(() -> result.property("header.i"))
              .map(Alignment::domainIn)
              .orElse("");
      case "spf" -> result.property("smtp.mailfrom").map(Alignment::domainIn).orElse("");
      default -> "";
    };
  }
}
