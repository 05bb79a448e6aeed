package org.otklik.helpdesk.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ParseCommandTest {
  @TempDir Path folder;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  private int run(Path... files) {
    String[] arguments = new String[files.length];
    for (int i = 0; i < files.length; i++) {
      arguments[i] = files[i].toString();
    }
    return new CommandLine(new ParseCommand(out)).execute(arguments);
  }

  @Test
  void each_file_becomes_one_line_of_json_with_every_key() throws Exception {
    Path mail = folder.resolve("mail.eml");
    Files.writeString(
        mail,
        """
        From: =?utf-8?q?=D0=90=D0=BD=D0=BD=D0=B0?= <anna@example.org>\r
        To: support@firm.example\r
        Subject: Printer\r
        Date: Fri, 1 Mar 2024 12:30:05 +0300\r
        Message-ID: <one@example.org>\r
        \r
        Burns.\r
        """);
    assertThat(run(mail, mail)).isZero();
    String line =
        """
        {"subject":"Printer","from":{"name":"Анна","address":"anna@example.org"},\
        "to":[{"name":"","address":"support@firm.example"}],"cc":[],\
        "date":"2024-03-01T09:30:05Z","messageId":"one@example.org","inReplyTo":[],\
        "references":[],"text":"Burns.\\n","html":null,"newText":"Burns.","quoted":"",\
        "attachments":[],"automatic":false,"bounce":null,"problems":[],\
        "authors":[{"name":"Анна","address":"anna@example.org"}],"replyTo":[],\
        "automaticReason":null,"signature":null,"invitation":null,"headers":[\
        {"name":"From","value":"Анна <anna@example.org>"},\
        {"name":"To","value":"support@firm.example"},{"name":"Subject","value":"Printer"},\
        {"name":"Date","value":"Fri, 1 Mar 2024 12:30:05 +0300"},\
        {"name":"Message-ID","value":"<one@example.org>"}]}
        """;
    assertThat(out.toString(UTF_8)).isEqualTo(line + line);
  }

  @Test
  void an_invitation_and_a_signature_are_shown() throws Exception {
    Path mail = folder.resolve("mail.eml");
    Files.writeString(
        mail,
        """
        From: anna@example.org
        Content-Type: multipart/signed; protocol="application/pgp-signature"; boundary=b

        --b
        Content-Type: text/calendar; method=REQUEST

        BEGIN:VCALENDAR
        METHOD:REQUEST
        BEGIN:VEVENT
        UID:1@example.org
        SUMMARY:Upgrade
        DTSTART:20240205T071500Z
        DTEND:20240205T081500Z
        ORGANIZER:mailto:anna@example.org
        END:VEVENT
        END:VCALENDAR
        --b
        Content-Type: application/pgp-signature

        x
        --b--
        """);
    assertThat(run(mail)).isZero();
    assertThat(out.toString(UTF_8))
        .contains(
            "\"signature\":{\"state\":\"unknown\",\"reason\":\"other_kind\",\"signer\":\"\","
                + "\"addresses\":[]}",
            "\"invitation\":{\"method\":\"REQUEST\",\"uid\":\"1@example.org\","
                + "\"summary\":\"Upgrade\",\"start\":\"2024-02-05T07:15:00Z\","
                + "\"end\":\"2024-02-05T08:15:00Z\",\"location\":\"\","
                + "\"organizer\":\"anna@example.org\"}");
  }

  @Test
  void a_missing_file_is_an_object_with_the_reason_and_exit_code_1() {
    assertThat(run(folder.resolve("none.eml"))).isEqualTo(1);
    assertThat(out.toString(UTF_8))
        .startsWith("{\"subject\":\"\",\"from\":null,")
        .contains("\"problems\":[\"The file can't be read: ")
        .endsWith("\"headers\":[]}\n");
  }

  @Test
  void an_unreadable_message_is_an_object_with_the_reason_and_no_failure() throws Exception {
    Path empty = Files.createFile(folder.resolve("empty.eml"));
    assertThat(run(empty)).isZero();
    assertThat(out.toString(UTF_8)).contains("\"problems\":[\"The message is empty\"]");
  }
}
