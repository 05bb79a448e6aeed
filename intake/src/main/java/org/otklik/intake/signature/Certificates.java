package org.otklik.intake.signature;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x500.style.IETFUtils;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.X509CertificateHolder;

/** What a certificate says about whose it is. */
final class Certificates {
  private static final int LONGEST = 300;
  private static final int MOST_ADDRESSES = 20;

  private Certificates() {}

  /** Its mail addresses (RFC 8550 section 3): alternative names first, then the old attribute. */
  static List<String> addresses(X509CertificateHolder certificate) {
    Set<String> addresses = new LinkedHashSet<>();
    GeneralNames names =
        GeneralNames.fromExtensions(certificate.getExtensions(), Extension.subjectAlternativeName);
    if (names != null) {
      for (GeneralName name : names.getNames()) {
        if (name.getTagNo() == GeneralName.rfc822Name) {
          addresses.add(clean(name.getName().toString()));
        }
      }
    }
    addresses.addAll(values(certificate, BCStyle.EmailAddress));
    return addresses.stream().limit(MOST_ADDRESSES).toList();
  }

  /** Whose name it is made out to. */
  static String name(X509CertificateHolder certificate, List<String> addresses) {
    return values(certificate, BCStyle.CN).stream()
        .findFirst()
        .or(() -> addresses.stream().findFirst())
        .orElse("");
  }

  private static List<String> values(X509CertificateHolder certificate, ASN1ObjectIdentifier type) {
    List<String> values = new ArrayList<>();
    for (RDN part : certificate.getSubject().getRDNs(type)) {
      String value = clean(IETFUtils.valueToString(part.getFirst().getValue()));
      if (!value.isEmpty()) {
        values.add(value);
      }
    }
    return values;
  }

  /** One short line: whoever made the certificate chose it. */
  private static String clean(String text) {
    String line = text.replaceAll("[\\p{Cntrl}\\p{Cf}\\p{Cs}\\s\\\\]+", " ").strip();
    int end = Math.min(line.length(), LONGEST);
    boolean half =
        end > 0 && end < line.length() && Character.isHighSurrogate(line.charAt(end - 1));
    return line.substring(0, half ? end - 1 : end);
  }
}
