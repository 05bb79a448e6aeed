package org.otklik.helpdesk.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.otklik.helpdesk.database.DataFolder;
import org.otklik.helpdesk.running.ProgramProcess;

/** A program that can't start says why in one line, and what to change. */
class BadStartIT {
  @TempDir private Path folder;

  @Test
  void a_busy_port_of_the_console_is_named() throws Exception {
    assertRefusesPort("OTKLIK_HTTP_PORT");
  }

  @Test
  void a_busy_port_of_the_demos_smtp_server_is_named() throws Exception {
    assertRefusesPort("OTKLIK_SMTP_PORT");
  }

  @Test
  void a_busy_port_of_the_demos_imap_server_is_named() throws Exception {
    assertRefusesPort("OTKLIK_IMAP_PORT");
  }

  @Test
  void a_busy_port_of_the_embedded_database_is_named() throws Exception {
    assertRefusesPort("OTKLIK_DB_PORT");
  }

  private void assertRefusesPort(String variable) throws Exception {
    try (var busy = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = Integer.toString(busy.getLocalPort());
      assertThat(refusal(Map.of(variable, port)))
          .contains(variable)
          .contains("Port " + port)
          .contains("in use");
    }
  }

  @Test
  void a_second_program_on_the_same_data_folder_is_refused() throws Exception {
    try (var program = new ProgramProcess(folder, demo());
        var held = DataFolder.take(program.data())) {
      program.start();
      assertThat(program.exitCode()).isEqualTo(1);
      assertThat(refusalIn(program.said()))
          .contains("Another Otklik already runs on the data folder")
          .contains(held.path().toString())
          .contains("OTKLIK_DATA");
    }
  }

  @Test
  void a_setting_that_makes_no_sense_is_named() throws Exception {
    assertThat(refusal(Map.of("OTKLIK_ZONE", "Mars/Olympus"))).containsIgnoringCase("zone");
  }

  @Test
  void a_mailbox_without_a_server_for_outgoing_mail_is_refused() throws Exception {
    assertThat(
            refusal(
                Map.of(
                    "OTKLIK_MAILBOXES_HELP_HOST", "127.0.0.1",
                    "OTKLIK_MAILBOXES_HELP_ADDRESS", "help@support.example",
                    "OTKLIK_MAILBOXES_HELP_USER", "help",
                    "OTKLIK_MAILBOXES_HELP_PASSWORD", "secret")))
        .contains("otklik.outgoing");
  }

  @Test
  void a_pbx_without_a_secret_is_named() throws Exception {
    assertThat(refusal(Map.of("OTKLIK_PBXES_OFFICE_HOST", "127.0.0.1")))
        .contains("otklik.pbxes.office.secret must be set");
  }

  @Test
  void a_bad_setting_of_a_pbx_is_named_and_its_secret_is_not_shown() throws Exception {
    assertThat(
            refusal(
                Map.of(
                    "OTKLIK_PBXES_OFFICE_HOST", "127.0.0.1",
                    "OTKLIK_PBXES_OFFICE_SECRET", "not one word")))
        .contains("otklik.pbxes.office.secret")
        .doesNotContain("not one word");
  }

  @Test
  void a_token_for_metrics_that_can_be_guessed_is_refused_and_not_shown() throws Exception {
    assertThat(refusal(Map.of("OTKLIK_METRICS_TOKEN", "monday")))
        .contains("otklik.metrics.token must have at least 32 characters")
        .doesNotContain("monday");
  }

  private String refusal(Map<String, String> settings) throws Exception {
    var all = new HashMap<>(demo());
    all.putAll(settings);
    try (var program = new ProgramProcess(folder.resolve("refused-" + settings.hashCode()), all)) {
      program.start();
      assertThat(program.exitCode()).isEqualTo(1);
      return refusalIn(program.said());
    }
  }

  private static Map<String, String> demo() {
    return Map.of("OTKLIK_SMTP_PORT", "0", "OTKLIK_IMAP_PORT", "0");
  }

  /** The one line that says so; whatever precedes it is progress. */
  private static String refusalIn(String said) {
    assertThat(said.lines().filter(line -> line.startsWith("Otklik can't start: "))).hasSize(1);
    assertThat(said.lines().filter(line -> line.startsWith("\tat "))).isEmpty();
    return said.lines().toList().getLast();
  }
}
