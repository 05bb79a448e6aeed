package org.otklik.helpdesk.running;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** Where the program's outgoing mail ends up: an SMTP server that takes everything. */
public final class MailSink implements AutoCloseable {
  private final GreenMail server =
      new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));

  /**
   * A mail that was taken.
   *
   * @param messageId without its brackets
   * @param raw the whole of it, a character for each byte
   */
  public record Taken(String to, String messageId, String raw) {}

  public MailSink() {
    server.start();
  }

  public int port() {
    return server.getSmtp().getPort();
  }

  /** All of it, in no order that matters. */
  public List<Taken> taken() {
    return Arrays.stream(server.getReceivedMessages()).map(MailSink::taken).toList();
  }

  public List<Taken> takenFor(String address) {
    return taken().stream().filter(mail -> mail.to().equals(address)).toList();
  }

  private static Taken taken(MimeMessage message) {
    try {
      return new Taken(
          message.getAllRecipients()[0].toString(),
          message.getMessageID().replaceAll("[<>]", ""),
          whole(message));
    } catch (MessagingException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String whole(MimeMessage message) throws MessagingException, IOException {
    var raw = new ByteArrayOutputStream();
    message.writeTo(raw);
    return raw.toString(StandardCharsets.ISO_8859_1);
  }

  @Override
  public void close() {
    server.stop();
  }
}
