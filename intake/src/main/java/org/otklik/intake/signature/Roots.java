package org.otklik.intake.signature;

import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertPathBuilder;
import java.security.cert.CertStore;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Collection;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * The authorities whose word counts. A chain is built from the certificates in the mail alone:
 * nothing is fetched, so revocation isn't known. Thread-safe.
 */
public final class Roots {
  private static final String MAIL = "1.3.6.1.5.5.7.3.4"; // RFC 5280 section 4.2.1.12
  private static final String ANYTHING = "2.5.29.37.0";
  private static final int LONGEST_CHAIN = 6;

  private final Supplier<Set<TrustAnchor>> source;
  private @Nullable Set<TrustAnchor> anchors;

  private Roots(Supplier<Set<TrustAnchor>> source) {
    this.source = source;
  }

  /** Those of the Java platform, or of the trust store it is told to use; read at first need. */
  public static Roots ofPlatform() {
    return new Roots(Roots::platform);
  }

  /** Just these. */
  public static Roots of(Collection<X509Certificate> roots) {
    Set<TrustAnchor> anchors = new HashSet<>();
    roots.forEach(root -> anchors.add(new TrustAnchor(root, null)));
    return new Roots(() -> anchors);
  }

  /** Whether one of these vouches for the certificate, for signing mail, at this time. */
  boolean vouchFor(X509Certificate certificate, List<X509Certificate> others, Instant at) {
    try {
      if (!isForMail(certificate) || anchors().isEmpty()) {
        return false;
      }
      var target = new X509CertSelector();
      target.setCertificate(certificate);
      var parameters = new PKIXBuilderParameters(anchors(), target);
      parameters.setRevocationEnabled(false);
      parameters.setMaxPathLength(LONGEST_CHAIN);
      parameters.setDate(Date.from(at));
      parameters.addCertStore(
          CertStore.getInstance("Collection", new CollectionCertStoreParameters(others)));
      CertPathBuilder.getInstance("PKIX").build(parameters);
      return true;
    } catch (GeneralSecurityException | IllegalArgumentException noChain) {
      return false;
    }
  }

  /** A certificate of a web server signs no mail. */
  private static boolean isForMail(X509Certificate certificate) throws GeneralSecurityException {
    boolean[] usage = certificate.getKeyUsage();
    List<String> purposes = certificate.getExtendedKeyUsage();
    boolean signs = usage == null || usage[0] || usage[1];
    return signs && (purposes == null || purposes.contains(MAIL) || purposes.contains(ANYTHING));
  }

  private synchronized Set<TrustAnchor> anchors() {
    Set<TrustAnchor> known = anchors;
    if (known == null) {
      known = source.get();
      anchors = known;
    }
    return known;
  }

  private static Set<TrustAnchor> platform() {
    Set<TrustAnchor> anchors = new HashSet<>();
    try {
      var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      factory.init((@Nullable KeyStore) null);
      for (TrustManager manager : factory.getTrustManagers()) {
        if (manager instanceof X509TrustManager trusted) {
          for (X509Certificate root : trusted.getAcceptedIssuers()) {
            anchors.add(new TrustAnchor(root, null));
          }
        }
      }
    } catch (GeneralSecurityException unreadable) {
      return Set.of(); // then nobody vouches for anybody, and every signature is unknown
    }
    return anchors;
  }
}
