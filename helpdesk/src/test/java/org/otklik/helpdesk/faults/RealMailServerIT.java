package org.otklik.helpdesk.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.otklik.helpdesk.running.Letter;
import org.otklik.helpdesk.running.People;
import org.otklik.helpdesk.running.ServedMailbox;
import org.otklik.intake.servers.PostfixServer;

/** Outgoing mail by way of a real Postfix, whose reports come back into our mailbox. */
class RealMailServerIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static @Nullable PostfixServer postfix;
  private static ServedMailbox desk;
  private static Path veras = Path.of("");

  @BeforeAll
  static void open() {
    desk =
        ServedMailbox.open((setup, dovecot) -> {
          veras = dovecot.mailOf("vera");
          var server =
              PostfixServer.running(
                  new PostfixServer.Routes(
                      Map.of(People.SUPPORT, dovecot.mailOf("support"), People.VERA, veras),
                      Set.of(People.LEV),
                      Set.of("romashka.example")));
          postfix = server;
          return setup.with("otklik.outgoing.port", server.port());
        });
  }

  @AfterAll
  static void close() {
    if (desk != null) {
      desk.close();
    }
    if (postfix != null) {
      postfix.close();
    }
  }

  private static String outbox(String column, String condition) {
    return await(condition)
        .atMost(PATIENCE)
        .until(
            () ->
                desk.program().query("SELECT %s FROM outbox WHERE %s".formatted(column, condition)),
            rows -> !rows.isEmpty())
        .getFirst();
  }

  @Test
  void an_acknowledgement_arrives_in_its_thread_and_says_that_no_person_wrote_it() {
    desk.deliver(Letter.from(People.VERA).subject("До печати").messageId("first@vasilek.example"));
    String id = outbox("message_id", "state = 'SENT' AND recipient = '" + People.VERA + "'");
    String raw =
        await("it is delivered")
            .atMost(PATIENCE)
            .until(RealMailServerIT::mailOfVera, found -> !found.isEmpty())
            .getFirst();
    assertThat(raw)
        .contains("Message-ID: <" + id + ">")
        .contains("In-Reply-To: <first@vasilek.example>")
        .contains("References: <first@vasilek.example>")
        .contains("Auto-Submitted: auto-replied")
        .contains("Content-Type: multipart/alternative", "text/plain", "text/html")
        .contains("Return-Path: <" + People.SUPPORT + ">");
  }

  private static List<String> mailOfVera() {
    Path arrived = veras.resolve("new");
    if (!Files.isDirectory(arrived)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(arrived)) {
      return files.map(RealMailServerIT::read).toList();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file, StandardCharsets.ISO_8859_1).replace("\r\n", "\n");
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void a_recipient_that_the_server_refuses_is_listed_with_its_reason() {
    desk.deliver(Letter.from(People.LEV).subject("refused").messageId("refused@l"));
    assertThat(outbox("problem", "state = 'FAILED' AND recipient = '" + People.LEV + "'"))
        .contains(People.LEV, "not wanted here");
  }

  @Test
  void a_forward_that_a_server_further_on_returns_is_held() {
    var letter = Letter.from("Boris <" + People.BORIS + ">").subject("never arrives");
    desk.deliver(letter);
    await("it came back and is held")
        .atMost(PATIENCE)
        .until(
            () ->
                desk.program()
                    .query(
                        "SELECT CONCAT(outcome, ' ', COALESCE(reason, '')) FROM mail"
                            + " WHERE sender = '"
                            + People.BORIS
                            + "'"),
            rows -> rows.contains("HELD forward-bounced"));
    assertThat(desk.program().query("SELECT COUNT(*) FROM outbox WHERE purpose = 'FORWARD'"))
        .containsExactly("1");
  }
}
