package org.otklik.helpdesk.hotline;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.digest.BuiltinDigests;
import org.apache.sshd.common.keyprovider.FileKeyPairProvider;
import org.apache.sshd.sftp.client.SftpClient;
import org.apache.sshd.sftp.client.SftpClientFactory;
import org.apache.sshd.sftp.common.SftpConstants;
import org.apache.sshd.sftp.common.SftpException;
import org.otklik.telephony.Recording;

/**
 * Recordings on another machine, by SFTP. The machine has to have the key that is configured, and
 * no other; we sign in with a key of ours.
 */
final class SftpRecordings implements RecordingSource {
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  private final Settings settings;
  private final SshClient client;

  /**
   * How it is reached.
   *
   * @param hostKey the fingerprint of the machine's key: {@code SHA256:…}, as ssh-keygen shows it
   * @param key a file with our private key, without a passphrase
   * @param folder there, absolute
   */
  record Settings(String host, int port, String hostKey, String user, Path key, String folder) {}

  SftpRecordings(Settings settings) {
    this.settings = settings;
    client = SshClient.setUpDefaultClient();
    client.setServerKeyVerifier((_, _, key) ->
        settings.hostKey().equals(KeyUtils.getFingerPrint(BuiltinDigests.sha256, key)));
    client.setKeyIdentityProvider(new FileKeyPairProvider(settings.key()));
    client.start();
  }

  @Override
  public void reach() throws IOException {
    connected(files -> files.stat(settings.folder()));
  }

  @Override
  public <T> Optional<T> read(Recording recording, Reader<T> reader) throws IOException {
    return connected(files -> read(files, settings.folder() + "/" + recording.fileName(), reader));
  }

  private interface Step<T> {
    T with(SftpClient files) throws IOException;
  }

  private <T> T connected(Step<T> step) throws IOException {
    try (ClientSession session =
        client
            .connect(settings.user(), settings.host(), settings.port())
            .verify(PATIENCE)
            .getSession()) {
      session.auth().verify(PATIENCE);
      try (SftpClient files = SftpClientFactory.instance().createSftpClient(session)) {
        return step.with(files);
      }
    }
  }

  private static <T> Optional<T> read(SftpClient files, String path, Reader<T> reader)
      throws IOException {
    try {
      SftpClient.Attributes found = files.lstat(path);
      if (!found.isRegularFile()) {
        return Optional.empty();
      }
      try (var bytes = files.read(path)) {
        return Optional.of(
            reader.read(new File(found.getSize(), found.getModifyTime().toInstant()), bytes));
      }
    } catch (SftpException e) {
      if (e.getStatus() == SftpConstants.SSH_FX_NO_SUCH_FILE) {
        return Optional.empty();
      }
      throw e;
    }
  }

  @Override
  public void close() {
    client.stop();
  }
}
