package org.otklik.helpdesk.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.otklik.helpdesk.desk.TicketFiles;
import org.otklik.helpdesk.running.Letter;
import org.otklik.helpdesk.running.MailSink;
import org.otklik.helpdesk.running.People;
import org.otklik.helpdesk.running.ProgramProcess;
import org.otklik.helpdesk.running.ServedMailbox;
import org.otklik.intake.servers.DovecotServer;

/** Zammad base_email_inbound.rb: mail that is much larger than what is kept in memory. */
class LargeMailIT {
  private static final int SIZE = 30 << 20;

  private final byte[] file = new byte[SIZE];

  LargeMailIT() {
    new Random(1).nextBytes(file);
  }

  @Test
  void a_30_megabyte_attachment_comes_with_its_ticket_byte_for_byte() throws Exception {
    try (var desk = ServedMailbox.open()) {
      byte[] raw = letter().raw();
      desk.deliver(raw);
      assertThat(desk.outcomeOf(raw)).isEqualTo("REGISTERED");
      var files = desk.program().get(TicketFiles.class);
      long ticket = Long.parseLong(desk.columnOf(raw, "ticket_id"));
      var attachment = files.find(ticket).orElseThrow().attachments().getFirst();
      assertThat(attachment.size()).isEqualTo(SIZE);
      assertThat(attachment.sha256()).isEqualTo(ServedMailbox.sha256(file));
      try (var in = files.open(attachment)) {
        assertThat(ServedMailbox.sha256(in.readAllBytes())).isEqualTo(attachment.sha256());
      }
      assertThat(desk.program().query("SELECT COUNT(content) FROM kept_mail")).containsExactly("0");
    }
  }

  /** The heap is about what the mail is long: it can't have been in memory whole. */
  @Test
  void a_program_with_a_heap_of_48_megabytes_takes_it_too() throws Exception {
    Path folder = Files.createDirectories(Path.of("target", "large"));
    try (var server = DovecotServer.running();
        var sink = new MailSink();
        var program =
            new ProgramProcess(
                Files.createTempDirectory(folder, "program"),
                ProgramProcess.reading(server, "support", sink))) {
      server.deliver("support", letter().raw());
      program.start("-Xmx48m");
      await("the ticket is there; " + folder)
          .atMost(Duration.ofSeconds(60))
          .ignoreExceptions()
          .failFast(() -> assertThat(program.isAlive()).as("alive, %s", program).isTrue())
          .until(() -> {
            try (var database = program.database();
                var statement = database.createStatement();
                var row = statement.executeQuery("SELECT sha256 FROM attachment")) {
              return row.next() && row.getString(1).equals(ServedMailbox.sha256(file));
            }
          });
      assertThat(program.said()).doesNotContain("OutOfMemory");
    }
  }

  private Letter letter() {
    String base64 =
        new String(Base64.getMimeEncoder().encode(file), StandardCharsets.US_ASCII)
            .replace("\r\n", "\n");
    return Letter.from(People.ANNA)
        .subject("a large file")
        .messageId("large@b")
        .header("MIME-Version", "1.0")
        .header("Content-Type", "multipart/mixed; boundary=part")
        .body(
            """
            --part
            Content-Type: text/plain

            See the file.
            --part
            Content-Type: application/octet-stream; name=large.bin
            Content-Disposition: attachment; filename=large.bin
            Content-Transfer-Encoding: base64

            """
                + base64
                + "\n--part--");
  }
}
