package org.otklik.intake.authenticity;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.james.jdkim.DKIMVerifier;
import org.apache.james.jdkim.api.BodyHasher;
import org.apache.james.jdkim.api.PublicKeyRecord;
import org.apache.james.jdkim.api.PublicKeyRecordRetriever;
import org.apache.james.jdkim.api.Result;
import org.apache.james.jdkim.api.SignatureRecord;
import org.apache.james.jdkim.exceptions.FailException;
import org.apache.james.jdkim.exceptions.TempFailException;
import org.jspecify.annotations.Nullable;
import org.otklik.intake.message.RawSource;

/**
 * Verifies a message's own signatures (RFC 6376) where no mail server has done it for us. Only
 * those of the sender's organisation are looked at, and only such that leave nothing open: whole
 * body signed, not expired when it arrived, a key that nobody can break. Thread-safe; asks the DNS,
 * so never within a transaction.
 */
public final class DkimCheck {
  /** Fields of which a message has one at most (RFC 5322 §3.6), and whose second would be shown. */
  private static final List<String> ONCE =
      List.of(
          "From",
          "Sender",
          "Reply-To",
          "To",
          "Cc",
          "Date",
          "Subject",
          "Message-ID",
          "In-Reply-To",
          "References",
          "MIME-Version",
          "Content-Type",
          "Content-Transfer-Encoding");

  static {
    Ed25519.add();
  }

  private final KeyRecords keys;
  private final DkimPolicy policy;

  public DkimCheck(KeyRecords keys, DkimPolicy policy) {
    this.keys = keys;
    this.policy = policy;
  }

  /**
   * Whether one of the message's signatures shows that it is the domain's.
   *
   * @param fromDomain of the one From address, in normal form
   * @param arrived when the mail server took the message, UTC
   */
  public Proof check(RawSource raw, String fromDomain, Instant arrived) {
    try (SplitMail mail = SplitMail.of(raw, policy.headerBytes())) {
      if (!policy.addedFields() && ONCE.stream().anyMatch(f -> mail.getFields(f).size() > 1)) {
        return Proof.none("dkim-added", fromDomain);
      }
      String why = "";
      String about = fromDomain;
      var fit = new ArrayList<String>();
      for (String field : ofOrganisation(mail, fromDomain)) {
        Signature signature = Signature.in(field).orElseThrow();
        var unfit = signature.unfit(policy, arrived);
        if (unfit.isEmpty()) {
          fit.add(field);
        } else if (why.isEmpty()) {
          why = unfit.get();
          about = signature.keyName();
        }
      }
      if (fit.isEmpty()) {
        return Proof.none(why.isEmpty() ? "dkim-none" : why, about);
      }
      return verify(mail, fit);
    } catch (IOException unreadable) {
      return Proof.none("dkim-broken", String.valueOf(unreadable.getMessage()));
    }
  }

  private List<String> ofOrganisation(SplitMail mail, String fromDomain) {
    return mail.getFields("DKIM-Signature").stream()
        .filter(field ->
            Signature.in(field)
                .filter(s -> Alignment.isOfOneOrganisation(s.domain(), fromDomain))
                .isPresent())
        .limit(policy.mostSignatures())
        .toList();
  }

  private Proof verify(SplitMail mail, List<String> signatures) throws IOException {
    var verifier = new Verifier();
    try {
      BodyHasher hasher = verifier.newBodyHasher(mail.signedBy(signatures));
      try (var out = hasher.getOutputStream()) {
        mail.body().transferTo(out);
      }
      verifier.verify(hasher);
    } catch (FailException notOne) {
      // the results say so of each
    }
    List<Result> results = verifier.getResults();
    return results.stream()
        .filter(Result::isSuccess)
        .findFirst()
        .map(result -> Proof.by("dkim", String.valueOf(result.getRecord().getDToken())))
        .orElseGet(() -> unproven(verifier, results, signatures.getFirst()));
  }

  private static Proof unproven(Verifier verifier, List<Result> results, String signature) {
    String about = Signature.in(signature).map(Signature::keyName).orElse("");
    if (results.stream().anyMatch(r -> r.getResultType() == Result.Type.TEMPERROR)) {
      return Proof.none("dkim-unavailable", about);
    }
    return Proof.none(Optional.ofNullable(verifier.why.get()).orElse("dkim-broken"), about);
  }

  /** jDKIM's, with our notion of what to believe. */
  private final class Verifier extends DKIMVerifier {
    private final AtomicReference<@Nullable String> why = new AtomicReference<>();

    Verifier() {
      super((method, selector, domain) -> List.of()); // never asked, see below
    }

    @Override
    public SignatureRecord newSignatureRecord(String record) {
      return Signature.in(":" + record).orElseThrow(IllegalStateException::new);
    }

    @Override
    protected PublicKeyRecord newPublicKeyRecord(String record) {
      return new Key(record, policy, why);
    }

    @Override
    protected PublicKeyRecordRetriever getPublicKeyRecordRetriever() {
      return (method, selector, domain) -> {
        if (!Set.of("dns", "dns/txt").contains(method.toString())) {
          return List.of();
        }
        return records((selector + "._domainkey." + domain).toLowerCase(Locale.ROOT));
      };
    }

    private List<String> records(String name) throws TempFailException {
      try {
        List<String> found = keys.at(name);
        if (found.isEmpty()) {
          why.set("dkim-no-key");
        }
        return found;
      } catch (KeyRecords.Unavailable e) {
        throw new TempFailException(String.valueOf(e.getMessage()));
      }
    }
  }
}
