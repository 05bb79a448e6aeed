package org.otklik.intake.servers;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * TLS for both ends with a certificate of its own, made by the JDK's keytool.
 *
 * @param context serves with the certificate and trusts nothing else
 * @param certificate in PEM
 * @param key in PEM
 */
public record TlsForTests(SSLContext context, Path certificate, Path key) {
  private static final String PASSWORD = "changeit";

  /** A certificate that names one host, a name. */
  public static TlsForTests naming(String host, Path folder)
      throws IOException, GeneralSecurityException, InterruptedException {
    var file = folder.resolve("server.p12");
    var keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
    var command =
        List.of(
            keytool,
            "-genkeypair",
            "-alias",
            "server",
            "-keyalg",
            "EC",
            "-dname",
            "CN=" + host,
            "-ext",
            "SAN=dns:" + host,
            "-ext",
            "BC=ca:true",
            "-validity",
            "2",
            "-storetype",
            "PKCS12",
            "-storepass",
            PASSWORD,
            "-keystore",
            file.toString());
    int exit = new ProcessBuilder(command).inheritIO().start().waitFor();
    if (exit != 0) {
      throw new IllegalStateException("keytool ended with " + exit);
    }
    var keys = KeyStore.getInstance(file.toFile(), PASSWORD.toCharArray());
    var certificate = keys.getCertificate("server");
    var trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry("server", certificate);
    var keyManagers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keyManagers.init(keys, PASSWORD.toCharArray());
    var trustManagers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trustManagers.init(trusted);
    var tls = SSLContext.getInstance("TLS");
    tls.init(keyManagers.getKeyManagers(), trustManagers.getTrustManagers(), null);
    var key = keys.getKey("server", PASSWORD.toCharArray()).getEncoded();
    return new TlsForTests(
        tls,
        pem(folder.resolve("server.crt"), "CERTIFICATE", certificate.getEncoded()),
        pem(folder.resolve("server.key"), "PRIVATE KEY", key));
  }

  private static Path pem(Path file, String what, byte[] bytes) throws IOException {
    var lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encode(bytes);
    return Files.writeString(
        file,
        "-----BEGIN %1$s-----\n%2$s\n-----END %1$s-----\n"
            .formatted(what, new String(lines, StandardCharsets.US_ASCII)));
  }
}
