package org.otklik.helpdesk.hotline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.digest.BuiltinDigests;
import org.apache.sshd.common.file.virtualfs.VirtualFileSystemFactory;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.sftp.server.SftpSubsystemFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.otklik.telephony.Recording;

/** Where recordings are fetched from: a folder, and another machine by SFTP. */
class RecordingSourcesTest {
  private static final Recording CALL = new Recording("1795178202.42.wav");

  @TempDir private Path folder;

  private static Optional<String> read(RecordingSource source) throws IOException {
    return source.read(
        CALL,
        (file, bytes) -> {
          String text = new String(bytes.readAllBytes(), StandardCharsets.UTF_8);
          assertThat(file.size()).isEqualTo(text.length());
          return text;
        });
  }

  @Test
  void a_recording_in_a_folder_is_read_and_one_that_is_not_there_waits() throws IOException {
    var source = new FolderRecordings(folder);
    assertThat(read(source)).isEmpty();
    Files.writeString(folder.resolve(CALL.fileName()), "RIFF");
    assertThat(read(source)).contains("RIFF");
  }

  @Test
  void a_link_in_the_folder_leads_nowhere() throws IOException {
    Path other = Files.writeString(folder.resolve("other"), "secret");
    Path shared = Files.createDirectory(folder.resolve("shared"));
    Files.createSymbolicLink(shared.resolve(CALL.fileName()), other);
    assertThat(read(new FolderRecordings(shared))).isEmpty();
  }

  @Test
  void a_folder_that_is_not_mounted_is_trouble_and_not_a_missing_recording() {
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> read(new FolderRecordings(folder.resolve("nowhere"))));
  }

  @Test
  void a_recording_is_fetched_from_the_machine_whose_key_is_pinned() throws Exception {
    KeyPair host = keys();
    KeyPair ours = keys();
    Path key =
        Files.writeString(
            folder.resolve("key"),
            "-----BEGIN PRIVATE KEY-----\n"
                + Base64.getMimeEncoder().encodeToString(ours.getPrivate().getEncoded())
                + "\n-----END PRIVATE KEY-----\n");
    Path spool = Files.createDirectories(folder.resolve("root/spool"));
    Files.writeString(spool.resolve(CALL.fileName()), "RIFF by SFTP");
    try (SshServer server = SshServer.setUpDefaultServer()) {
      server.setHost("127.0.0.1");
      server.setKeyPairProvider(KeyPairProvider.wrap(host));
      server.setPublickeyAuthenticator((user, offered, session) ->
          user.equals("otklik") && KeyUtils.compareKeys(offered, ours.getPublic()));
      server.setSubsystemFactories(List.of(new SftpSubsystemFactory()));
      server.setFileSystemFactory(new VirtualFileSystemFactory(folder.resolve("root")));
      server.start();
      String right = KeyUtils.getFingerPrint(BuiltinDigests.sha256, host.getPublic());
      try (var source = source(server.getPort(), right, key)) {
        assertThat(read(source)).contains("RIFF by SFTP");
        Files.delete(spool.resolve(CALL.fileName()));
        assertThat(read(source)).isEmpty();
      }
      String another = KeyUtils.getFingerPrint(BuiltinDigests.sha256, ours.getPublic());
      try (var source = source(server.getPort(), another, key)) {
        assertThatExceptionOfType(IOException.class).isThrownBy(() -> read(source));
      }
    }
  }

  private static SftpRecordings source(int port, String hostKey, Path key) {
    return new SftpRecordings(
        new SftpRecordings.Settings("127.0.0.1", port, hostKey, "otklik", key, "/spool"));
  }

  private static KeyPair keys() throws Exception {
    var generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2048);
    return generator.generateKeyPair();
  }
}
