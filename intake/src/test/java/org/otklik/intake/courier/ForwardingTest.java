package org.otklik.intake.courier;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.Multipart;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.otklik.intake.message.RawSource;
import org.otklik.intake.wire.Security;

/** A forwarded original on its way through a mail server that is not ours. */
class ForwardingTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "Subject: plain\r\n\r\nbody\r\n\r\n",
        "Subject: no end\r\n\r\nbody",
        "Subject: 8 bit\r\n\r\n\u00ea\u00ee\u00e4 \u00ff\r\n.\r\n--boundary\r\n",
        "Subject: bare\n\nbody\n"
      })
  void the_original_comes_out_as_it_went_in(String raw) throws Exception {
    byte[] original = raw.getBytes(ISO_8859_1);
    var server =
        new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP).dynamicPort());
    server.start();
    var settings =
        SmtpSettings.of("127.0.0.1", Security.PLAIN).withPort(server.getSmtp().getPort());
    try (var courier = new SmtpCourier(settings)) {
      assertThat(courier.send(forwarding(original))).isInstanceOf(Delivery.Accepted.class);
      var received = (Multipart) server.getReceivedMessages()[0].getContent();
      try (var in = received.getBodyPart(1).getInputStream()) {
        assertThat(in.readAllBytes()).isEqualTo(original);
      }
    } finally {
      server.stop();
    }
  }

  private static OutgoingMail forwarding(byte[] original) {
    return new OutgoingMail(
        "Desk",
        "support@example.org",
        "office@client.example",
        "Fwd: plain",
        "<f1@desk.example.org>",
        List.of(),
        List.of(),
        "A mail from someone not registered.\n",
        Optional.empty(),
        true,
        Optional.empty(),
        Optional.of(RawSource.of(original)),
        "original.eml",
        Instant.EPOCH);
  }
}
