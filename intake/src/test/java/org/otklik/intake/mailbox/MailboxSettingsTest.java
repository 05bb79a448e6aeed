package org.otklik.intake.mailbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.otklik.intake.wire.Security;

class MailboxSettingsTest {
  private final MailboxSettings settings =
      MailboxSettings.of(
          "support", "mx.example.org", Security.TLS, "support@example.org", "geheim");

  @Test
  void the_password_is_in_no_text() {
    assertThat(settings.toString()).contains("support@example.org").doesNotContain("geheim");
  }

  @Test
  void the_usual_port_follows_from_the_security() {
    assertThat(settings.port()).isEqualTo(993);
    assertThat(MailboxSettings.of("s", "h", Security.STARTTLS, "u", "p").port()).isEqualTo(143);
  }

  /** CVE-2026-82973. */
  @ParameterizedTest
  @ValueSource(strings = {"INBOX\r\nA1 DELETE INBOX", "a\nb", "a\tb", "\0", " ", ""})
  void a_line_break_or_nothing_in_a_folder_is_refused_with_words(String folder) {
    assertThatThrownBy(() -> settings.withFolder(folder))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("The folder ");
    assertThatThrownBy(() -> settings.withAfterReading(new AfterReading.MoveTo(folder)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("The folder to move to ");
  }

  @Test
  void a_line_break_in_host_user_or_password_is_refused_with_words() {
    assertThatThrownBy(() -> MailboxSettings.of("s", "h\r\n", Security.TLS, "u", "p"))
        .hasMessageStartingWith("The server has a control character");
    assertThatThrownBy(() -> MailboxSettings.of("s", "h", Security.TLS, "u\r\nx", "p"))
        .hasMessageStartingWith("The user name has a control character");
    assertThatThrownBy(() -> MailboxSettings.of("s", "h", Security.TLS, "u", "secret\r\nx"))
        .hasMessageStartingWith("The password has a control character")
        .hasMessageNotContaining("secret");
  }

  @Test
  void messages_do_not_move_to_where_they_are() {
    assertThatThrownBy(() -> settings.withAfterReading(new AfterReading.MoveTo("INBOX")))
        .hasMessageContaining("the folder they are in");
  }
}
