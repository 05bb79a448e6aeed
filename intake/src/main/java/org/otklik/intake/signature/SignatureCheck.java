package org.otklik.intake.signature;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.bouncycastle.asn1.cms.CMSAttributes;
import org.bouncycastle.asn1.cms.Time;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSSignedDataParser;
import org.bouncycastle.cms.CMSSignerDigestMismatchException;
import org.bouncycastle.cms.CMSTypedStream;
import org.bouncycastle.cms.CMSVerifierCertificateNotValidException;
import org.bouncycastle.cms.SignerInformation;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;
import org.bouncycastle.util.Selector;
import org.jspecify.annotations.Nullable;

/**
 * Checks signatures in CMS (RFC 5652), as S/MIME has them: under a text ("detached") or around it
 * ("opaque"). What was signed is read as a stream. Of several signers the first is looked at.
 * Nothing is thrown for a bad signature. Thread-safe.
 */
public final class SignatureCheck {
  private static final int MOST_CERTIFICATES = 20;

  private static final Set<String> WEAK =
      Set.of(
          "1.2.840.113549.2.2", // MD2
          "1.2.840.113549.2.5", // MD5
          "1.3.14.3.2.26"); // SHA-1

  private final Roots roots;

  public SignatureCheck(Roots roots) {
    this.roots = roots;
  }

  /** An instance of our own: what is installed for the whole program stays as it is. */
  private static final class Algorithms {
    static final BouncyCastleProvider PROVIDER = new BouncyCastleProvider();
  }

  /**
   * Checks a signature under a text.
   *
   * @param content exactly what was signed, lines ended by CRLF
   * @param isSender whether an address is the one that the message says it is from
   * @param sent when the message says it was sent; counts where the signature tells no time
   */
  public Signature detached(
      InputStream content, byte[] cms, Predicate<String> isSender, @Nullable Instant sent) {
    return check(new CMSTypedStream(content), cms, isSender, sent);
  }

  /** Checks a signature around what it signs; see {@link #detached}. */
  public Signature opaque(byte[] cms, Predicate<String> isSender, @Nullable Instant sent) {
    return check(null, cms, isSender, sent);
  }

  /**
   * What an opaque signature is around, unchecked; nothing when this is none, such as an encrypted
   * mail.
   */
  public static Optional<InputStream> content(byte[] cms) {
    try {
      CMSTypedStream content = parser(null, cms).getSignedContent();
      return Optional.ofNullable(content).map(CMSTypedStream::getContentStream);
    } catch (CMSException | OperatorCreationException | RuntimeException | StackOverflowError no) {
      return Optional.empty();
    }
  }

  private Signature check(
      @Nullable CMSTypedStream content,
      byte[] cms,
      Predicate<String> isSender,
      @Nullable Instant sent) {
    try {
      CMSSignedDataParser parser = parser(content, cms);
      CMSTypedStream signed = parser.getSignedContent();
      if (signed == null) {
        return Signature.of(Signature.Reason.UNREADABLE);
      }
      signed.drain();
      return signer(parser, isSender, sent);
    } catch (CMSException
        | IOException
        | CertificateException
        | OperatorCreationException
        | RuntimeException
        | StackOverflowError unreadable) {
      // Bouncy Castle throws what it likes for bad input.
      return Signature.of(Signature.Reason.UNREADABLE);
    }
  }

  private static CMSSignedDataParser parser(@Nullable CMSTypedStream content, byte[] cms)
      throws CMSException, OperatorCreationException {
    var digests = new JcaDigestCalculatorProviderBuilder().setProvider(Algorithms.PROVIDER).build();
    var in = new ByteArrayInputStream(cms);
    return content == null
        ? new CMSSignedDataParser(digests, in)
        : new CMSSignedDataParser(digests, content, in);
  }

  private Signature signer(
      CMSSignedDataParser parser, Predicate<String> isSender, @Nullable Instant sent)
      throws CMSException, CertificateException, OperatorCreationException {
    List<X509Certificate> all = new ArrayList<>();
    for (X509CertificateHolder holder : certificates(parser, null)) {
      if (all.size() < MOST_CERTIFICATES) {
        all.add(new JcaX509CertificateConverter().getCertificate(holder));
      }
    }
    Collection<SignerInformation> signers = parser.getSignerInfos().getSigners();
    if (signers.isEmpty()) {
      return Signature.of(Signature.Reason.UNREADABLE);
    }
    SignerInformation signer = signers.iterator().next();
    Collection<X509CertificateHolder> own = certificates(parser, signer);
    if (own.isEmpty()) {
      return Signature.of(Signature.Reason.UNREADABLE);
    }
    X509CertificateHolder holder = own.iterator().next();
    List<String> addresses = Certificates.addresses(holder);
    return new Signature(
        judge(signer, holder, all, addresses.stream().anyMatch(isSender), sent),
        Certificates.name(holder, addresses),
        addresses);
  }

  @SuppressWarnings({"unchecked", "NullAway"}) // no selector means all of them
  private static Collection<X509CertificateHolder> certificates(
      CMSSignedDataParser parser, @Nullable SignerInformation signer) throws CMSException {
    Selector<X509CertificateHolder> by =
        signer == null ? null : (Selector<X509CertificateHolder>) signer.getSID();
    return parser.getCertificates().getMatches(by);
  }

  private Signature.Reason judge(
      SignerInformation signer,
      X509CertificateHolder holder,
      List<X509Certificate> all,
      boolean isSender,
      @Nullable Instant sent)
      throws CMSException, CertificateException, OperatorCreationException {
    try {
      var verifier =
          new JcaSimpleSignerInfoVerifierBuilder().setProvider(Algorithms.PROVIDER).build(holder);
      if (!signer.verify(verifier)) {
        return Signature.Reason.ALTERED;
      }
    } catch (CMSSignerDigestMismatchException altered) {
      return Signature.Reason.ALTERED;
    } catch (CMSVerifierCertificateNotValidException expired) {
      return Signature.Reason.UNTRUSTED;
    }
    if (WEAK.contains(signer.getDigestAlgOID())) {
      return Signature.Reason.WEAK;
    }
    if (!isSender) {
      return Signature.Reason.OTHER_SENDER;
    }
    Instant at = signed(signer).orElse(sent);
    X509Certificate certificate = new JcaX509CertificateConverter().getCertificate(holder);
    return at != null && roots.vouchFor(certificate, all, at)
        ? Signature.Reason.TRUSTED
        : Signature.Reason.UNTRUSTED;
  }

  /** When it was signed, as the signer says (RFC 5652 section 11.3). */
  private static Optional<Instant> signed(SignerInformation signer) {
    return Optional.ofNullable(signer.getSignedAttributes())
        .map(attributes -> attributes.get(CMSAttributes.signingTime))
        .filter(attribute -> attribute.getAttrValues().size() == 1)
        .map(attribute -> Time.getInstance(attribute.getAttrValues().getObjectAt(0)))
        .map(time -> time.getDate().toInstant());
  }
}
