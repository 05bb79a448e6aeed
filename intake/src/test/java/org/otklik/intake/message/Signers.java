package org.otklik.intake.message;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.math.BigInteger;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.AttributeTable;
import org.bouncycastle.asn1.cms.CMSAttributes;
import org.bouncycastle.asn1.cms.Time;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.cert.jcajce.JcaCertStore;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedDataGenerator;
import org.bouncycastle.cms.DefaultSignedAttributeTableGenerator;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoGeneratorBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** An authority and people with certificates, who sign as mail programs do. */
final class Signers {
  static final Instant SIGNED = Instant.parse("2024-02-05T07:15:00Z");

  private final KeyPair authorityKey = key();
  final X509Certificate authority;

  Signers() throws Exception {
    var builder =
        new JcaX509v3CertificateBuilder(
            new X500Name("CN=Test Authority"),
            BigInteger.ONE,
            day(-1000),
            day(1000),
            new X500Name("CN=Test Authority"),
            authorityKey.getPublic());
    builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
    authority = certificate(builder);
  }

  /** Somebody's key and certificate. */
  record Person(KeyPair key, X509Certificate certificate) {}

  Person person(String name, String address, KeyPurposeId purpose, int fromDay, int toDay)
      throws Exception {
    KeyPair key = key();
    var builder =
        new JcaX509v3CertificateBuilder(
            authority,
            BigInteger.TWO,
            day(fromDay),
            day(toDay),
            new X500Name("CN=" + name),
            key.getPublic());
    builder.addExtension(
        Extension.subjectAlternativeName,
        false,
        new GeneralNames(new GeneralName(GeneralName.rfc822Name, address)));
    builder.addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(purpose));
    return new Person(key, certificate(builder));
  }

  Person person(String name, String address) throws Exception {
    return person(name, address, KeyPurposeId.id_kp_emailProtection, -100, 100);
  }

  byte[] sign(Person person, String content, String algorithm, boolean around) throws Exception {
    var generator = new CMSSignedDataGenerator();
    ASN1EncodableVector attributes = new ASN1EncodableVector();
    attributes.add(
        new Attribute(CMSAttributes.signingTime, new DERSet(new Time(Date.from(SIGNED)))));
    generator.addSignerInfoGenerator(
        new JcaSimpleSignerInfoGeneratorBuilder()
            .setSignedAttributeGenerator(
                new DefaultSignedAttributeTableGenerator(new AttributeTable(attributes)))
            .build(algorithm, person.key().getPrivate(), person.certificate()));
    generator.addCertificates(new JcaCertStore(List.of(person.certificate(), authority)));
    byte[] bytes = content.replace("\n", "\r\n").getBytes(UTF_8);
    return generator.generate(new CMSProcessableByteArray(bytes), around).getEncoded();
  }

  private X509Certificate certificate(JcaX509v3CertificateBuilder builder) throws Exception {
    return new JcaX509CertificateConverter()
        .getCertificate(
            builder.build(
                new JcaContentSignerBuilder("SHA256withECDSA").build(authorityKey.getPrivate())));
  }

  private static Date day(int days) {
    return Date.from(SIGNED.plus(days, ChronoUnit.DAYS));
  }

  private static KeyPair key() {
    try {
      var generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(256);
      return generator.generateKeyPair();
    } catch (java.security.GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
