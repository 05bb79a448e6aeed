package org.otklik.telephony.asterisk;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class LinkTest {
  /** So long that nothing but the closing ends the wait for an answer. */
  private static final Timing PATIENT =
      new Timing(
          Duration.ofMinutes(1),
          Duration.ofMinutes(1),
          Duration.ofMillis(200),
          Duration.ofSeconds(1),
          Duration.ofMinutes(1),
          Duration.ofMinutes(1));

  @Test
  void a_link_that_is_closed_while_it_signs_in_hangs_up_and_ends_in_good_order() throws Exception {
    var uncaught = new AtomicReference<Throwable>();
    var before = Thread.getDefaultUncaughtExceptionHandler();
    Thread.setDefaultUncaughtExceptionHandler((_, thrown) -> uncaught.set(thrown));
    try (var pbx = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var there = HotlineCases.at(pbx.getLocalPort());
      var link = new Link(there, PATIENT, InstantSource.system(), false, _ -> {}, () -> {});
      link.start();
      try (var caller = pbx.accept();
          var said = new BufferedReader(new InputStreamReader(caller.getInputStream(), UTF_8))) {
        caller.setSoTimeout(10_000);
        caller.getOutputStream().write("Asterisk Call Manager/5.0.2\r\n".getBytes(UTF_8));
        assertThat(said.readLine()).isEqualToIgnoringCase("action: Challenge");
        link.close();
        assertThat(said.lines().toList()).isNotEmpty();
      }
      assertThat(link.state()).isEqualTo(new LinkState.Closed());
      assertThat(uncaught.get()).isNull();
    } finally {
      Thread.setDefaultUncaughtExceptionHandler(before);
    }
  }
}
