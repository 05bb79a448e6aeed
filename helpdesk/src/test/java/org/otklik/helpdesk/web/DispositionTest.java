package org.otklik.helpdesk.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DispositionTest {
  @Test
  void a_russian_name_survives_as_rfc_8187_has_it() {
    assertThat(Disposition.attachment("счёт 1.pdf"))
        .isEqualTo(
            "attachment; filename=\"____ 1.pdf\"; "
                + "filename*=UTF-8''%D1%81%D1%87%D1%91%D1%82%201.pdf");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a\r\nSet-Cookie: x=1",
        "a\"; filename=b",
        "../../etc/passwd",
        "..\\boot.ini",
        "a\0b"
      })
  void a_hostile_name_ends_no_header_and_leaves_no_folder(String name) {
    assertThat(Disposition.attachment(name))
        .matches("attachment; filename=\"[^\"\\r\\n/\\\\]+\"; filename\\*=UTF-8''[\\w%.~-]+");
  }

  @Test
  void a_name_that_turns_the_reading_direction_is_shown_as_it_is() {
    assertThat(Disposition.safe("invoice\u202Efdp.exe")).isEqualTo("invoicefdp.exe");
  }

  /** CVE-2005-3895. */
  @ParameterizedTest
  @ValueSource(strings = {"text/html", "image/svg+xml", "application/pdf", "text/javascript", ""})
  void what_a_browser_might_run_is_declared_as_mere_bytes(String declared) {
    assertThat(Disposition.type(declared)).isEqualTo("application/octet-stream");
  }
}
