package org.otklik.telephony.asterisk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.otklik.intake.servers.AsteriskServer;
import org.otklik.intake.servers.TlsForTests;
import org.otklik.telephony.asterisk.PbxCheck.Finding;
import org.otklik.telephony.asterisk.PbxCheck.Point;

/** What a test of a PBX finds, with any Asterisk that the hotline works with. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class PbxCheckCases {
  private final AsteriskServer.Version version;
  AsteriskServer pbx;
  private Path manager;
  private String asShipped;

  PbxCheckCases(AsteriskServer.Version version) {
    this.version = version;
  }

  @BeforeAll
  void installed() {
    pbx = AsteriskServer.running(version);
  }

  @AfterAll
  void removed() {
    if (pbx != null) {
      pbx.close();
    }
  }

  @BeforeEach
  void remembered() throws IOException {
    manager = pbx.configuration().resolve("manager_otklik.conf");
    asShipped = Files.readString(manager);
  }

  @AfterEach
  void restored() throws IOException {
    manager(asShipped);
  }

  private void manager(String text) throws IOException {
    Files.writeString(manager, text);
    pbx.cli("manager reload");
  }

  private static List<Finding> check(Pbx there) {
    return PbxCheck.of(there, HotlineCases.QUICK, InstantSource.system());
  }

  private List<Finding> check() {
    return check(HotlineCases.at(pbx.amiPort()));
  }

  private static List<String> bad(List<Finding> findings) {
    return findings.stream().filter(finding -> !finding.fine()).map(Finding::words).toList();
  }

  @Test
  void a_pbx_set_up_as_shipped_has_nothing_wrong() {
    List<Finding> findings = check();
    assertThat(bad(findings)).isEmpty();
    assertThat(findings).extracting(Finding::point).containsExactly(Point.values());
    assertThat(pbx.cli("queue show hotline")).contains("No Members");
  }

  @ParameterizedTest
  @CsvSource({
    "'write = reporting,originate,agent','write = originate,agent',reporting to write",
    "'write = reporting,originate,agent','write = reporting,agent',originate to write",
    "'write = reporting,originate,agent','write = reporting,originate',agent to write",
    "'read = agent,user','read = agent',user to read",
    "'read = agent,user','read = user',agent to read",
  })
  void a_missing_privilege_is_named(String shipped, String other, String named) throws Exception {
    assertThat(asShipped).contains(shipped);
    manager(asShipped.replace(shipped, other));
    assertThat(bad(check())).isNotEmpty().allMatch(words -> words.contains("add " + named));
  }

  @Test
  void a_hotline_that_may_not_read_the_ledger_says_so() throws Exception {
    manager(asShipped.replace("write = reporting,originate,agent", "write = originate,agent"));
    var desk = new HelpDesk();
    Pbx there = HotlineCases.at(pbx.amiPort());
    try (var hotline =
        Hotline.watch(there, HotlineCases.QUICK, desk, desk, InstantSource.system())) {
      await().until(() -> hotline.state().trouble().isPresent());
      assertThat(hotline.state().trouble().orElseThrow())
          .startsWith("The PBX refuses what the hotline needs");
      assertThat(hotline.state().reconciled()).isEmpty();
    }
  }

  @Test
  void a_missing_dialplan_is_told() {
    pbx.cli("dialplan remove context otklik-gateway");
    try {
      assertThat(bad(check()))
          .containsExactly(
              "The hotline's dialplan isn't there: include extensions_otklik.conf, and reload.");
    } finally {
      pbx.cli("dialplan reload");
    }
  }

  @Test
  void a_missing_queue_is_told() {
    Pbx right = HotlineCases.at(pbx.amiPort());
    var other =
        new Pbx(
            right.id(),
            right.host(),
            right.port(),
            right.tls(),
            right.login(),
            new Pbx.Queue("600"),
            right.phones(),
            right.region());
    assertThat(bad(check(other))).containsExactly("There is no queue 600.");
  }

  @Test
  void a_clock_that_is_wrong_is_told() {
    InstantSource ahead = () -> Instant.now().plus(Duration.ofMinutes(2));
    assertThat(bad(PbxCheck.of(HotlineCases.at(pbx.amiPort()), HotlineCases.QUICK, ahead)))
        .singleElement()
        .asString()
        .startsWith("The PBX's clock and ours are 1");
  }

  @Test
  void a_wrong_secret_is_told() throws IOException {
    manager(asShipped.replace("secret = ", "secret = other-"));
    assertThat(bad(check()))
        .singleElement()
        .asString()
        .startsWith("The PBX refuses the user or the secret, or this machine's address");
  }

  @Test
  void a_port_where_nothing_listens_is_told() {
    pbx.stop();
    try {
      assertThat(bad(check()))
          .singleElement()
          .asString()
          .startsWith("Nothing answers at the PBX's address and port");
    } finally {
      pbx.start();
    }
  }

  @Test
  void an_asterisk_that_is_too_old_is_told() {
    try (var old = new OldAsterisk()) {
      assertThat(bad(check(HotlineCases.at(old.port()))))
          .contains(
              "This Asterisk, 13.38.3, is too old to read the ledger from: it takes 16.28, 18.14,"
                  + " 19.6, 20 or newer.");
    }
  }

  @Test
  void over_tls_only_a_pbx_that_proves_to_be_the_one_named_is_believed(@TempDir Path folder)
      throws Exception {
    var tls = TlsForTests.naming("localhost", folder);
    int port = freePort();
    Path general = pbx.configuration().resolve("manager.conf");
    String before = Files.readString(general);
    Files.writeString(
        general,
        before.replace(
            "webenabled = no\n",
            """
            webenabled = no
            tlsenable = yes
            tlsbindaddr = 127.0.0.1:%d
            tlscertfile = %s
            tlsprivatekey = %s
            """
                .formatted(port, tls.certificate(), tls.key())));
    pbx.stop();
    pbx.start();
    try {
      Optional<Path> believed = Optional.of(tls.certificate());
      assertThat(bad(check(byTls("localhost", port, believed)))).isEmpty();
      for (Pbx other :
          List.of(
              byTls("127.0.0.1", port, believed),
              byTls("localhost", port, Optional.empty()),
              byTls("localhost", pbx.amiPort(), believed))) {
        assertThat(bad(check(other)))
            .singleElement()
            .asString()
            .startsWith("The PBX's certificate isn't believed, or it doesn't speak TLS");
      }
    } finally {
      Files.writeString(general, before);
      pbx.stop();
      pbx.start();
    }
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static Pbx byTls(String host, int port, Optional<Path> authority) {
    Pbx plain = HotlineCases.at(port);
    return new Pbx(
        plain.id(),
        host,
        port,
        new Pbx.Tls.Verified(authority),
        plain.login(),
        plain.queue(),
        plain.phones(),
        plain.region());
  }
}
