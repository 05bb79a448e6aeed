package org.otklik.helpdesk.running;

import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import org.otklik.helpdesk.running.RunningProgram.Setup;
import org.otklik.intake.servers.DovecotServer;

/** The program reading one mailbox of a real mail server, its outgoing mail caught. */
public record ServedMailbox(DovecotServer server, MailSink sink, RunningProgram program)
    implements AutoCloseable {
  private static final String USER = "support";
  private static final Duration PATIENCE = Duration.ofSeconds(40);

  public static ServedMailbox open() {
    return open(setup -> setup);
  }

  public static ServedMailbox open(UnaryOperator<Setup> more) {
    return open((setup, server) -> more.apply(setup));
  }

  /**
   * Opened with more settings.
   *
   * @param more what else is to be set, where it depends on the mail server
   */
  public static ServedMailbox open(BiFunction<Setup, DovecotServer, Setup> more) {
    var server = DovecotServer.running();
    var sink = new MailSink();
    try {
      Setup setup = RunningProgram.ofOurOwn().reading(server, USER, People.SUPPORT).sendingTo(sink);
      return new ServedMailbox(server, sink, more.apply(setup, server).start());
    } catch (RuntimeException e) {
      sink.close();
      server.close();
      throw e;
    }
  }

  public void deliver(Letter... letters) {
    for (Letter letter : letters) {
      deliver(letter.raw());
    }
  }

  public void deliver(byte[] raw) {
    server.deliver(USER, raw);
  }

  /** What became of every copy of these bytes, in the order of arrival; waits for a last one. */
  public List<String> outcomesOf(byte[] raw, int copies) {
    String query =
        "SELECT outcome FROM mail WHERE outcome <> 'PENDING' AND sha256 = '%s' ORDER BY id"
            .formatted(sha256(raw));
    await("every copy is decided")
        .atMost(PATIENCE)
        .until(() -> program.query(query).size() >= copies);
    return program.query(query);
  }

  public String outcomeOf(byte[] raw) {
    return outcomesOf(raw, 1).getFirst();
  }

  /** Delivers it and waits for what becomes of it. */
  public String outcomeOf(Letter letter) {
    deliver(letter);
    return outcomeOf(letter.raw());
  }

  /** One column of a message's record, once it is decided. */
  public String columnOf(byte[] raw, String column) {
    outcomeOf(raw);
    return program
        .query("SELECT %s FROM mail WHERE sha256 = '%s'".formatted(column, sha256(raw)))
        .getFirst();
  }

  /** The mail that answers a letter of this Message-ID, once it has been sent. */
  public MailSink.Taken awaitAnswerTo(String messageId) {
    return await("an answer to " + messageId)
        .atMost(PATIENCE)
        .until(
            () ->
                sink.taken().stream()
                    .filter(m -> m.raw().contains("In-Reply-To: <" + messageId + ">"))
                    .toList(),
            found -> !found.isEmpty())
        .getFirst();
  }

  public static String sha256(byte[] raw) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(raw));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Text of a raw message, byte for byte. */
  public static String latin1(byte[] raw) {
    return new String(raw, StandardCharsets.ISO_8859_1);
  }

  @Override
  public void close() {
    program.close();
    sink.close();
    server.close();
  }
}
