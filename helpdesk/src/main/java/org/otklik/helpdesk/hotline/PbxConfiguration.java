package org.otklik.helpdesk.hotline;

import io.micronaut.context.annotation.EachProperty;
import io.micronaut.context.annotation.Parameter;
import io.micronaut.core.bind.annotation.Bindable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.otklik.helpdesk.database.CannotStartException;
import org.otklik.telephony.PbxId;
import org.otklik.telephony.asterisk.Pbx;
import org.otklik.telephony.asterisk.Timing;

/**
 * A PBX as the configuration writes it, under {@code otklik.pbxes.NAME}.
 *
 * @param port of the manager interface; without it 5039 by TLS, 5038 plain
 * @param security {@code tls} or {@code plain}
 * @param certificate a PEM file with the certificates that are believed; without it the ones that
 *     the Java platform believes
 * @param phones how the queue knows telephones: {@code pjsip}, {@code sip} or {@code freepbx}
 * @param region of numbers without a country code, as ISO 3166 has it
 * @param recordings the folder that they lie in, on this machine or mounted
 * @param sftpHost else the machine that they are fetched from
 * @param sftpHostKey the fingerprint of its key, {@code SHA256:…}
 * @param sftpKey a file with our private key
 */
@EachProperty("otklik.pbxes")
record PbxConfiguration(
    @Parameter String name,
    @Nullable String host,
    @Nullable Integer port,
    @Bindable(defaultValue = "tls") String security,
    @Nullable Path certificate,
    @Bindable(defaultValue = "otklik") String user,
    @Nullable String secret,
    @Bindable(defaultValue = "hotline") String queue,
    @Bindable(defaultValue = "pjsip") String phones,
    @Bindable(defaultValue = "RU") String region,
    @Nullable Path recordings,
    @Nullable String sftpHost,
    @Bindable(defaultValue = "22") int sftpPort,
    @Nullable String sftpHostKey,
    @Bindable(defaultValue = "otklik") String sftpUser,
    @Nullable Path sftpKey,
    @Bindable(defaultValue = "/var/spool/asterisk/monitor/otklik") String sftpFolder) {
  private static final int TLS_PORT = 5039;
  private static final int PLAIN_PORT = 5038;

  WatchedPbx pbx() {
    boolean plain =
        switch (security) {
          case "tls" -> false;
          case "plain" -> true;
          default ->
              throw new CannotStartException(
                  setting("security") + " must be tls or plain, not " + security + ".");
        };
    String there = CannotStartException.unlessSet(host, setting("host"));
    String given = CannotStartException.unlessSet(secret, setting("secret"));
    // What isn't of its form is named by its setting, and never shown: it may be the secret.
    var login = checked("secret", () -> new Pbx.Login(checkedUser(), given));
    var id = checked("", () -> new PbxId(name));
    var waiting = checked("queue", () -> new Pbx.Queue(queue));
    Pbx.Tls tls = plain ? new Pbx.Tls.None() : new Pbx.Tls.Verified(authority());
    int reached = port != null ? port : plain ? PLAIN_PORT : TLS_PORT;
    if (reached < 1 || reached > 65_535) {
      throw new CannotStartException(setting("port") + " must be a number from 1 to 65535.");
    }
    return new WatchedPbx(
        checked(
            "region",
            () -> new Pbx(id, there, reached, tls, login, waiting, knownPhones(), region)),
        Timing.USUAL,
        source());
  }

  private Optional<RecordingSource> source() {
    if (recordings != null) {
      return Optional.of(new FolderRecordings(recordings));
    }
    if (sftpHost == null) {
      return Optional.empty();
    }
    String hostKey = CannotStartException.unlessSet(sftpHostKey, setting("sftp-host-key"));
    if (!hostKey.startsWith("SHA256:")) {
      throw new CannotStartException(
          setting("sftp-host-key") + " must be a fingerprint as ssh-keygen -l shows it: SHA256:…");
    }
    if (sftpKey == null || !Files.isReadable(sftpKey)) {
      throw new CannotStartException(
          setting("sftp-key") + " must name a file with a private key that can be read.");
    }
    return Optional.of(
        new SftpRecordings(
            new SftpRecordings.Settings(
                sftpHost, sftpPort, hostKey, sftpUser, sftpKey, sftpFolder)));
  }

  private String checkedUser() {
    return checked("user", () -> new Pbx.Login(user, "any").user());
  }

  private Optional<Path> authority() {
    if (certificate != null && !Files.isReadable(certificate)) {
      throw new CannotStartException(
          setting("certificate") + ": there is no file " + certificate + " to be read.");
    }
    return Optional.ofNullable(certificate);
  }

  private Pbx.Phones knownPhones() {
    try {
      return Pbx.Phones.valueOf(phones.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw new CannotStartException(
          setting("phones") + " must be pjsip, sip or freepbx, not " + phones + ".", e);
    }
  }

  private <T> T checked(String setting, Supplier<T> value) {
    try {
      return value.get();
    } catch (IllegalArgumentException e) {
      throw new CannotStartException(setting(setting) + ": " + e.getMessage(), e);
    }
  }

  private String setting(String which) {
    return "otklik.pbxes." + name + (which.isEmpty() ? "" : "." + which);
  }

  @Override
  public String toString() {
    return "PBX " + name;
  }
}
